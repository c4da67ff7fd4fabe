import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { appDatabaseUrl } from './lib/app-database.mjs'
import { bootstrap } from './lib/bootstrap.mjs'
import { commandOf } from './lib/end-process.mjs'
import { readJson } from './lib/json-file.mjs'
import { openDataDir } from './lib/paths.mjs'
import { keptPort } from './lib/ports.mjs'
import { startPostgres } from './lib/postgres.mjs'
import { Problem, runMain } from './lib/problem.mjs'
import { claimDataDir } from './lib/run-record.mjs'
import { runTypeScript } from './lib/run-typescript.mjs'
import { keptSecrets } from './lib/secrets.mjs'

/**
 * `npm run audit:verify`: holds the audit trail against its chains and checkpoints. Of the database that the environment
 * names (APP_DATABASE_URL, GROUNDWORK_SECRET), or of the stack on the data folder, whether that runs or not.
 */
await runMain(async () => {
  await bootstrap()
  const { APP_DATABASE_URL, GROUNDWORK_SECRET, DATABASE_URL } = process.env
  if (APP_DATABASE_URL && GROUNDWORK_SECRET) return verify(process.env)

  const dataDir = openDataDir()
  const secrets = keptSecrets(dataDir)
  if (!secrets) throw new Problem('Nothing was started here yet. Name APP_DATABASE_URL and GROUNDWORK_SECRET.')
  const verifyAt = (/** @type {string} */ ownerUrl) =>
    verify({
      ...process.env,
      DATA_DIR: dataDir,
      APP_DATABASE_URL: APP_DATABASE_URL || appDatabaseUrl(ownerUrl, secrets.appPassword),
      GROUNDWORK_SECRET: GROUNDWORK_SECRET || secrets.groundworkSecret,
    })
  if (DATABASE_URL) return verifyAt(DATABASE_URL)

  const portFile = join(dataDir, 'postgres-port.json')
  if (isPostgresRunning(dataDir)) return verifyAt(`postgresql://groundwork@127.0.0.1:${readJson(portFile)}/groundwork`)

  const claim = await claimDataDir(dataDir)
  const logsDir = join(dataDir, 'logs')
  mkdirSync(logsDir, { recursive: true, mode: 0o750 })
  try {
    const folder = join(dataDir, 'postgres')
    const port = await keptPort(portFile)
    const postgres = await startPostgres({ folder, logsDir, port, password: secrets.ownerPassword })
    try {
      return await verifyAt(postgres.url)
    } finally {
      await postgres.stop()
    }
  } finally {
    claim.release()
  }
})

/**
 * Whether the stack on this folder runs a Postgres of its own now.
 *
 * @param {string} dataDir
 */
function isPostgresRunning(dataDir) {
  /** @type {import('./lib/run-record.mjs').RunRecord | undefined} */
  const record = readJson(join(dataDir, 'run.json'))
  const service = record?.services.postgres
  return service !== undefined && commandOf(service.pid).includes(service.mark)
}

/** @param {NodeJS.ProcessEnv} env */
function verify(env) {
  return runTypeScript('audit-verify/run.ts', env)
}
