import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './paths.mjs'
import { workspaceFolders } from './workspace-folders.mjs'

/** What decides the content of node_modules: the lockfile, every manifest, and the machine. */
export function installFingerprint() {
  const files = [
    'pnpm-lock.yaml',
    'pnpm-workspace.yaml',
    'package.json',
    ...workspaceFolders(root).map((folder) => join(folder, 'package.json')),
  ]
  const hash = createHash('sha256').update(`${process.platform} ${process.arch} ${process.version}\n`)
  for (const file of files)
    hash
      .update(file)
      .update('\0')
      .update(readFileSync(join(root, file)))
      .update('\0')
  return hash.digest('hex')
}
