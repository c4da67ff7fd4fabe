import { apiKeyOfDataJob, type UnitOfWork, type WorkContext } from '@groundwork/db'
import type { DataJobRow } from '@groundwork/domain'

/**
 * A key that is limited to grants answers only for jobs that were asked for with it: any other is done, and its files are written,
 * with rights that the key has not.
 */
export async function isBeyondKey(
  work: UnitOfWork,
  { actor }: WorkContext,
  { organization, id: job }: Pick<DataJobRow, 'organization' | 'id'>,
): Promise<boolean> {
  if (actor.kind === 'system' || !actor.isLimited) return false
  return (await apiKeyOfDataJob(work, { organization, job })) !== actor.apiKeyId
}
