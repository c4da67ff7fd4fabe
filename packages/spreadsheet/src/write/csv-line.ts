import type { Cell } from '@groundwork/domain'
import { guardFormula } from './formula-guard.ts'

export type Delimiter = ',' | ';' | '\t'

/** RFC 4180: what would end a cell or a line is quoted; so are spaces at the ends, which some readers would trim. */
const quoted = {
  ',': /[",\r\n]|^\s|\s$/,
  ';': /[";\r\n]|^\s|\s$/,
  '\t': /["\t\r\n]|^\s|\s$/,
} as const satisfies Record<Delimiter, RegExp>

/** Writes one row as a line. */
export function csvLiner(delimiter: Delimiter): (cells: readonly Cell[]) => string {
  const needsQuotes = quoted[delimiter]
  const written = (cell: Cell): string => {
    if (typeof cell !== 'string') return plain(cell)
    const text = guardFormula(cell)
    return needsQuotes.test(text) ? `"${text.replaceAll('"', '""')}"` : text
  }
  return (cells) => {
    let line = ''
    for (let index = 0; index < cells.length; index++) line += (index ? delimiter : '') + written(cells[index] ?? null)
    // An empty line is no row to most readers; an empty cell is one.
    return `${line || '""'}\r\n`
  }
}

function plain(cell: Exclude<Cell, string>): string {
  if (cell === null) return ''
  return cell instanceof Date ? cell.toISOString() : String(cell)
}
