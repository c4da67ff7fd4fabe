import type { Cell } from '@groundwork/domain'
import type { ColumnKind } from './sheet-column.ts'

/** The text of a number that a double holds without changing a digit. */
const exactNumber = /^-?(?:0|[1-9]\d{0,14})(?:\.\d{0,14}[1-9])?$/
/** Workbooks count days from 1900, and count one in that February that never was. */
const firstYear = 1901

/**
 * A cell as a workbook types it. What a type cannot hold exactly - a number of twenty digits, a day before 1901 - stays text: it is
 * read back as it was.
 */
export function typedCell(kind: ColumnKind, cell: Cell): Cell {
  if (typeof cell !== 'string') return cell
  if (kind === 'number') return numberOf(cell)
  if (kind === 'date') return momentOf(cell, `${cell}T00:00:00.000Z`)
  if (kind === 'moment') return momentOf(cell, cell)
  return cell
}

function numberOf(text: string): Cell {
  const number = Number(text)
  return exactNumber.test(text) && String(number) === text ? number : text
}

function momentOf(text: string, iso: string): Cell {
  const moment = new Date(iso)
  const year = moment.getUTCFullYear()
  return year >= firstYear && year <= 9999 ? moment : text
}
