import type { ReadRow } from '@groundwork/domain'
import type { PreparedRow } from './row-preparer.ts'

/** So many rows are tried in the place of a refused one: a file whose every line has one key, always refused, is soon gone through. */
const mostTries = 2

/**
 * Where repetitions are passed over: the keys whose row the database refused. The next row that has one is tried in its place, for with
 * the refused one the key would be lost unheard. There are at most as many as there are refusals.
 */
export class FreedKeys {
  /** How many rows of each were refused in the whole file. */
  private readonly refusals = new Map<string, number>()

  constructor(private readonly keyOf: (row: ReadRow) => string | null) {}

  /** What became of a row that was to be written: a key whose row landed is free no more. */
  note(row: ReadRow, { isRefused }: { readonly isRefused: boolean }): void {
    if (!isRefused && !this.refusals.size) return
    const key = this.keyOf(row)
    if (key === null) return
    if (isRefused) this.refusals.set(key, (this.refusals.get(key) ?? 0) + 1)
    else this.refusals.delete(key)
  }

  /** Of the rows that were passed over: the first of each key that is free, but for those that were tried. */
  nextOf(prepared: readonly PreparedRow[], tried: ReadonlySet<ReadRow>): ReadRow[] {
    if (!this.refusals.size) return []
    const next = new Map<string, ReadRow>()
    for (const { row, verdict } of prepared) {
      if (verdict.kind !== 'skip' || tried.has(row)) continue
      const key = this.keyOf(row)
      if (key === null || next.has(key)) continue
      const refused = this.refusals.get(key)
      if (refused !== undefined && refused <= mostTries) next.set(key, row)
    }
    return [...next.values()]
  }
}
