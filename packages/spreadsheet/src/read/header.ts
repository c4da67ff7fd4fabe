import type { Cell } from '@groundwork/domain'
import { printableName } from './printable-name.ts'

/** A row before it is known which one names the columns. */
export interface RawRow {
  readonly number: number
  readonly cells: readonly Cell[]
}

export const isEmptyCell = (cell: Cell | undefined): boolean =>
  cell === null || cell === undefined || (typeof cell === 'string' && cell.trim() === '')

/**
 * The row that names the columns: the first that is nearly as wide as the widest near it. What stands above it, such as a title or
 * a date, fills fewer cells.
 */
export function findHeaderRow(rows: readonly RawRow[]): number | undefined {
  const filled = rows.map(({ cells }) => cells.filter((cell) => !isEmptyCell(cell)).length)
  const widest = Math.max(0, ...filled)
  return rows[filled.findIndex((count) => count > 0 && count >= widest * 0.6)]?.number
}

/**
 * How many columns the table has: as far as the header reaches, as far as rows near it do below names that it leaves out, and as far as
 * at least half of them do where the header is simply too short.
 */
export function tableWidth(header: readonly Cell[], below: readonly RawRow[]): number {
  const widths = below.map(({ cells }) => lastFilled(cells)).sort((one, other) => one - other)
  const nameless = Math.max(0, ...below.map(({ cells }) => lastFilled(cells.slice(0, header.length))))
  return Math.max(lastFilled(header), nameless, widths[Math.floor(widths.length / 2)] ?? 0)
}

const lastFilled = (cells: readonly Cell[]) => cells.findLastIndex((cell) => !isEmptyCell(cell)) + 1

/** One name for each column, no two alike: a nameless one is called by its letter, a second `Price` is `Price (2)`. */
export function headerNames(cells: readonly Cell[], width: number): readonly string[] {
  const taken = new Set<string>()
  return Array.from({ length: width }, (_, index) => {
    const name = nameOf(cells[index]) || `Column ${columnLetters(index)}`
    let free = name
    for (let count = 2; taken.has(free); count += 1) free = `${name} (${count})`
    taken.add(free)
    return free
  })
}

/** What a cell or a member calls its column: spaces within are one, and nothing is in it that nobody could type. */
export function nameOf(cell: Cell | undefined): string {
  if (cell === null || cell === undefined) return ''
  const text = cell instanceof Date ? cell.toISOString().slice(0, 10) : String(cell)
  return printableName(text.replace(/\s+/gu, ' ').trim())
}

/** 0 is `A`, 26 is `AA`. */
function columnLetters(index: number): string {
  const last = String.fromCharCode(65 + (index % 26))
  return index < 26 ? last : columnLetters(Math.floor(index / 26) - 1) + last
}
