import type { Cell } from '@groundwork/domain'
import { nameOf, type RawRow } from './header.ts'
import { longestName } from './printable-name.ts'
import type { SpreadsheetLimits } from './spreadsheet-limits.ts'
import { unreadable } from './unreadable.ts'

/** One object a line, with its members in order, by names that a header can have. */
export interface JsonLine {
  readonly number: number
  readonly members: ReadonlyMap<string, Cell>
}

/** The objects of a text, as many at a time as a piece of it holds. */
export async function* jsonLines(
  text: AsyncIterable<string>,
  { rowCharacters }: SpreadsheetLimits,
): AsyncGenerator<readonly JsonLine[]> {
  const naming = columnNames()
  let rest = ''
  let number = 0
  const read = (line: string): JsonLine[] => {
    number += 1
    return line.trim() === '' ? [] : [{ number, members: membersOf(line, number, naming) }]
  }
  for await (const piece of text) {
    const lines = (rest + piece).split('\n')
    rest = lines.pop() ?? ''
    if (rest.length > rowCharacters) throw tooLong(number + 1)
    const batch = lines.flatMap(read)
    if (batch.length > 0) yield batch
  }
  const last = read(rest)
  if (last.length > 0) yield last
}

const tooLong = (row: number) => unreadable('row_too_long', `Row ${row} goes on without an end`, { row })

/**
 * A text, or a number of so many figures that JavaScript would round it; those are kept as text. A text that is never closed is taken
 * to the end of its line, so that no character is looked at twice.
 */
const textOrLongNumber = /"[^"\\]*(?:\\.[^"\\]*)*(?:"|\\?$)|-?\d[\d.]{15,}(?:[eE][+-]?\d+)?/gs

/** The same few names stand in every row. */
function columnNames(): (member: string) => string {
  const known = new Map<string, string>()
  return (member) => {
    const name = known.get(member) ?? nameOf(member)
    if (member.length <= longestName) known.set(member, name)
    return name
  }
}

function membersOf(line: string, row: number, naming: (member: string) => string): ReadonlyMap<string, Cell> {
  const quoted = (found: string) => (found.startsWith('"') ? found : `"${found}"`)
  const exact = /\d[\d.]{15}/.test(line) ? line.replace(textOrLongNumber, quoted) : line
  const value = parsed(exact, row)
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw unreadable('unreadable_spreadsheet', `Row ${row} is not an object such as {"name": "Ada"}`, { row })
  }
  const entries = Object.entries(value)
  const members = new Map(entries.map(([name, member]) => [naming(name), cellOfJson(member)]))
  if (members.size === entries.length) return members
  throw unreadable('unreadable_spreadsheet', `Row ${row} has two names that cannot be told from each other`, { row })
}

function parsed(line: string, row: number): unknown {
  try {
    return JSON.parse(line)
  } catch (cause) {
    throw unreadable('unreadable_spreadsheet', `Row ${row} is not JSON`, { row, cause })
  }
}

/** What has members of its own stays JSON, for columns that hold such. */
function cellOfJson(value: unknown): Cell {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value
  return value === null ? null : JSON.stringify(value)
}

/** In the order of the names. */
export function rowOfLine({ number, members }: JsonLine, names: readonly string[]): RawRow {
  const known = names.filter((name) => members.has(name)).length
  if (known < members.size) {
    const name = [...members.keys()].find((key) => !names.includes(key)) ?? ''
    throw unreadable('unexpected_key', `Row ${number} has "${name}", which no row near the start has`, {
      row: number,
    })
  }
  return { number, cells: names.map((name) => members.get(name) ?? null) }
}
