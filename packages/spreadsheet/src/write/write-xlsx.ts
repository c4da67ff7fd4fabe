import type { Cell } from '@groundwork/domain'
import { type ColumnDef, writeXlsxStream } from 'hucre/xlsx'
import type { ColumnKind, SheetColumn } from './sheet-column.ts'
import { typedCell } from './typed-cell.ts'
import type { Table } from './write-spreadsheet.ts'

export interface XlsxOptions {
  readonly sheetName?: string
}

/** More than this fits in no cell of a workbook. */
const longestText = 32_767

/** A workbook with one sheet: typed cells, and a header that stays in view. After 1,048,576 rows another sheet follows. */
export async function* xlsxChunks(
  { columns, rows }: Table,
  { sheetName = 'Sheet1' }: XlsxOptions,
): AsyncGenerator<Uint8Array, undefined> {
  const stream = writeXlsxStream(rowsOf(columns, rows), {
    name: sheetNameFrom(sheetName),
    columns: columns.map(columnOf),
    freezePane: { rows: 1 },
  })
  yield* stream as unknown as AsyncIterable<Uint8Array>
}

async function* rowsOf(columns: readonly SheetColumn[], rows: Table['rows']): AsyncGenerator<Cell[], undefined> {
  for await (const batch of rows) {
    for (const cells of batch) yield columns.map(({ kind }, index) => fitting(typedCell(kind, cells[index] ?? null)))
  }
}

const fitting = (cell: Cell): Cell => (typeof cell === 'string' ? escaped(shortened(cell)) : cell)

const shortened = (text: string) => (text.length > longestText ? `${text.slice(0, longestText - 1)}…` : text)

/** Workbooks write a character as `_x0041_` where XML has none for it (ECMA-376, ST_Xstring): text that only looks so is escaped itself. */
const escaped = (text: string) => text.replace(/_(?=x[\da-f]{4}_)/gi, '_x005F_')

const formats: Readonly<Partial<Record<ColumnKind, string>>> = { date: 'yyyy-mm-dd', moment: 'yyyy-mm-dd hh:mm:ss' }
const widths: Readonly<Record<ColumnKind, number>> = { text: 24, number: 14, boolean: 10, date: 12, moment: 20 }

function columnOf({ name, kind }: SheetColumn): ColumnDef {
  const numFmt = formats[kind]
  return { header: name, width: Math.max(widths[kind], Math.min(name.length + 2, 40)), ...(numFmt && { numFmt }) }
}

/** What a workbook allows as the name of a sheet. */
const sheetNameFrom = (name: string) =>
  name
    .replace(/[[\]:*?/\\]/g, ' ')
    .replace(/^'+|'+$/g, '')
    .trim()
    .slice(0, 28) || 'Sheet1'
