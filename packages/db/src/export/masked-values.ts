import type { PartFlags } from '../query/part-flags.ts'
import { maskRow, rowFrom } from '../query/row.ts'
import type { Table } from '../query/table.ts'

/**
 * The values of some fields, from the cells of a table with two more behind them: which fields of this row are open to whoever views, and
 * which to whoever takes out. What is derived follows from what is stored, before anything is masked.
 */
export const maskedValues =
  (table: Table, [viewed, taken]: readonly [viewed: PartFlags, taken: PartFlags], fields: readonly string[]) =>
  (cells: readonly unknown[]): readonly unknown[] => {
    const flags = table.cells.length
    const row = maskRow(table, rowFrom(table, cells), viewed.openIn(cells[flags]))
    const shown = maskRow(table, row, taken.openIn(cells[flags + 1]))
    return fields.map((field) => shown[field])
  }
