import type { SheetRow, Spreadsheet, SpreadsheetSource } from '../spreadsheet.ts'
import { tooManyColumns } from './csv-rows.ts'
import { headerNames, isEmptyCell } from './header.ts'
import { jsonLines, rowOfLine } from './json-lines.ts'
import type { TextOptions } from './open-csv.ts'
import { decodeStream } from './text-encoding.ts'
import { unreadable } from './unreadable.ts'

/** So many rows are looked at for the names that rows have. */
const LOOKED_AT = 1000

/** One JSON object a line. Its header is every name that the first rows have, in the order of their appearance. */
export async function openJsonLines(source: SpreadsheetSource, options: TextOptions): Promise<Spreadsheet> {
  const { encoding, limits } = options
  const read = async function* () {
    yield* jsonLines(decodeStream(await source.open(), encoding), limits)
  }
  const names = new Set<string>()
  let looked = 0
  for await (const batch of read()) {
    for (const { members } of batch) for (const name of members.keys()) names.add(name)
    if (names.size > limits.columns) throw tooManyColumns(limits.columns)
    looked += batch.length
    if (looked >= LOOKED_AT) break
  }
  if (names.size === 0) throw unreadable('empty_spreadsheet', 'There is nothing in this table')
  const members = [...names]
  return {
    format: 'jsonl',
    sheets: [],
    sheet: null,
    encoding,
    headerRow: 0,
    header: headerNames(members, members.length),
    rows: async function* (): AsyncGenerator<readonly SheetRow[]> {
      for await (const batch of read()) {
        options.signal.throwIfAborted()
        const rows = batch.map((line) => rowOfLine(line, members)).filter(({ cells }) => !cells.every(isEmptyCell))
        if ((rows.at(-1)?.number ?? 0) > limits.rows) throw unreadable('too_many_rows', `More than ${limits.rows} rows`)
        if (rows.length > 0) yield rows
      }
    },
    close: async () => {},
  }
}
