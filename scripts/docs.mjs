import { bootstrap } from './lib/bootstrap.mjs'
import { runMain } from './lib/problem.mjs'
import { runTypeScript } from './lib/run-typescript.mjs'

/** `npm run docs`: writes docs/resources.md, and the table of resources in the README, from the definitions. */
await runMain(async () => {
  await bootstrap()
  return runTypeScript('docs/run.ts', process.env)
})
