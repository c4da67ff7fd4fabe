import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'

/** Debian puts servers where only root's PATH looks. */
const systemFolders = ['/usr/sbin', '/usr/local/sbin', '/sbin']

/**
 * @param {...string} names in order of preference
 * @returns {string | undefined} the path of the first that is installed
 */
export function findProgram(...names) {
  const folders = [...(process.env.PATH ?? '').split(delimiter), ...systemFolders].filter(Boolean)
  for (const name of names) {
    const found = folders.map((folder) => join(folder, name)).find(isExecutable)
    if (found) return found
  }
  return undefined
}

/** @param {string} file */
function isExecutable(file) {
  try {
    accessSync(file, constants.X_OK)
    return true
  } catch {
    return false
  }
}
