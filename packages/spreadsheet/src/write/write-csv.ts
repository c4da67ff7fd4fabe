import { csvLiner, type Delimiter } from './csv-line.ts'
import type { Table } from './write-spreadsheet.ts'

export interface CsvOptions {
  /** `;` is what Excel expects where the comma is the decimal point. */
  readonly delimiter?: Delimiter
  /** Tells Excel that the text is UTF-8. */
  readonly bom?: boolean
}

/** A table as text (RFC 4180, UTF-8), as many rows at a time as come together. */
export async function* csvChunks(
  { columns, rows }: Table,
  { delimiter = ',', bom = false }: CsvOptions,
): AsyncGenerator<Uint8Array, undefined> {
  const line = csvLiner(delimiter)
  yield Buffer.from((bom ? '\ufeff' : '') + line(columns.map(({ name }) => name)))
  for await (const batch of rows) {
    if (batch.length) yield Buffer.from(batch.map(line).join(''))
  }
}
