import { addAbortSignal, Readable } from 'node:stream'
import type { Cell, ExportFormat } from '@groundwork/domain'
import type { SheetColumn } from './sheet-column.ts'
import { type CsvOptions, csvChunks } from './write-csv.ts'
import { type PdfOptions, pdfChunks } from './write-pdf.ts'
import { type XlsxOptions, xlsxChunks } from './write-xlsx.ts'

/** What is written: rows as they come, a few hundred at a time, each with a cell for every column. */
export interface Table {
  readonly columns: readonly SheetColumn[]
  readonly rows: AsyncIterable<readonly (readonly Cell[])[]>
}

export interface WriteOptions extends CsvOptions, XlsxOptions, PdfOptions {
  readonly signal?: AbortSignal
}

type Writer = (table: Table, options: WriteOptions) => AsyncGenerator<Uint8Array, undefined>

const writers: Readonly<Record<ExportFormat, Writer>> = { csv: csvChunks, xlsx: xlsxChunks, pdf: pdfChunks }

/**
 * A table as the bytes of a file. Rows are taken only as fast as somebody reads, and whoever stops reading ends the rows as well: a
 * million of them need no more memory than a few hundred.
 */
export function writeSpreadsheet(
  format: ExportFormat,
  columns: readonly SheetColumn[],
  rows: Table['rows'],
  options: WriteOptions = {},
): Readable {
  const bytes = Readable.from(writers[format]({ columns, rows }, options), { objectMode: false })
  return options.signal ? addAbortSignal(options.signal, bytes) : bytes
}
