import type { FolderRow } from './folder-queries.ts'

/** The folder's own path and those below it, by id; a parent always comes before its children. */
export function folderPaths(top: FolderRow, below: readonly FolderRow[]): ReadonlyMap<string, string> {
  const paths = new Map([[top.id, top.name]])
  let left = below.filter(({ id }) => id !== top.id)
  while (left.length) {
    const placed = left.filter(({ parent }) => parent !== null && paths.has(parent))
    if (!placed.length) break
    for (const { id, parent, name } of placed) paths.set(id, `${paths.get(parent ?? '')}/${name}`)
    left = left.filter(({ id }) => !paths.has(id))
  }
  return paths
}
