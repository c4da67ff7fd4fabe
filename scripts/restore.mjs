import { bootstrap } from './lib/bootstrap.mjs'
import { runMain } from './lib/problem.mjs'
import { runTypeScript } from './lib/run-typescript.mjs'
import { withDatabase } from './lib/with-database.mjs'

/** `npm run restore -- --from DIR`: puts a backup back into an empty database and an empty storage. */
await runMain(async () => {
  await bootstrap()
  return withDatabase((env) => runTypeScript('backup/put-back.ts', env), { needsOwner: true, mayCreate: true })
})
