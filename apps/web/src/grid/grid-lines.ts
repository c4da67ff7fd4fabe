import type { ReactNode } from 'react'

/** Puts rows under heads by what they have in common. They come in that order already. */
export interface GroupRows<Row> {
  /** What rows of one group share. */
  readonly valueOf: (row: Row) => unknown
  /** The head of the group that this row is the first of. */
  readonly renderHead: (row: Row) => ReactNode
}

/**
 * Rows that came into another group where they stand are put with it, until the list is asked for again: no group has two heads. Groups
 * stand by their middle rows, which are where they were.
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
  const middleOf = (group: readonly { place: number }[]) => group[Math.floor((group.length - 1) / 2)]?.place ?? 0
  return [...found.values()]
    .toSorted((one, other) => middleOf(one) - middleOf(other))
    .flat()
    .map(({ row }) => row)
}

/** What stands below each other: rows by their places, and before the first of each group its head. */
export type GridLine = { readonly is: 'row' | 'head'; readonly index: number }

export function gridLines<Row>(rows: readonly Row[], groups: GroupRows<Row> | undefined): readonly GridLine[] {
  return rows.flatMap((row, index): GridLine[] => {
    const before = rows[index - 1]
    const isFirst = groups && (before === undefined || groups.valueOf(before) !== groups.valueOf(row))
    return isFirst
      ? [
          { is: 'head', index },
          { is: 'row', index },
        ]
      : [{ is: 'row', index }]
  })
}
