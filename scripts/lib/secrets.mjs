import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { readJson, writeJson } from './json-file.mjs'

/**
 * What `npm start` makes up once and keeps: only the owner of the file may read it.
 *
 * @typedef {object} Secrets
 * @property {string} groundworkSecret every key of the application is derived from it
 * @property {string} ownerPassword of the Postgres cluster's owner
 * @property {string} appPassword of the role the application runs as
 * @property {string} redisPassword
 * @property {string} adminPassword of the first admin, unless ADMIN_PASSWORD named one
 * @property {boolean} isAdminPasswordDue whether the generated one is in use and still has to be shown
 */

/**
 * @param {string} dataDir
 * @returns {Secrets | undefined} undefined when nothing was ever started on this folder
 */
export function keptSecrets(dataDir) {
  return readJson(join(dataDir, 'secrets.json'))
}

/**
 * @param {string} dataDir
 * @returns {Secrets} made up now when there are none yet
 */
export function loadSecrets(dataDir) {
  const kept = keptSecrets(dataDir)
  if (kept) return kept

  const secrets = {
    groundworkSecret: newSecret(48),
    ownerPassword: newSecret(24),
    appPassword: newSecret(24),
    redisPassword: newSecret(24),
    adminPassword: newSecret(12),
    isAdminPasswordDue: false,
  }
  saveSecrets(dataDir, secrets)
  return secrets
}

/**
 * @param {string} dataDir
 * @param {Secrets} secrets
 */
export function saveSecrets(dataDir, secrets) {
  writeJson(join(dataDir, 'secrets.json'), secrets, 0o600)
}

/**
 * @param {number} bytes
 * @returns text that needs no escaping in a URL, a shell or a configuration file
 */
export function newSecret(bytes) {
  return randomBytes(bytes).toString('base64url')
}
