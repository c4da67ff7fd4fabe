import { bootstrap } from './lib/bootstrap.mjs'
import { runMain } from './lib/problem.mjs'
import { runTypeScript } from './lib/run-typescript.mjs'

/** `npm run hostile-corpus -- [folder]`: writes the files that the tests drive through every door, to try them elsewhere. */
await runMain(async () => {
  await bootstrap()
  return runTypeScript('hostile-corpus/run.ts', process.env)
})
