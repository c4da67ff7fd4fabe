import { asSystem, type QuotaDrift, recountTree, treeRoots } from '@groundwork/db'
import type { FileServices } from '../file-services.ts'

const system = asSystem('count what organizations keep anew')

const batch = 200

/**
 * Counts anew what every organization keeps, a tree at a time, and puts right what differs. Drift is never expected: each is
 * logged, and stands in the audit trail of its organization. Says how many there were.
 */
export async function recountQuotas(
  { database, log }: Pick<FileServices, 'database' | 'log'>,
  signal?: AbortSignal,
): Promise<number> {
  let drifts = 0
  for (let after: string | null = null; !signal?.aborted; ) {
    const last: string | null = after
    const roots: readonly string[] = await database.withUnitOfWork(system, (work) => treeRoots(work, last, batch))
    for (const root of roots) {
      if (signal?.aborted) break
      const found = await recountOne(root)
      for (const drift of found) log.error({ ...drift }, 'storage quota was off, and is right again')
      drifts += found.length
    }
    after = roots.at(-1) ?? null
    if (roots.length < batch) break
  }
  return drifts

  function recountOne(root: string): Promise<QuotaDrift[]> {
    return database.withUnitOfWork(system, async (work) => {
      const found = await recountTree(work, root)
      for (const { organization, used, reserved } of found) {
        work.record({
          action: 'UPDATE',
          resource: 'storageQuota',
          organization,
          objectId: organization,
          objectRepr: 'recount',
          changes: {
            usedBytes: { old: used.was, new: used.is },
            reservedBytes: { old: reserved.was, new: reserved.is },
          },
        })
      }
      return found
    })
  }
}
