import { CsvError, type Parser, parse } from 'csv-parse'
import { unguardFormula } from '../write/formula-guard.ts'
import type { CsvDialect } from './csv-dialect.ts'
import type { RawRow } from './header.ts'
import type { SpreadsheetLimits } from './spreadsheet-limits.ts'
import { type UnreadableReason, unreadable } from './unreadable.ts'

/**
 * The rows of a text table, as many at a time as a piece of the text holds. Every cell is text: `007` keeps its zeros, and no number
 * is rounded. Empty lines count and are left out.
 */
export async function* csvRows(
  text: AsyncIterable<string>,
  { delimiter, quote, saysDelimiter }: CsvDialect,
  { columns, rowCharacters }: SpreadsheetLimits,
): AsyncGenerator<readonly RawRow[]> {
  let batch: RawRow[] = []
  let number = saysDelimiter ? 1 : 0
  const parser = parse({
    delimiter,
    quote,
    escape: quote,
    record_delimiter: ['\r\n', '\n', '\r'],
    relax_quotes: true,
    relax_column_count: true,
    max_record_size: rowCharacters,
    from_line: saysDelimiter ? 2 : 1,
    // Handed over here and not as a stream, which would take as long again.
    on_record: (cells: string[]) => {
      number += 1
      if (cells.length > columns) throw tooManyColumns(columns)
      if (tidied(cells)) batch.push({ number, cells })
      return null
    },
  })
  parser.resume()
  // The parser's own limit does not count empty cells, of which a gigabyte of commas would make more than an array holds.
  let begun = { row: number, characters: 0 }
  try {
    for await (const piece of text) {
      begun = { row: number, characters: (begun.row === number ? begun.characters : 0) + piece.length }
      await taken(parser, (done) => parser.write(piece, done))
      if (begun.row === number && begun.characters > rowCharacters) throw tooLong(number + 1)
      if (batch.length === 0) continue
      yield batch
      batch = []
    }
    await taken(parser, (done) => parser.end(done))
    if (batch.length > 0) yield batch
  } catch (error) {
    throw error instanceof CsvError ? faultOf(error, number + 1) : error
  } finally {
    parser.destroy()
  }
}

/** Takes away the quotes that keep a spreadsheet program from running texts as formulas. Is there anything in the row? */
function tidied(cells: string[]): boolean {
  let isFilled = false
  for (const [index, cell] of cells.entries()) {
    if (cell === '') continue
    isFilled ||= cell.trim() !== ''
    if (cell.startsWith("'")) cells[index] = unguardFormula(cell)
  }
  return isFilled
}

/** Until it has been read to its last character. What is wrong with it is an event. */
function taken(parser: Parser, give: (done: (error?: Error | null) => void) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    parser.once('error', reject)
    give((error) => {
      if (error) return reject(error)
      parser.off('error', reject)
      resolve()
    })
  })
}

const tooLong = (row: number) => unreadable('row_too_long', `Row ${row} goes on without an end`, { row })

export const tooManyColumns = (max: number) => unreadable('too_many_columns', `More than ${max} columns`, { max })

const reasons: Partial<Record<CsvError['code'], readonly [UnreadableReason, string]>> = {
  CSV_MAX_RECORD_SIZE: ['row_too_long', 'goes on without an end: perhaps a quotation is never closed'],
  CSV_QUOTE_NOT_CLOSED: ['unclosed_quote', 'begins a quotation that is never closed'],
}

function faultOf(error: CsvError, row: number) {
  const [reason, words] = reasons[error.code] ?? ['unreadable_spreadsheet', 'cannot be read']
  return unreadable(reason, `Row ${row} ${words}`, { row, cause: error })
}
