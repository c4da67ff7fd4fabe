import { join } from 'node:path'
import { build } from './build.mjs'
import { openDataDir, root } from './paths.mjs'
import { freePort } from './ports.mjs'
import { claimDataDir } from './run-record.mjs'
import { loadSecrets } from './secrets.mjs'
import { startStack } from './stack.mjs'

/** What the caller's environment says about a stack of theirs is not about this one. */
const ofAnotherStack = [
  'PUBLIC_URL',
  'DATABASE_URL',
  'APP_DATABASE_URL',
  'REDIS_URL',
  'GROUNDWORK_SECRET',
  'ADMIN_EMAIL',
  'ADMIN_PASSWORD',
]

/**
 * @typedef {object} OwnStack
 * @property {string} url
 * @property {NodeJS.ProcessEnv} env with the owner's DATABASE_URL, and all that its programs run with
 * @property {string} password of the admin
 */

/**
 * Starts a stack for as long as some work takes: on a free port, with its own Postgres, Redis and data folder, so that
 * nobody's data is touched.
 *
 * @param {string} name of its data folder, which is kept and used again
 * @param {AbortSignal} signal
 * @param {(stack: OwnStack) => Promise<number>} work
 * @param {NodeJS.ProcessEnv} [settings] of the stack, beside the caller's
 * @returns {Promise<number>} what the work returned
 */
export async function withOwnStack(name, signal, work, settings = {}) {
  const given = { ...process.env, ...settings }
  for (const variable of ofAnotherStack) delete given[variable]

  const dataDir = openDataDir(join(root, '.data', name))
  const claim = await claimDataDir(dataDir)
  try {
    await build()
    const stack = await startStack({ dataDir, claim, port: await freePort(), signal, given })
    try {
      return await work({ url: stack.url, env: stack.env.owner, password: loadSecrets(dataDir).adminPassword })
    } finally {
      claim.noteStopping()
      await stack.stop()
    }
  } finally {
    claim.release()
  }
}
