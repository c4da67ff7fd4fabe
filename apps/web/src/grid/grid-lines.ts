import type { ReactNode } from 'react'

/** Puts rows under heads by what they have in common. They come in that order already. */
export interface GroupRows<Row> {
  /** What rows of one group share. */
  readonly valueOf: (row: Row) => unknown
  /** Groups of which only the head is shown. */
  readonly folded: readonly FoldedGroup<Row>[]
  readonly onFold: (group: FoldedGroup<Row>) => void
  readonly onUnfold: (value: unknown) => void
  readonly renderHead: (head: GroupHeadOf<Row>) => ReactNode
}

export interface FoldedGroup<Row> {
  readonly value: unknown
  /** One of its rows, for the head to tell what they share. */
  readonly row: Row
  /** The groups that stood above it: its rows are not asked for, so nothing else tells its place. */
  readonly above: readonly unknown[]
}

export interface GroupHeadOf<Row> {
  readonly row: Row
  readonly isFolded: boolean
  readonly onToggle: () => void
}

/**
 * Rows that came into another group where they stand are put with it, until the list is asked for again: no group has two heads. Groups
 * stand by their middle rows, which are where they were. Rows of folded groups are left out.
 */
export function inGroups<Row>(rows: readonly Row[], groups: GroupRows<Row> | undefined): readonly Row[] {
  if (!groups) return rows
  const found = new Map<unknown, { place: number; row: Row }[]>()
  for (const [place, row] of rows.entries()) {
    const value = groups.valueOf(row)
    const group = found.get(value)
    if (group) group.push({ place, row })
    else found.set(value, [{ place, row }])
  }
  for (const { value } of groups.folded) found.delete(value)
  const middleOf = (group: readonly { place: number }[]) => group[Math.floor((group.length - 1) / 2)]?.place ?? 0
  return [...found.values()]
    .toSorted((one, other) => middleOf(one) - middleOf(other))
    .flat()
    .map(({ row }) => row)
}

/** What stands below each other: rows by their places, and the head of each group. */
export type GridLine<Row> =
  | { readonly is: 'row'; readonly index: number }
  | { readonly is: 'head'; readonly value: unknown; readonly row: Row; readonly isFolded: boolean }

export function gridLines<Row>(rows: readonly Row[], groups: GroupRows<Row> | undefined): readonly GridLine<Row>[] {
  const asLine = (index: number): GridLine<Row> => ({ is: 'row', index })
  if (!groups) return rows.map((_, index) => asLine(index))
  const blocks: { readonly value: unknown; readonly lines: GridLine<Row>[] }[] = []
  for (const [index, row] of rows.entries()) {
    const value = groups.valueOf(row)
    const last = blocks.at(-1)
    if (last && last.value === value) last.lines.push(asLine(index))
    else blocks.push({ value, lines: [{ is: 'head', value, row, isFolded: false }, asLine(index)] })
  }
  for (const { value, row, above } of groups.folded.toSorted((one, other) => one.above.length - other.above.length)) {
    const place = blocks.findLastIndex((block) => above.includes(block.value)) + 1
    blocks.splice(place, 0, { value, lines: [{ is: 'head', value, row, isFolded: true }] })
  }
  return blocks.flatMap(({ lines }) => lines)
}

/** The groups whose heads stand above a line. */
export const groupsAbove = <Row>(lines: readonly GridLine<Row>[], line: number): readonly unknown[] =>
  lines.slice(0, line).flatMap((above) => (above.is === 'head' ? [above.value] : []))
