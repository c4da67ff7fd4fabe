import type { RememberedSettings } from './import-proposal.ts'

/** What somebody has said of the names in a header, when a file with them was brought in. */
export interface RememberedMapping {
  readonly header: readonly string[]
  /** Names in the header to columns; what is missing was left out. */
  readonly mapping: Readonly<Record<string, string>>
  readonly settings: RememberedSettings
}

export interface Recalled {
  /** The column of each name that something was said of, or null for one that is left out. */
  readonly columns: ReadonlyMap<string, string | null>
  readonly settings: RememberedSettings | null
}

/** So much of what was mapped then has to be there again; less is another kind of file. */
const LEAST = 0.5

/**
 * What is known of a header: of one with the very same names everything, what was left out too; else of the one that shares most with it
 * what both have. The latest comes first.
 */
export function recallMapping(names: readonly string[], remembered: readonly RememberedMapping[]): Recalled {
  const given = new Set(names)
  const same = remembered.find(({ header }) => header.length === given.size && header.every((name) => given.has(name)))
  if (same) {
    const columns = new Map(names.map((name) => [name, columnOf(same, name)]))
    return { columns, settings: same.settings }
  }
  const [likest] = remembered
    .map((one) => ({ one, share: shareOf(one, given) }))
    .filter(({ share }) => share >= LEAST)
    .sort((one, other) => other.share - one.share)
  if (!likest) return { columns: new Map(), settings: null }
  const shared = Object.entries(likest.one.mapping).filter(([name]) => given.has(name))
  return { columns: new Map(shared), settings: likest.one.settings }
}

const columnOf = ({ mapping }: RememberedMapping, name: string) =>
  Object.hasOwn(mapping, name) ? (mapping[name] ?? null) : null

function shareOf({ mapping }: RememberedMapping, given: ReadonlySet<string>): number {
  const mapped = Object.keys(mapping)
  return mapped.length ? mapped.filter((name) => given.has(name)).length / mapped.length : 0
}
