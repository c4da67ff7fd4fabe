import { chownSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { commandOf, endProcess } from './end-process.mjs'
import { guardian } from './guardian.mjs'
import { launch } from './launch.mjs'
import { clusterFolder, postgresBinaries, postgresIdentity } from './postgres-home.mjs'
import { Problem } from './problem.mjs'
import { runCommand } from './run-command.mjs'

/** The database of the application, and the role that owns it. */
const owner = 'groundwork'

/** Few, and only where the defaults hurt: a small web application on one machine, no network beyond it. */
const settings = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  shared_buffers: '256MB',
  max_connections: '200',
  jit: 'off',
  // A plan is kept until its tables are counted again: those of a new database grow fast, and a minute of a plan for empty ones is long.
  autovacuum_naptime: '15s',
  timezone: 'UTC',
  log_timezone: 'UTC',
}

/** For clusters that live as long as a test run: nothing has to survive a power cut. */
const carelessSettings = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  wal_level: 'minimal',
  max_wal_senders: '0',
  // Each database is looked at so often, and every file of tests has one of its own.
  autovacuum_naptime: '1min',
}

/**
 * Starts our own Postgres from the npm package, making the cluster at the first start. Data survives stop, kill and
 * restart; a server that a killed run left on the same data is stopped first.
 *
 * @param {object} options
 * @param {string} options.folder for the data
 * @param {string} options.logsDir
 * @param {number} options.port
 * @param {string} options.password of the owner
 * @param {boolean} [options.isDisposable] trade durability for speed
 * @returns {Promise<import('./launch.mjs').Service & { url: string }>} with the owner's connection URL
 */
export async function startPostgres({ folder, logsDir, port, password, isDisposable = false }) {
  const identity = postgresIdentity()
  const binaries = postgresBinaries(identity)
  const home = clusterFolder(folder, identity)
  if (isDisposable) guardian.removeAtEnd(home)
  const data = join(home, 'data')
  if (!existsSync(join(data, 'PG_VERSION'))) await createCluster({ data, binaries, identity, password, isDisposable })
  await endLeftover(data)

  const logFile = join(logsDir, 'postgres.log')
  const flags = Object.entries({ ...settings, ...(isDisposable ? carelessSettings : {}) })
  const service = launch({
    name: 'postgres',
    command: join(binaries, 'bin', 'postgres'),
    args: ['-D', data, '-p', String(port), ...flags.flatMap(([name, value]) => ['-c', `${name}=${value}`])],
    cwd: '/',
    env: { ...process.env, LC_ALL: 'C' },
    identity,
    stopSignal: 'SIGINT', // "Fast": ends sessions, keeps every committed row.
    logFile,
  })
  await untilReady(data, service, logFile)

  const url = `postgresql://${owner}:${encodeURIComponent(password)}@127.0.0.1:${port}/${owner}`
  return { ...service, url }
}

/**
 * Makes a cluster beside its final place and moves it there when whole, so that an interrupted first start leaves
 * nothing half-made. Sorting is by code point on every machine: the locales a machine has must not change a page.
 *
 * @param {{ data: string, binaries: string, identity: import('./postgres-home.mjs').Identity, password: string, isDisposable: boolean }} options
 */
async function createCluster({ data, binaries, identity, password, isDisposable }) {
  const draft = `${data}.new`
  const passwordFile = `${data}.password`
  rmSync(draft, { recursive: true, force: true })
  mkdirSync(draft, { mode: 0o700 })
  writeFileSync(passwordFile, `${password}\n`, { mode: 0o600 })
  for (const path of [draft, passwordFile]) {
    if (identity.uid !== undefined && identity.gid !== undefined) chownSync(path, identity.uid, identity.gid)
  }

  /** @type {(program: string, args: string[], input?: string) => Promise<void>} */
  const run = async (program, args, input) => {
    const env = { ...process.env, LC_ALL: 'C' }
    const { code, output } = await runCommand(join(binaries, 'bin', program), args, {
      cwd: '/',
      env,
      identity,
      ...(input && { input }),
      output: 'collect',
    })
    if (code !== 0) throw new Problem(`Postgres could not make its data folder ${data}:\n${output}`)
  }
  await run('initdb', [
    `--pgdata=${draft}`,
    `--username=${owner}`,
    `--pwfile=${passwordFile}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    ...(isDisposable ? ['--no-sync'] : []),
  ])
  rmSync(passwordFile)
  await run('postgres', ['--single', '-D', draft, 'postgres'], `create database ${owner}\n`)
  renameSync(draft, data)
}

/**
 * Stops the server that a killed run left on this data, and removes the lock of one that was itself killed: its number
 * may belong to another program by now.
 *
 * @param {string} data
 */
async function endLeftover(data) {
  const lockFile = join(data, 'postmaster.pid')
  const { pid } = readLock(lockFile)
  if (pid === undefined) return
  if (commandOf(pid).includes(data)) await endProcess(pid, 'SIGINT')
  rmSync(lockFile, { force: true })
}

/**
 * Postgres writes its own state into its lock file; reading it costs no connection and no password.
 *
 * @param {string} data
 * @param {import('./launch.mjs').Service} service
 * @param {string} logFile
 */
async function untilReady(data, service, logFile) {
  /** @type {string | undefined} */
  let end
  service.ended.then((how) => {
    end = how
  })
  while (readLock(join(data, 'postmaster.pid')).state !== 'ready') {
    if (end)
      throw new Problem(
        `Postgres did not start (${end}). The end of ${logFile}:\n${readFileSync(logFile, 'utf8').slice(-2000)}`,
      )
    await delay(20)
  }
}

/** @param {string} lockFile */
function readLock(lockFile) {
  const lines = existsSync(lockFile) ? readFileSync(lockFile, 'utf8').split('\n') : []
  return { pid: Number.parseInt(lines[0] ?? '', 10) || undefined, state: lines[7]?.trim() }
}
