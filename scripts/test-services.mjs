import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { startClamd } from './lib/clamd.mjs'
import { disposableFolder } from './lib/disposable-folder.mjs'
import { freePort } from './lib/ports.mjs'
import { startPostgres } from './lib/postgres.mjs'
import { removeCluster } from './lib/postgres-home.mjs'
import { startRedis } from './lib/redis.mjs'
import { newSecret } from './lib/secrets.mjs'

/**
 * vitest's global setup: one real Postgres, Redis and virus scanner for the whole run, on loopback ports of their own,
 * gone afterwards. Tests find them in the environment:
 *
 * - TEST_DATABASE_URL, the owner's; each test file makes a database of its own in that cluster
 * - TEST_REDIS_URL, with 80 numbered databases
 * - TEST_CLAMAV_HOST and TEST_CLAMAV_PORT, where ClamAV is installed; it knows the EICAR test file only
 */
export default async function startTestServices() {
  const { folder, logsDir } = disposableFolder()
  process.env.TMPDIR = join(folder, 'tmp') // What a test leaves behind goes with the rest.
  mkdirSync(process.env.TMPDIR)
  const [postgresPort, redisPort, clamdPort] = [await freePort(), await freePort(), await freePort()]
  const password = newSecret(12)
  const common = { logsDir, password, isDisposable: true }
  const [postgres, redis, clamd] = await Promise.all([
    startPostgres({ ...common, folder: join(folder, 'postgres'), port: postgresPort }),
    startRedis({ ...common, folder: join(folder, 'redis'), port: redisPort }),
    startClamd({ folder: join(folder, 'clamd'), logsDir, port: clamdPort }),
  ])
  Object.assign(process.env, {
    TEST_DATABASE_URL: postgres.url,
    TEST_REDIS_URL: redis.url,
    ...(clamd && { TEST_CLAMAV_HOST: '127.0.0.1', TEST_CLAMAV_PORT: String(clamd.port) }),
  })

  return async () => {
    await Promise.all([postgres.stop(), redis.stop(), clamd?.stop()])
    removeCluster(join(folder, 'postgres'))
  }
}
