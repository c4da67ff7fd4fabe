import type { ReactNode } from 'react'

export interface Column<Row> {
  readonly key: string
  readonly label: string
  /** A track of a CSS grid: `minmax(240px, 3fr)`, `112px`. */
  readonly width: string
  readonly isEnd?: boolean
  /** The field it sorts by, when it can. */
  readonly sortBy?: string
  /** The list must be at least this wide for the column to be shown. */
  readonly from?: number
  readonly render: (row: Row) => ReactNode
}

/** Makes the list a tree: right unfolds the active row, left folds it. */
export interface TreeRows<Row> {
  readonly levelOf: (row: Row) => number
  /** Undefined for a row without children. */
  readonly isExpanded: (row: Row) => boolean | undefined
  readonly onExpand: (row: Row, isExpanded: boolean) => void
}

/** Below this many pixels the list becomes one column of two lines. */
export const compactBelow = 560
