import { type TablePreview, tableLimits } from '@groundwork/domain'
import { guessDialect } from '@groundwork/spreadsheet'
import { CsvError, parse } from 'csv-parse/sync'
import { RowCollector } from './collect-rows.ts'

/** Enough text for the rows that are shown, and no more: a line may be as long as the file. */
const LOOKED_AT_CHARACTERS = 1_000_000

/** The first rows of a text table. It takes anything: what is no table has one column. */
export async function readCsv(text: string): Promise<TablePreview> {
  const start = text.slice(0, LOOKED_AT_CHARACTERS)
  const collector = new RowCollector()
  await collector.add('', rowsOf(start), { isFront: start.length < text.length })
  return { sheets: collector.sheets }
}

function rowsOf(text: string): string[][] {
  const rows: string[][] = []
  const { delimiter, quote } = guessDialect(text)
  try {
    parse(text, {
      delimiter,
      quote,
      relax_quotes: true,
      relax_column_count: true,
      skip_empty_lines: true,
      to: tableLimits.rows + 2, // The names of the columns, and one more to see that there are more.
      on_record: (record: string[]) => {
        rows.push(record.slice(0, tableLimits.columns + 1))
        return null
      },
    })
  } catch (error) {
    // A quotation that the end of what we look at cut off; the rows before it are whole.
    if (!(error instanceof CsvError)) throw error
  }
  return rows
}
