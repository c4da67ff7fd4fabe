import { mkdirSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The checkout. Every path in these scripts starts here, so that a command works from any folder. */
export const root = resolve(dirname(fileURLToPath(import.meta.url)), '..', '..')

/** What belongs to this checkout and not to anyone's data: the fetched pnpm, test reports. */
export const toolsDir = join(root, '.data', 'tools')

/**
 * The folder that holds a stack's data, made when missing. Others may pass through it (Postgres runs as its own user
 * when we are root) but not look around.
 *
 * @param {string} [folder]
 */
export function openDataDir(folder = process.env.DATA_DIR || join(root, '.data')) {
  const dataDir = resolve(root, folder)
  mkdirSync(dataDir, { recursive: true, mode: 0o711 })
  return dataDir
}
