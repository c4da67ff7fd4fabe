import { appDatabaseUrl } from './app-database.mjs'

/**
 * What the programs of a stack run with: the caller's environment, and for each thing it does not name, ours.
 *
 * @param {object} options
 * @param {string} options.dataDir
 * @param {number} options.port
 * @param {import('./secrets.mjs').Secrets} options.secrets
 * @param {string} options.ownerUrl the owner's connection to the database
 * @param {string} options.redisUrl
 * @param {NodeJS.ProcessEnv} [options.given]
 */
export function stackEnvironment({ dataDir, port, secrets, ownerUrl, redisUrl, given = process.env }) {
  const { DATABASE_URL: _, ...common } = given
  const runtime = {
    ...common,
    PORT: String(port),
    PUBLIC_URL: given.PUBLIC_URL || `http://localhost:${port}`,
    DATA_DIR: dataDir,
    APP_DATABASE_URL: given.APP_DATABASE_URL || appDatabaseUrl(ownerUrl, secrets.appPassword),
    REDIS_URL: redisUrl,
    GROUNDWORK_SECRET: given.GROUNDWORK_SECRET || secrets.groundworkSecret,
    // Each upload waits for its bytes to reach the disk in one of these threads; four would make eight uploads queue.
    UV_THREADPOOL_SIZE: given.UV_THREADPOOL_SIZE || '16',
  }
  return {
    /** For the programs that serve: they never see the owner's connection. */
    runtime,
    /** For the one that prepares the database. */
    owner: { ...runtime, DATABASE_URL: ownerUrl, ADMIN_PASSWORD: given.ADMIN_PASSWORD || secrets.adminPassword },
  }
}
