/** As much of a level of the tree as its lines need. */
export interface Level<Node> {
  readonly rows: readonly Node[]
  /** The keys of those that have nodes below them. */
  readonly parents: ReadonlySet<string>
}

export interface TreeLine<Node> {
  readonly node: Node
  /** 1 at the top. */
  readonly level: number
  /** Undefined for a node with nothing below it. */
  readonly isOpen: boolean | undefined
  /** What it stands below, from the top down. */
  readonly above: readonly string[]
}

export interface TreeView<Node> {
  readonly keyOf: (node: Node) => string
  /** What is known of the nodes below this one; undefined before they are there. */
  readonly levelOf: (parent: string | null) => Level<Node> | undefined
  /** What somebody unfolded or folded. */
  readonly opened: ReadonlyMap<string, boolean>
}

/** Small upper levels stand open from the beginning. */
const openLevels = 2
const mostOpenAtFirst = 12

/** The tree as the lines to show, top to bottom, and whose nodes below are to be shown: they may still be on their way. */
export function treeLines<Node>({ keyOf, levelOf, opened }: TreeView<Node>): {
  readonly lines: readonly TreeLine<Node>[]
  readonly wanted: readonly string[]
} {
  const lines: TreeLine<Node>[] = []
  const wanted: string[] = []
  const visit = (parent: string | null, above: readonly string[]) => {
    const { rows, parents } = levelOf(parent) ?? { rows: [], parents: new Set() }
    const level = above.length + 1
    const isOpenAtFirst = level <= openLevels && rows.length <= mostOpenAtFirst
    for (const node of rows) {
      const key = keyOf(node)
      const isOpen = parents.has(key) ? (opened.get(key) ?? isOpenAtFirst) : undefined
      lines.push({ node, level, isOpen, above })
      if (!isOpen) continue
      wanted.push(key)
      visit(key, [...above, key])
    }
  }
  visit(null, [])
  return { lines, wanted }
}
