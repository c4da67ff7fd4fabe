import type { TreeNode } from '@groundwork/db'

/** A row of a tree with all that is below it. */
export type Branch<Row> = Row & { readonly children: readonly Branch<Row>[] }

/** Nodes that stand in front of what is below them, each put inside the one above it. */
export function nest<Row>(nodes: readonly TreeNode<Row>[]): Branch<Row>[] {
  const top: Branch<Row>[] = []
  /** By depth, the list that the next node of it belongs to. */
  const open: Branch<Row>[][] = [top]
  for (const { depth, ...row } of nodes) {
    const children: Branch<Row>[] = []
    open[depth]?.push({ ...row, children } as unknown as Branch<Row>)
    open[depth + 1] = children
  }
  return top
}
