import { bootstrap } from './lib/bootstrap.mjs'
import { runMain } from './lib/problem.mjs'
import { runTypeScript } from './lib/run-typescript.mjs'
import { withDatabase } from './lib/with-database.mjs'

/** `npm run audit:verify`: holds the audit trail against its chains and checkpoints. */
await runMain(async () => {
  await bootstrap()
  return withDatabase((env) => runTypeScript('audit-verify/run.ts', env))
})
