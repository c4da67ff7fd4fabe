import { asSystem, setWarned, type WatchedQuota, watchedQuotas } from '@groundwork/db'
import { criticalPercent, Organization, quotaNews, usedPercent } from '@groundwork/domain'
import type { FileServices } from '../file-services.ts'

const system = asSystem('tell people that storage runs out')

const batch = 200

/**
 * Looks at the quotas that are near a threshold, and emits `storageQuota.warning` for those that have reached one they were not
 * told of: what was told is written in the same transaction, so each is told once. Says how many were.
 */
export async function warnOfQuotas(
  { database }: Pick<FileServices, 'database'>,
  signal?: AbortSignal,
): Promise<number> {
  let told = 0
  for (let after: string | null = null; !signal?.aborted; ) {
    const watched: readonly WatchedQuota[] = await database.withUnitOfWork(system, async (work) => {
      const page = await watchedQuotas(work, { after, limit: batch, critical: criticalPercent })
      for (const quota of page) {
        const { organization, quotaBytes, usedBytes } = quota
        const { warned, crossed } = quotaNews(quota, quota.warned)
        if (warned !== quota.warned) await setWarned(work, organization, warned)
        if (crossed === null) continue
        told += 1
        const payload = { threshold: crossed, percent: usedPercent(quota), quotaBytes, usedBytes }
        const about = { organization, resource: Organization.name, objectId: organization }
        work.emit({ topic: 'storageQuota.warning', ...about, payload })
      }
      return page
    })
    after = watched.at(-1)?.organization ?? null
    if (watched.length < batch) break
  }
  return told
}
