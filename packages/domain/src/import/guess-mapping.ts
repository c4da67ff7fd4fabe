import { columnSynonyms } from './column-synonyms.ts'
import type { ImportableColumn } from './importable-columns.ts'

interface Pair {
  readonly header: string
  readonly column: ImportableColumn
  readonly score: number
}

/** Below it a likeness is chance. */
const LEAST = 0.65

/**
 * Which column each name of a header means: header to column name. The surest pairs come first, and no column is meant twice; what means
 * nothing is left out.
 */
export function guessMapping(
  header: readonly string[],
  columns: readonly ImportableColumn[],
): Readonly<Record<string, string>> {
  const spelt = columns.map((column) => ({ column, spellings: spellingsOf(column) }))
  const pairs = header
    .flatMap((name) =>
      spelt.map(({ column, spellings }) => ({ header: name, column, score: likeness(name, spellings) })),
    )
    .filter(({ score }) => score >= LEAST)
    .sort((one, other) => other.score - one.score)
  const mapping = new Map<string, Pair>()
  const taken = new Set<ImportableColumn>()
  for (const pair of pairs) {
    if (mapping.has(pair.header) || taken.has(pair.column)) continue
    mapping.set(pair.header, pair)
    taken.add(pair.column)
  }
  const found = header.flatMap((name) => mapping.get(name) ?? [])
  // Not by assignment: a header may be called `__proto__`.
  return Object.fromEntries(found.map((pair) => [pair.header, pair.column.name]))
}

interface Spellings {
  readonly name: string
  /** Its own name and label, as words. */
  readonly own: readonly string[]
  readonly also: readonly string[]
}

function spellingsOf({ name, label, key, into, by = [] }: ImportableColumn): Spellings {
  const own = [...new Set([name, label, into, ...(key === undefined ? [] : [key])].map(wordsOf))]
  const rows = by.flatMap((row) => own.map((words) => `${words} ${wordsOf(row)}`))
  return {
    name,
    own,
    also: [...(Object.hasOwn(columnSynonyms, name) ? (columnSynonyms[name] ?? []) : []), ...rows].map(wordsOf),
  }
}

/** `Base-UoM *` and `baseUom` are `base uom`: without accents, case and marks. */
export const wordsOf = (name: string): string =>
  name
    .slice(0, 100)
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()

function likeness(header: string, { name, own, also }: Spellings): number {
  if (header === name) return 1
  const words = wordsOf(header)
  if (words === '') return 0
  if (own.includes(words)) return 0.99
  const joined = words.replaceAll(' ', '')
  if (own.some((spelling) => spelling.replaceAll(' ', '') === joined)) return 0.98
  // What comes first is the surer one: a client's number before a client's name.
  if (also.includes(words)) return 0.95 - also.indexOf(words) / 1000
  return 0.9 * Math.max(...own.map((spelling) => sharedPairs(words, spelling)))
}

/** How many pairs of neighbouring letters two words share, of all that they have (Dice). Slips of the pen cost little. */
function sharedPairs(one: string, other: string): number {
  const left = pairsOf(one)
  const right = pairsOf(other)
  if (left.length + right.length === 0) return 0
  const unmatched = [...right]
  const shared = left.filter((pair) => {
    const at = unmatched.indexOf(pair)
    if (at >= 0) unmatched.splice(at, 1)
    return at >= 0
  })
  return (2 * shared.length) / (left.length + right.length)
}

const pairsOf = (words: string) =>
  Array.from({ length: Math.max(0, words.length - 1) }, (_, at) => words.slice(at, at + 2))
