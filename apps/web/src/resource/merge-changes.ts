import type { AnyRow } from './record-types.ts'

interface Conflict {
  readonly name: string
  readonly mine: unknown
  readonly theirs: unknown
}

export interface Merge {
  /** Both changed it, each to something else. */
  readonly conflicts: readonly Conflict[]
  /** Only they changed it; it stays as they left it. */
  readonly onlyTheirs: readonly Conflict[]
}

export type Side = 'mine' | 'theirs'

/** Lays my changes beside what became of the record meanwhile. `names` are the fields a person may enter. */
export function mergeOf(base: AnyRow, changes: AnyRow, theirs: AnyRow, names: readonly string[]): Merge {
  const theyChanged = names.filter((name) => !isSame(base[name], theirs[name]))
  const all = theyChanged.map((name) => ({
    name,
    mine: name in changes ? changes[name] : base[name],
    theirs: theirs[name],
  }))
  return {
    conflicts: all.filter(({ name, mine, theirs: their }) => name in changes && !isSame(mine, their)),
    onlyTheirs: all.filter(({ name }) => !(name in changes)),
  }
}

/** What is left to save of mine once somebody has chosen a side for each field that both changed. */
export function resolved(changes: AnyRow, merge: Merge, sides: Readonly<Record<string, Side>>): AnyRow {
  const given = new Set(merge.conflicts.map(({ name }) => name).filter((name) => sides[name] === 'theirs'))
  return Object.fromEntries(Object.entries(changes).filter(([name]) => !given.has(name)))
}

/** Equal as JSON says it, whatever the order of names. */
export const isSame = (one: unknown, other: unknown): boolean =>
  JSON.stringify(one ?? null, inOrder) === JSON.stringify(other ?? null, inOrder)

const inOrder = (_name: string, value: unknown): unknown =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)))
    : value
