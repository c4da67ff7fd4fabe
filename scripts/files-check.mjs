import { bootstrap } from './lib/bootstrap.mjs'
import { runMain } from './lib/problem.mjs'
import { runTypeScript } from './lib/run-typescript.mjs'
import { withDatabase } from './lib/with-database.mjs'

/** `npm run files:check`: holds the rows of the database against the bytes of the storage, and repairs what it is asked to. */
await runMain(async () => {
  await bootstrap()
  return withDatabase((env) => runTypeScript('files-check/run.ts', env))
})
