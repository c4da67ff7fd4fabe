import { deleteEmptyFolders, type WorkContext } from '@groundwork/db'
import { Folder, settleRules } from '@groundwork/domain'
import type { FileServices } from '../file-services.ts'

const batch = 500

/**
 * Deletes folders of the trash for good once nothing is in them: those whose days are over, or all of one organization. The
 * deepest go first, those above in the next round.
 */
export async function purgeFolders(
  { database, clock }: Pick<FileServices, 'database' | 'clock'>,
  context: WorkContext,
  { organization, signal }: { readonly organization?: string; readonly signal?: AbortSignal } = {},
): Promise<number> {
  const { trashDays } = settleRules({})
  let purged = 0
  while (!signal?.aborted) {
    const gone = await database.withUnitOfWork(context, async (work) => {
      const query = { limit: batch, trashDays, now: clock(), ...(organization && { organization }) }
      const folders = await deleteEmptyFolders(work, query)
      for (const { id, name, organization: home } of folders) {
        const about = { organization: home, objectId: id, objectRepr: name, details: { purged: true } }
        work.record({ action: 'DELETE', resource: Folder, ...about })
      }
      return folders.length
    })
    if (!gone) break
    purged += gone
  }
  return purged
}
