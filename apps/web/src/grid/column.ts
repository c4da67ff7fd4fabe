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
  /** And narrower than this: it says in two lines what has a column of its own where there is room. */
  readonly below?: number
  /** It stays in sight while the others scroll sideways. */
  readonly isFixed?: boolean
  readonly render: (row: Row) => ReactNode
}

/** Makes the list a tree, top to bottom with what stands below a row right after it. */
export interface TreeRows<Row> {
  readonly levelOf: (row: Row) => number
  /** Undefined for a row without children. */
  readonly isExpanded: (row: Row) => boolean | undefined
  readonly onExpand: (row: Row, isExpanded: boolean) => void
}

/** Makes columns movable, resizable and hideable by whoever reads the list. */
export interface ArrangeColumns {
  /** The column that names the row stays where it is. */
  readonly isFixed: (key: string) => boolean
  readonly onMoveBy: (key: string, steps: number) => void
  readonly onMoveBeside: (key: string, target: string, side: 'before' | 'after') => void
  readonly onResize: (key: string, width: number) => void
  readonly onHide: (key: string) => void
}

/** One place in the list. */
export interface CellPlace {
  readonly row: string
  readonly column: string
}

/** Lets values be changed where they stand. The arrow keys then go to single cells. */
export interface EditCells<Row> {
  readonly isEditable: (row: Row, column: string) => boolean
  /** The cell that is being changed now. */
  readonly editing: CellPlace | null
  readonly onEdit: (row: Row, column: string) => void
  readonly renderEditor: (row: Row, column: string) => ReactNode
  /** Why the last change of this cell was taken back. */
  readonly problemOf: (place: CellPlace) => string | undefined
  /** A change that could not be saved and is kept: the row as it would be, and the way to try once more. */
  readonly unsavedOf?: (row: Row, column: string) => { readonly row: Row; readonly onRetry: () => void } | undefined
  readonly isSaving: (place: CellPlace) => boolean
  /** What it holds is wrong, as something beside the list says. */
  readonly isFaulty?: (place: CellPlace) => boolean
  readonly onDismiss: (place: CellPlace) => void
}

/** Below this many pixels the list becomes one column of two lines. */
export const compactBelow = 560
