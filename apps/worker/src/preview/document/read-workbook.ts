import { Readable } from 'node:stream'
import { tableLimits, textLimit } from '@groundwork/domain'
import { type OpenWorkbook, openWorkbook, type SpreadsheetSource, sniffFormat } from '@groundwork/spreadsheet'
import { RowCollector } from '../text/collect-rows.ts'
import type { DocumentContent } from './read-document.ts'

/** No sheet is read further for its words. */
const MAX_TEXT_ROWS = 50_000

/** More than a table to work with may have: what is shown is cut anyway. */
const MAX_COLUMNS = 16_384

/** The first rows of its sheets, and the words in all of them. Rows come one by one: a sheet of a million is never held whole. */
export async function readWorkbook(bytes: Buffer): Promise<DocumentContent> {
  sniffFormat(bytes)
  const collector = new RowCollector()
  const words = new Words()
  const workbook = await openWorkbook(sourceOf(bytes), { columns: MAX_COLUMNS })
  for (const name of workbook.sheets.slice(0, tableLimits.sheets)) {
    if (words.isFull && collector.isFull) break
    const rows = (most: number) => firstRows(workbook.rows(name), most)
    if (!collector.isFull) await collector.add(name, rows(tableLimits.rows + 2))
    if (!words.isFull) await words.add(rows(MAX_TEXT_ROWS))
  }
  await workbook.close()
  return { text: words.text, table: { sheets: collector.sheets } }
}

const sourceOf = (bytes: Buffer): SpreadsheetSource => ({
  bytes: bytes.length,
  open: async ({ start, end } = { start: 0, end: bytes.length - 1 }) =>
    Readable.from([bytes.subarray(start, end + 1)], { objectMode: false }),
})

async function* firstRows(batches: ReturnType<OpenWorkbook['rows']>, most: number): AsyncGenerator<readonly unknown[]> {
  let count = 0
  for await (const batch of batches) {
    for (const { cells } of batch) {
      yield cells
      count += 1
      if (count === most) return
    }
  }
}

/** The texts of cells, in reading order; numbers are nothing to search for. */
class Words {
  readonly #parts: string[] = []
  #length = 0

  async add(rows: AsyncIterable<readonly unknown[]>): Promise<void> {
    for await (const values of rows) {
      const line = values.filter((value) => typeof value === 'string').join('\t')
      if (line === '') continue
      this.#parts.push(line)
      this.#length += line.length + 1
      if (this.isFull) return
    }
  }

  get isFull(): boolean {
    return this.#length > textLimit
  }

  get text(): string {
    return this.#parts.join('\n').slice(0, textLimit + 1)
  }
}
