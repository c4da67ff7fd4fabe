import { type TablePreview, tableLimits } from '@groundwork/domain'
import { CsvError, parse } from 'csv-parse/sync'
import { RowCollector } from './collect-rows.ts'

const delimiters = [',', ';', '\t', '|']

/** Enough text for the rows that are shown, and no more: a line may be as long as the file. */
const LOOKED_AT_CHARACTERS = 1_000_000

/** The first rows of a text table. It takes anything: what is no table has one column. */
export async function readCsv(text: string): Promise<TablePreview> {
  const start = text.slice(0, LOOKED_AT_CHARACTERS)
  const collector = new RowCollector()
  await collector.add('', rowsOf(start, delimiterOf(start)), { isFront: start.length < text.length })
  return { sheets: collector.sheets }
}

function rowsOf(text: string, delimiter: string): string[][] {
  const rows: string[][] = []
  try {
    parse(text, {
      delimiter,
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

/** The one that most of the first lines have most of, outside quotation marks. */
function delimiterOf(text: string): string {
  const lines = text
    .slice(0, 20_000)
    .replace(/"[^"]*"/g, '')
    .split('\n', 20)
  const score = (delimiter: string) =>
    lines.reduce((sum, line) => sum + Math.min(line.split(delimiter).length - 1, 50), 0)
  return delimiters.reduce((best, next) => (score(next) > score(best) ? next : best))
}
