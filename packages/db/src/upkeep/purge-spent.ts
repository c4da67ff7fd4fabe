import type { UnitOfWork } from '../work/contract.ts'

/** One statement takes no more, so that no lock is held for long. */
export const purgeLimit = 5000

const keptDays = 30

/**
 * Rows that nothing will ask for again: sessions and resets long over, events long dispatched (the sweep looks back seven
 * days) and what handlers noted about them. The audit trail keeps its own story of each.
 */
const spent = [
  ['session', 'id', 'least(coalesce(revoked_at, expires_at), expires_at)'],
  ['password_reset', 'id', 'expires_at'],
  ['download_ticket', 'id', 'expires_at'],
  ['outbox_event', 'id', 'dispatched_at'],
  ['effect', '(event_id, handler)', 'created_at'],
] as const

/** Removes up to {@link purgeLimit} rows of each kind, the oldest as they come. Resolves to how many there were at most of one. */
export async function purgeSpent(work: UnitOfWork, now: Date): Promise<number> {
  const before = new Date(now.getTime() - keptDays * 24 * 60 * 60 * 1000)
  let most = 0
  for (const [table, key, over] of spent) {
    const gone = await work.query(
      `delete from ${table} where ${key} in (select ${key.replace(/[()]/g, '')} from ${table} where ${over} < $1 limit ${purgeLimit})
       returning 1 as gone`,
      [before],
    )
    most = Math.max(most, gone.length)
  }
  return most
}
