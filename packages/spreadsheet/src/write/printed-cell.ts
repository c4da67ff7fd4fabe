import type { Cell } from '@groundwork/domain'
import type { ColumnKind } from './sheet-column.ts'

/** A cell as people read it on paper. */
export function printedCell(kind: ColumnKind, cell: Cell): string {
  if (cell === null) return ''
  if (typeof cell === 'boolean') return cell ? 'yes' : 'no'
  const text = cell instanceof Date ? cell.toISOString() : String(cell)
  if (kind === 'date') return text.slice(0, 10)
  // To the minute, in UTC: the head of the page says so.
  if (kind === 'moment') return text.replace(/^(\d{4}-\d\d-\d\d)T(\d\d:\d\d).*$/, '$1 $2')
  // A tab or a line end would leave its cell.
  return text.replace(/\s+/g, ' ').trim()
}
