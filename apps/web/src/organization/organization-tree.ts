/** As much of an organization as its place in the tree needs. */
export interface TreeNode {
  readonly id: string
  readonly name: string
  readonly parent: string | null
}

export interface TreeLine<Node> {
  readonly node: Node
  /** 1 at the top. */
  readonly level: number
  readonly hasChildren: boolean
}

const naturally = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' })

/**
 * The tree as the lines to show, top to bottom: what is folded is left out. A node whose parent the reader cannot see
 * stands at the top.
 */
export function treeLines<Node extends TreeNode>(
  nodes: readonly Node[],
  folded: ReadonlySet<string>,
): TreeLine<Node>[] {
  const children = childrenByParent(nodes)
  const lines: TreeLine<Node>[] = []
  const visit = (siblings: readonly Node[], level: number) => {
    for (const node of siblings) {
      const below = children.get(node.id) ?? []
      lines.push({ node, level, hasChildren: below.length > 0 })
      if (!folded.has(node.id)) visit(below, level + 1)
    }
  }
  visit(children.get(null) ?? [], 1)
  return lines
}

/** The node itself and everything below it: where it cannot be moved to. */
export function withDescendants<Node extends TreeNode>(nodes: readonly Node[], id: string): ReadonlySet<string> {
  const children = childrenByParent(nodes)
  const found = new Set([id])
  for (const one of found) for (const child of children.get(one) ?? []) found.add(child.id)
  return found
}

function childrenByParent<Node extends TreeNode>(nodes: readonly Node[]): Map<string | null, Node[]> {
  const visible = new Set(nodes.map(({ id }) => id))
  const children = new Map<string | null, Node[]>()
  for (const node of nodes.toSorted((a, b) => naturally.compare(a.name, b.name))) {
    const parent = node.parent !== null && visible.has(node.parent) ? node.parent : null
    children.set(parent, [...(children.get(parent) ?? []), node])
  }
  return children
}
