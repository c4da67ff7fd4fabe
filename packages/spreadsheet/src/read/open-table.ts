import type { SheetRow, Spreadsheet } from '../spreadsheet.ts'
import { charactersOf } from './characters-of.ts'
import { findHeaderRow, headerNames, isEmptyCell, type RawRow, tableWidth } from './header.ts'
import type { OpenSpreadsheetOptions } from './open-spreadsheet.ts'
import type { SpreadsheetLimits } from './spreadsheet-limits.ts'
import { unreadable } from './unreadable.ts'

/** Rows as they stand in the file, from its start; each call reads anew. */
export type ReadRows = () => AsyncIterable<readonly RawRow[]>

/** What is known of a table before its header is. */
export type TableFacts = Pick<Spreadsheet, 'format' | 'sheets' | 'sheet'> &
  Partial<Pick<Spreadsheet, 'encoding' | 'delimiter' | 'quote' | 'lineEnd' | 'dateSystem'>>

export interface TableOptions extends Pick<OpenSpreadsheetOptions, 'headerRow' | 'signal'> {
  readonly limits: SpreadsheetLimits
  readonly close?: () => Promise<void>
}

/** So many rows are looked at to find the header and to see how wide the table is. */
const LOOKED_AT = 25
/** Fewer where they are long: they are held together. */
const LOOKED_AT_CHARACTERS = 4_000_000

/** A table whose columns are named by one of its rows. */
export async function openTable(read: ReadRows, facts: TableFacts, options: TableOptions): Promise<Spreadsheet> {
  const { headerRow: wanted, signal, close = async () => {} } = options
  const { rows: first, isEmpty } = await firstRows(read, wanted ?? 0, signal)
  const headerRow = wanted ?? findHeaderRow(first)
  if (headerRow === undefined || isEmpty) {
    throw unreadable('empty_spreadsheet', 'There is nothing in this table')
  }
  const header = headerRow === 0 ? [] : first.find(({ number }) => number === headerRow)?.cells
  if (!header) throw unreadable('no_header_row', `Row ${headerRow} has nothing in it that could name columns`)
  const below = first.filter(({ number }) => number > headerRow)
  const names = headerNames(header, tableWidth(header, below))
  // In a workbook every cell says where it stands, and one beside the table is a note; in a text it has pushed others aside.
  const fit = fitTo(names.length, facts.format === 'csv')
  return { ...facts, headerRow, header: names, rows: () => dataRows(read, headerRow, fit, options), close }
}

/** The first rows from the one on that is asked for: what stands above it is passed over, however much it is. */
async function firstRows(read: ReadRows, from: number, signal: AbortSignal) {
  const rows: RawRow[] = []
  let characters = 0
  let isEmpty = true
  for await (const batch of read()) {
    signal.throwIfAborted()
    isEmpty = false
    for (const row of batch) {
      if (row.number < from) continue
      rows.push(row)
      characters += charactersOf(row.cells)
    }
    if (rows.length >= LOOKED_AT || characters >= LOOKED_AT_CHARACTERS) break
  }
  return { rows, isEmpty }
}

async function* dataRows(
  read: ReadRows,
  headerRow: number,
  fit: (row: RawRow) => SheetRow,
  { limits, signal }: TableOptions,
): AsyncGenerator<readonly SheetRow[]> {
  for await (const batch of read()) {
    signal.throwIfAborted()
    const rows = batch.filter(({ number }) => number > headerRow).map(fit)
    const last = rows.at(-1)?.number ?? 0
    if (last > limits.rows) throw unreadable('too_many_rows', `More than ${limits.rows} rows`, { max: limits.rows })
    if (rows.length > 0) yield rows
  }
}

const fitTo =
  (width: number, isText: boolean) =>
  ({ number, cells }: RawRow): SheetRow => {
    if (cells.length === width) return { number, cells }
    const isTooWide = isText && cells.slice(width).some((cell) => !isEmptyCell(cell))
    const fit = Array.from({ length: width }, (_, index) => cells[index] ?? null)
    return { number, cells: fit, ...(isTooWide && { isTooWide }) }
  }
