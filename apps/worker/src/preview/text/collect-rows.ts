import { type TableCell, type TableSheet, tableLimits } from '@groundwork/domain'
import { cleanText } from './decode-text.ts'

/** Characters of all cells of a file together: what a screen shows is no download in disguise. */
const BUDGET = 500_000

type Rows = AsyncIterable<readonly unknown[]> | Iterable<readonly unknown[]>

/** Collects the first rows of sheets, and never more than may be shown. */
export class RowCollector {
  readonly sheets: TableSheet[] = []
  #left = BUDGET

  /** `isFront`: the source is but the front of the sheet. The first row names the columns. Takes no more rows from the source than it needs to know that there are more. */
  async add(name: string, source: Rows, { isFront = false } = {}): Promise<void> {
    const rows: TableCell[][] = []
    let isCut = isFront
    for await (const values of source) {
      if (rows.length > tableLimits.rows || this.#left <= 0) {
        isCut = true
        break
      }
      const row = values.slice(0, tableLimits.columns).map((value) => this.#cell(value))
      isCut ||= values.length > tableLimits.columns
      rows.push(row)
    }
    const [header = [], ...below] = rows
    const width = rows.reduce((widest, row) => Math.max(widest, row.length), 0)
    const columns = Array.from({ length: width }, (_, at) => String(header[at] ?? ''))
    const padded = below.map((row) => columns.map((_, at) => row[at] ?? null))
    this.sheets.push({ name: this.#text(name), columns, rows: padded, isCut })
  }

  get isFull(): boolean {
    return this.sheets.length >= tableLimits.sheets || this.#left <= 0
  }

  #cell(value: unknown): TableCell {
    this.#left -= 4
    if (typeof value === 'boolean') return value
    if (typeof value === 'number') return Number.isFinite(value) ? value : null
    if (value instanceof Date) return Number.isNaN(value.getTime()) ? null : dateText(value)
    return typeof value === 'string' ? this.#text(value) : null
  }

  #text(value: string): string {
    const most = tableLimits.cellCharacters
    const text = cleanText(value.length > most ? `${value.slice(0, most - 1)}…` : value)
    this.#left -= text.length
    return text
  }
}

/** A day without a time of day is a day. */
function dateText(date: Date): string {
  const text = date.toISOString()
  return text.endsWith('T00:00:00.000Z') ? text.slice(0, 10) : text.slice(0, 19).replace('T', ' ')
}
