import { existsSync, readdirSync } from 'node:fs'
import { join, relative, sep } from 'node:path'

const isSource = (/** @type {string} */ name) => /\.tsx?$/.test(name) && !name.endsWith('.d.ts')

/** Not written by us, or not part of what runs. */
const leftOut = new Set(['node_modules', 'dist', 'generated', 'test'])

/**
 * The modules of each known package, as the checker reads them.
 *
 * @param {string} root
 * @param {string[]} folders
 */
export function packageModules(root, folders) {
  return folders.flatMap((folder) => walk(root, join(folder, 'src')))
}

/**
 * Every module under apps and packages, found without knowing any package: what is in here but not among the above has
 * escaped the checker. Configuration beside a manifest does not count.
 *
 * @param {string} root
 */
export function allModules(root) {
  return ['apps', 'packages'].flatMap((group) => walk(root, group)).filter((path) => path.split('/').length > 3)
}

/**
 * @param {string} root
 * @param {string} folder
 * @returns {string[]} paths from the root, with forward slashes
 */
function walk(root, folder) {
  if (!existsSync(join(root, folder))) return []
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) return leftOut.has(entry.name) ? [] : walk(root, path)
    return isSource(entry.name) ? [relative(root, join(root, path)).split(sep).join('/')] : []
  })
}
