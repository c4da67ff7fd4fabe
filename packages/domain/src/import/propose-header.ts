import { guessMapping } from './guess-mapping.ts'
import type { HeaderProposal } from './import-proposal.ts'
import type { ImportableColumn } from './importable-columns.ts'

type ShownCell = string | number | boolean | null

export interface ReadHeader {
  readonly names: readonly string[]
  /** The first rows, for examples. */
  readonly rows: readonly (readonly ShownCell[])[]
  /** Those that may be meant. */
  readonly columns: readonly ImportableColumn[]
  /** What somebody has said of these names before: the column, or null for one that is left out. */
  readonly remembered: ReadonlyMap<string, string | null>
}

const mostExamples = 3
const longestExample = 200

/** What each column of a file means: what was said before holds, the rest is guessed. */
export function proposeHeader({ names, rows, columns, remembered }: ReadHeader): HeaderProposal[] {
  const known = new Set(columns.map(({ name }) => name))
  const told = new Map(
    [...remembered].filter(([name, column]) => names.includes(name) && (column === null || known.has(column))),
  )
  const taken = new Set(told.values())
  const guessed = guessMapping(
    names.filter((name) => !told.has(name)),
    columns.filter(({ name }) => !taken.has(name)),
  )
  return names.map((name, place) => ({
    name,
    ...meaningOf(name, told, guessed),
    examples: examplesOf(rows.map((cells) => cells[place] ?? null)),
  }))
}

function meaningOf(
  name: string,
  told: ReadonlyMap<string, string | null>,
  guessed: Readonly<Record<string, string>>,
): Pick<HeaderProposal, 'column' | 'from'> {
  const column = told.get(name)
  if (column !== undefined) return { column, from: 'remembered' }
  const guess = Object.hasOwn(guessed, name) ? guessed[name] : undefined
  return guess === undefined ? { column: null, from: null } : { column: guess, from: 'guessed' }
}

function examplesOf(cells: readonly ShownCell[]): string[] {
  const texts = cells.flatMap((cell) => (cell === null || cell === '' ? [] : [String(cell).slice(0, longestExample)]))
  return [...new Set(texts)].slice(0, mostExamples)
}
