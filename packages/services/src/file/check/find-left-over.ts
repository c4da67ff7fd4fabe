import { asSystem, driftBelow, type LeftOver, type LeftOverKind, leftOver, type SumDrift } from '@groundwork/db'
import type { Checking } from './find-faults.ts'
import type { LeftOverFault, QuotaFault } from './storage-fault.ts'

const system = asSystem('look for what should have been cleared away')

const batch = 500
/** Few: what lies below each is counted as well. */
const trees = 20

const kinds: readonly LeftOverKind[] = ['upload', 'session', 'reservation', 'tombstone']

/** What workers clear away within minutes, and is still there. */
export async function* findLeftOver({ database, before, signal }: Checking): AsyncGenerator<LeftOverFault, undefined> {
  for (const kind of kinds) {
    for (let after: string | null = null; ; ) {
      signal?.throwIfAborted()
      const from: string | null = after
      const page: readonly LeftOver[] = await database.withUnitOfWork(system, (work) =>
        leftOver(work, kind, { after: from, before, limit: batch }),
      )
      for (const { id, organization, bytes } of page)
        yield { kind, what: id, organization, detail: `${bytes} bytes`, id }
      after = page.at(-1)?.id ?? null
      if (page.length < batch) break
    }
  }
}

/** Counted anew, and not changed. */
export async function* findDrift({ database, signal }: Checking): AsyncGenerator<QuotaFault, undefined> {
  for (let after: string | null = null; ; ) {
    signal?.throwIfAborted()
    const from: string | null = after
    const page: { readonly drifts: readonly SumDrift[]; readonly next: string | null } = await database.withUnitOfWork(
      system,
      (work) => driftBelow(work, { after: from, limit: trees }),
    )
    for (const drift of page.drifts)
      yield {
        kind: 'quota',
        what: drift.organization,
        organization: drift.organization,
        detail: wordsOf(drift),
        drift,
      }
    after = page.next
    if (after === null) return
  }
}

const sums = {
  used: 'used',
  reserved: 'reserved',
  subtreeUsed: 'used below',
  subtreeReserved: 'reserved below',
} as const

const wordsOf = (drift: SumDrift): string =>
  (Object.keys(sums) as (keyof typeof sums)[])
    .filter((name) => drift[name].stands !== drift[name].counted)
    .map((name) => `${sums[name]} says ${drift[name].stands}, counted ${drift[name].counted}`)
    .join('; ')
