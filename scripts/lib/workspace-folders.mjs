import { readdirSync } from 'node:fs'
import { join } from 'node:path'

/**
 * The folders of all workspace packages, relative to the root.
 *
 * @param {string} root
 */
export function workspaceFolders(root) {
  return ['apps', 'packages'].flatMap((group) =>
    readdirSync(join(root, group), { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map((entry) => join(group, entry.name))
      .sort(),
  )
}
