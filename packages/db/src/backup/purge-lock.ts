import type { UnitOfWork } from '../work/contract.ts'

/** Any number, as long as everybody who removes bytes, and every backup, uses the same. */
export const purgeLock = 7_251_903_131

/** False while a backup is copying: what was alive when it began stays until it ends. Held until the transaction ends. */
export async function mayPurgeBytes(work: UnitOfWork): Promise<boolean> {
  const [lock] = await work.query<{ held: boolean }>('select pg_try_advisory_xact_lock_shared($1) as held', [purgeLock])
  return lock?.held ?? false
}
