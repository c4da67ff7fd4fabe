import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { appDatabaseUrl } from './app-database.mjs'
import { commandOf } from './end-process.mjs'
import { readJson } from './json-file.mjs'
import { openDataDir } from './paths.mjs'
import { keptPort } from './ports.mjs'
import { startPostgres } from './postgres.mjs'
import { Problem } from './problem.mjs'
import { claimDataDir } from './run-record.mjs'
import { keptSecrets, loadSecrets } from './secrets.mjs'

/**
 * Runs a program on the database that the environment names (APP_DATABASE_URL and GROUNDWORK_SECRET; DATABASE_URL too where the
 * tables' owner is needed), or on that of the stack on the data folder, whether that runs or not.
 *
 * @param {(env: NodeJS.ProcessEnv) => Promise<number>} run
 * @param {{ needsOwner?: boolean, mayCreate?: boolean }} [options] `mayCreate`: where nothing was ever started, an empty database is made
 * @returns {Promise<number>} what it returned
 */
export async function withDatabase(run, { needsOwner = false, mayCreate = false } = {}) {
  const { APP_DATABASE_URL, GROUNDWORK_SECRET, DATABASE_URL } = process.env
  if (APP_DATABASE_URL && GROUNDWORK_SECRET && (DATABASE_URL || !needsOwner)) return run(process.env)

  const dataDir = openDataDir()
  const secrets = mayCreate ? loadSecrets(dataDir) : keptSecrets(dataDir)
  if (!secrets) {
    const owner = needsOwner ? ', and DATABASE_URL' : ''
    throw new Problem(`Nothing was started here yet. Name APP_DATABASE_URL and GROUNDWORK_SECRET${owner}.`)
  }
  const runAt = (/** @type {string} */ ownerUrl) =>
    run({
      ...process.env,
      DATA_DIR: dataDir,
      ...(needsOwner && { DATABASE_URL: ownerUrl }),
      APP_DATABASE_URL: APP_DATABASE_URL || appDatabaseUrl(ownerUrl, secrets.appPassword),
      GROUNDWORK_SECRET: GROUNDWORK_SECRET || secrets.groundworkSecret,
    })
  if (DATABASE_URL) return runAt(DATABASE_URL)

  const portFile = join(dataDir, 'postgres-port.json')
  if (isPostgresRunning(dataDir)) {
    const password = encodeURIComponent(secrets.ownerPassword)
    return runAt(`postgresql://groundwork:${password}@127.0.0.1:${readJson(portFile)}/groundwork`)
  }

  const claim = await claimDataDir(dataDir)
  const logsDir = join(dataDir, 'logs')
  mkdirSync(logsDir, { recursive: true, mode: 0o750 })
  try {
    const folder = join(dataDir, 'postgres')
    const port = await keptPort(portFile)
    const postgres = await startPostgres({ folder, logsDir, port, password: secrets.ownerPassword })
    try {
      return await runAt(postgres.url)
    } finally {
      await postgres.stop()
    }
  } finally {
    claim.release()
  }
}

/**
 * Whether the stack on this folder runs a Postgres of its own now.
 *
 * @param {string} dataDir
 */
function isPostgresRunning(dataDir) {
  /** @type {import('./run-record.mjs').RunRecord | undefined} */
  const record = readJson(join(dataDir, 'run.json'))
  const service = record?.services.postgres
  return service !== undefined && commandOf(service.pid).includes(service.mark)
}
