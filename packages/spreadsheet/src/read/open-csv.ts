import type { Spreadsheet, SpreadsheetSource } from '../spreadsheet.ts'
import { guessDialect } from './csv-dialect.ts'
import { csvRows } from './csv-rows.ts'
import { openTable, type TableOptions } from './open-table.ts'
import { decodeStream } from './text-encoding.ts'
import { unreadable } from './unreadable.ts'

export interface TextOptions extends TableOptions {
  readonly encoding: string
  readonly delimiter?: string | undefined
}

/** A text table: cells between delimiters, with the names of columns above. `front`: the start of its text. */
export function openCsv(source: SpreadsheetSource, front: string, options: TextOptions): Promise<Spreadsheet> {
  const { encoding, limits } = options
  const dialect = guessDialect(front, wantedDelimiter(options.delimiter))
  const { delimiter, quote, lineEnd } = dialect
  const read = async function* () {
    yield* csvRows(decodeStream(await source.open(), encoding), dialect, limits)
  }
  return openTable(read, { format: 'csv', sheets: [], sheet: null, encoding, delimiter, quote, lineEnd }, options)
}

/** A tab is hard to type into an address. */
function wantedDelimiter(given: string | undefined): string | undefined {
  if (given === undefined) return undefined
  const delimiter = given === 'tab' ? '\t' : given
  if (delimiter.length === 1 && !/["'\r\n\w]/.test(delimiter)) return delimiter
  throw unreadable('unreadable_spreadsheet', 'A delimiter is one character, or "tab"', { delimiter: given })
}
