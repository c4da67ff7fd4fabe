import type { Row } from '../query/row.ts'

export interface Node {
  /** The keys from the top down, each followed by a slash. */
  readonly path: string
  readonly row: Row
}

/**
 * Nodes that come level by level, put in the order in which a tree is read: each in front of what is below it, siblings as they
 * came. `depth` counts the nodes above it that are shown: a node whose parent is not hangs below the next one that is, or stands
 * at the top.
 */
export function depthFirst(nodes: readonly Node[]): Row[] {
  const shown = new Set(nodes.map(({ path }) => path))
  const below = new Map<string, Node[]>()
  for (const node of nodes) {
    const above = pathAbove(node.path, shown)
    const siblings = below.get(above)
    if (siblings) siblings.push(node)
    else below.set(above, [node])
  }
  const rows: Row[] = []
  const visit = (path: string, depth: number) => {
    for (const node of below.get(path) ?? []) {
      rows.push({ ...node.row, depth })
      visit(node.path, depth + 1)
    }
  }
  visit(top, 0)
  return rows
}

const top = '/'

function pathAbove(path: string, shown: ReadonlySet<string>): string {
  let above = path
  do above = above.slice(0, above.lastIndexOf('/', above.length - 2) + 1)
  while (above !== top && !shown.has(above))
  return above
}
