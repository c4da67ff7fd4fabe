import { readdir } from 'node:fs/promises'
import { join, relative } from 'node:path'

/** Every file below a folder as a path relative to it, in order. Hidden ones are left out. */
export async function listFiles(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .filter((path) => !path.split(/[\\/]/).some((part) => part.startsWith('.')))
    .sort((one, other) => one.localeCompare(other))
}
