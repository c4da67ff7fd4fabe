/** How the cells of a column are written where a format knows types. */
export type ColumnKind = 'text' | 'number' | 'boolean' | 'date' | 'moment'

/** A column of a table that is written. Cells of a `date` or `moment` may be dates or ISO 8601 text, of a `number` decimal text. */
export interface SheetColumn {
  /** In the header row, by which an import finds the column again. */
  readonly name: string
  /** For people, where nothing is read back: in print. The name unless told. */
  readonly label?: string
  readonly kind: ColumnKind
}
