import { bootstrap } from './lib/bootstrap.mjs'
import { runMain } from './lib/problem.mjs'
import { runTypeScript } from './lib/run-typescript.mjs'
import { withDatabase } from './lib/with-database.mjs'

/** `npm run backup -- --to DIR`: copies database and bytes as they are at one moment, while everybody goes on working. */
await runMain(async () => {
  await bootstrap()
  return withDatabase((env) => runTypeScript('backup/take.ts', env), { needsOwner: true })
})
