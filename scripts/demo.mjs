import { bootstrap } from './lib/bootstrap.mjs'
import { withOwnStack } from './lib/own-stack.mjs'
import { openDataDir } from './lib/paths.mjs'
import { Problem, runMain } from './lib/problem.mjs'
import { runTypeScript } from './lib/run-typescript.mjs'
import { keptSecrets } from './lib/secrets.mjs'
import { stopRequest } from './lib/stop-request.mjs'
import { isReady } from './lib/until-ready.mjs'

/** `npm run demo -- [folder]`: sends a folder of files through the running stack, or through one of its own. */
await runMain(async () => {
  const signal = stopRequest()
  await bootstrap()

  const url = process.env.PUBLIC_URL || `http://localhost:${process.env.PORT || 3000}`
  if (await isReady(url)) return demo(url, process.env.ADMIN_PASSWORD || keptPassword(), process.env)

  console.log(`Nothing runs at ${url}: starting a stack for the demo ...`)
  return withOwnStack('demo', signal, ({ url, env, password }) => demo(url, password, env))
})

/**
 * @param {string} url
 * @param {string} password
 * @param {NodeJS.ProcessEnv} env
 */
function demo(url, password, env) {
  return runTypeScript('demo/run.ts', {
    ...env,
    GROUNDWORK_URL: url,
    ADMIN_USERNAME: 'admin',
    ADMIN_PASSWORD: password,
  })
}

/** The one `npm start` made up for the stack that runs on this data folder. */
function keptPassword() {
  const kept = keptSecrets(openDataDir())
  if (kept) return kept.adminPassword
  throw new Problem("Name the running stack's admin password in ADMIN_PASSWORD.")
}
