import { parse } from 'csv-parse/sync'

/** How a text table is written. */
export interface CsvDialect {
  readonly delimiter: string
  readonly quote: string
  /** `\r\n`, `\n` or `\r`. */
  readonly lineEnd: string
  /** Its first line is no row, but says the delimiter: Excel writes and reads `sep=;`. */
  readonly saysDelimiter: boolean
}

const delimiters = [',', ';', '\t', '|']
const quotes = ['"', "'"]

/** Enough to see how rows look. */
const LOOKED_AT_CHARACTERS = 32_768
const LOOKED_AT_ROWS = 30

/** Finds out from the front of a text how it is written: the way in which most of its rows have the same number of cells, and many. */
export function guessDialect(front: string, wanted?: string): CsvDialect {
  const text = front.slice(0, LOOKED_AT_CHARACTERS)
  const said = /^sep=(.)\r?\n/u.exec(text)
  const quote = guessQuote(text)
  return {
    delimiter: wanted ?? said?.[1] ?? guessDelimiter(text, quote),
    quote,
    lineEnd: /\r\n|\n|\r/.exec(text)?.[0] ?? '\n',
    saysDelimiter: said !== null,
  }
}

/** Single ones only where cells begin and end with them, and none with double ones. */
function guessQuote(text: string): string {
  const [double = '"', single = "'"] = quotes
  const cells = (mark: string) =>
    text.match(new RegExp(`(?:^|[,;\\t|\\n\\r])${mark}[^${mark}\\n]*${mark}(?=[,;\\t|\\n\\r]|$)`, 'g'))
  return !cells(double) && (cells(single)?.length ?? 0) > 1 ? single : double
}

const guessDelimiter = (text: string, quote: string) =>
  delimiters
    .map((delimiter) => ({ delimiter, score: score(widths(text, delimiter, quote)) }))
    .reduce((best, next) => (next.score > best.score ? next : best)).delimiter

function widths(text: string, delimiter: string, quote: string): readonly number[] {
  const found: number[] = []
  try {
    parse(text, {
      delimiter,
      quote,
      relax_quotes: true,
      relax_column_count: true,
      skip_empty_lines: true,
      to: LOOKED_AT_ROWS,
      on_record: (record: string[]) => {
        found.push(record.length)
        return null
      },
    })
  } catch {
    // The front ends inside a quotation, or there are quotations only if another mark stands between cells.
  }
  return found
}

/** How many rows have the commonest number of cells, and a little for how many cells that is; nothing for one alone. */
function score(found: readonly number[]): number {
  const counts = new Map<number, number>()
  for (const width of found) counts.set(width, (counts.get(width) ?? 0) + 1)
  const rated = [...counts]
    .filter(([width]) => width > 1)
    .map(([width, count]) => count / found.length + Math.min(width, 50) / 100)
  return Math.max(0, ...rated)
}
