import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { allOrThrow } from './all-or-throw.mjs'
import { programs } from './build.mjs'
import { keepRunning } from './keep-running.mjs'
import { launch } from './launch.mjs'
import { logView } from './log-view.mjs'
import { keptPort } from './ports.mjs'
import { startPostgres } from './postgres.mjs'
import { prepareDatabase } from './prepare-database.mjs'
import { Problem } from './problem.mjs'
import { startRedis } from './redis.mjs'
import { loadSecrets } from './secrets.mjs'
import { stackEnvironment } from './stack-environment.mjs'
import { untilReady } from './until-ready.mjs'

/**
 * A worker brings in and takes out millions of rows, each of which is gone a moment later. Told no bound, Node lets four times as much
 * pile up as is in use before it looks; one gigabyte is far more than any job needs, and keeps the pile small.
 *
 * @type {Record<'api' | 'worker', string[]>}
 */
const nodeFlags = { api: [], worker: ['--max-old-space-size=1024'] }

/** How long the API and the worker may take until both say that they are ready. */
const readyWithin = 60_000

/**
 * @typedef {object} Stack
 * @property {string} url where people reach it
 * @property {ReturnType<typeof stackEnvironment>} env
 * @property {AbortSignal} broken aborted, with the reason, when a service cannot be kept running
 * @property {() => Promise<void>} stop
 */

/**
 * Starts all of Groundwork on one port: Postgres and Redis unless the environment names others, the database brought up
 * to date, then API and worker, each started again if it ends by itself.
 *
 * @param {object} options
 * @param {string} options.dataDir
 * @param {Awaited<ReturnType<typeof import('./run-record.mjs').claimDataDir>>} options.claim of this process on that folder
 * @param {number} options.port
 * @param {AbortSignal} options.signal stops a start half-way, leaving nothing behind
 * @param {NodeJS.ProcessEnv} [options.given] where DATABASE_URL, REDIS_URL and the like are looked up
 * @returns {Promise<Stack>}
 */
export async function startStack({ dataDir, claim, port, signal, given = process.env }) {
  const logsDir = join(dataDir, 'logs')
  mkdirSync(logsDir, { recursive: true, mode: 0o750 })
  const secrets = loadSecrets(dataDir)
  const broken = new AbortController()
  const halted = AbortSignal.any([signal, broken.signal])

  /** @type {Array<{ stop: () => Promise<void> }>} */
  const stores = []
  /** @type {Array<{ stop: () => Promise<void> }>} */
  const servers = []
  const stop = async () => {
    for (const group of [servers, stores]) await Promise.all(group.map((service) => service.stop()))
  }

  /**
   * @template {import('./launch.mjs').Service} Kept
   * @param {typeof stores} group
   * @param {() => Promise<Kept>} start
   * @param {string} mark what the program's command line contains
   * @param {NodeJS.Signals} [stopSignal]
   */
  const keep = async (group, start, mark, stopSignal) => {
    const startNoted = async () => {
      const service = await start()
      claim.note(service, mark, stopSignal)
      return service
    }
    const kept = await keepRunning(startNoted, (reason) =>
      broken.abort(new Problem(`${reason} Its log is in ${logsDir}.`)),
    )
    group.push(kept)
    return kept.first
  }

  const startOwnPostgres = async () => {
    const port = await keptPort(join(dataDir, 'postgres-port.json'))
    return startPostgres({ folder: join(dataDir, 'postgres'), logsDir, port, password: secrets.ownerPassword })
  }
  const startOwnRedis = async () => {
    const port = await keptPort(join(dataDir, 'redis-port.json'))
    return startRedis({ folder: join(dataDir, 'redis'), logsDir, port, password: secrets.redisPassword })
  }

  try {
    const [ownerUrl, redisUrl] = await allOrThrow([
      given.DATABASE_URL || keep(stores, startOwnPostgres, 'postgres', 'SIGINT').then(({ url }) => url),
      given.REDIS_URL || keep(stores, startOwnRedis, 'redis').then(({ url }) => url),
    ])
    halted.throwIfAborted()

    const env = stackEnvironment({ dataDir, port, secrets, ownerUrl, redisUrl, given })
    await prepareDatabase(env.owner, dataDir)
    halted.throwIfAborted()

    const startServer = (/** @type {'api' | 'worker'} */ name) => async () =>
      launch({
        name,
        command: process.execPath,
        args: [...nodeFlags[name], programs[name]],
        env: env.runtime,
        logFile: join(logsDir, `${name}.log`),
        onLine: logView(name),
      })
    await allOrThrow([
      keep(servers, startServer('api'), programs.api),
      keep(servers, startServer('worker'), programs.worker),
    ])
    await untilReady(`http://127.0.0.1:${port}`, AbortSignal.any([halted, AbortSignal.timeout(readyWithin)]))
    return { url: env.runtime.PUBLIC_URL, env, broken: broken.signal, stop }
  } catch (error) {
    await stop()
    if (error instanceof DOMException && error.name === 'TimeoutError') {
      throw new Problem(`Groundwork started but was not ready after a minute. What it wrote is in ${logsDir}.`)
    }
    throw error
  }
}
