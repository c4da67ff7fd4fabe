import { bootstrap } from './lib/bootstrap.mjs'
import { build } from './lib/build.mjs'
import { runMain } from './lib/problem.mjs'
import { runTypeScript } from './lib/run-typescript.mjs'
import { stopRequest } from './lib/stop-request.mjs'

/** `npm run bench`: the budgets, each against its limit in the same run, always on a stack of its own. */
await runMain(async () => {
  const signal = stopRequest()
  await bootstrap()
  signal.throwIfAborted()
  await build()
  signal.throwIfAborted()
  return runTypeScript('bench/run.ts', process.env)
})
