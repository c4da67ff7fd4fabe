import type { ReadRow } from '@groundwork/domain'
import type { PreparedRow } from './row-preparer.ts'

/**
 * Where repetitions are passed over: the keys whose row the database refused. The next row that has one is tried in its place, for with
 * the refused one the key would be lost unheard. There are as many as there are refusals.
 */
export class FreedKeys {
  /** The number of the row that has taken the key since; null where it is free. */
  private readonly takers = new Map<string, number | null>()

  constructor(private readonly keyOf: (row: ReadRow) => string | null) {}

  /** What became of a row that was to be written. A transaction may be tried again: whoever took a key there may take it again. */
  note(row: ReadRow, { isRefused, isNext }: { readonly isRefused: boolean; readonly isNext: boolean }): void {
    if (!isRefused && !this.takers.size) return
    const key = this.keyOf(row)
    if (key === null) return
    if (isRefused) this.takers.set(key, null)
    else if (isNext) this.takers.set(key, row.number)
    else this.takers.delete(key)
  }

  /** Of the rows that were passed over: the first of each key that is free, but for those that were tried. */
  nextOf(prepared: readonly PreparedRow[], tried: ReadonlySet<ReadRow>): ReadRow[] {
    if (!this.takers.size) return []
    const next = new Map<string, ReadRow>()
    for (const { row, verdict } of prepared) {
      if (verdict.kind !== 'skip' || tried.has(row)) continue
      const key = this.keyOf(row)
      if (key === null || next.has(key) || !this.takers.has(key)) continue
      const taker = this.takers.get(key)
      if (taker === null || taker === row.number) next.set(key, row)
    }
    return [...next.values()]
  }
}
