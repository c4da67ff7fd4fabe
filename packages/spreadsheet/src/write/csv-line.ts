import type { Cell } from '@groundwork/domain'
import { guardFormula } from './formula-guard.ts'

export type Delimiter = ',' | ';' | '\t'

/**
 * RFC 4180: what would end a cell or a line is quoted, by whatever delimiter the file is read; so are spaces at the ends, which some
 * readers would trim.
 */
const breaking = /[",;\t|\r\n]/
const space = /^\s|\s$/

/** Writes one row as a line. */
export function csvLiner(delimiter: Delimiter): (cells: readonly Cell[]) => string {
  // Joined at once: a text that grows piece by piece is a tree in memory until it is written.
  return (cells) => {
    const line = cells.map(written).join(delimiter)
    // An empty line is no row to most readers; an empty cell is one.
    return line ? `${line}\r\n` : '""\r\n'
  }
}

const written = (cell: Cell): string => (typeof cell === 'string' ? text(cell) : plain(cell))

function text(cell: string): string {
  if (hasPlainEnds(cell)) return breaking.test(cell) ? inQuotes(cell) : cell
  const guarded = guardFormula(cell)
  return breaking.test(guarded) || space.test(guarded) ? inQuotes(guarded) : guarded
}

const inQuotes = (text: string) => `"${text.replaceAll('"', '""')}"`

/** Nothing at either end that is a space or begins a formula: nearly every text, told by two characters. */
function hasPlainEnds(text: string): boolean {
  const first = text.charCodeAt(0)
  const last = text.charCodeAt(text.length - 1)
  return (isDigit(first) || isLetter(first)) && last > 32 && last < 127
}

const isDigit = (code: number) => code >= 48 && code <= 57

/** Of ASCII, in either case. */
const isLetter = (code: number) => (code >= 65 && code <= 90) || (code >= 97 && code <= 122)

function plain(cell: Exclude<Cell, string>): string {
  if (cell === null) return ''
  return cell instanceof Date ? cell.toISOString() : String(cell)
}
