import { asSystem, filesDueForPurge, type TrashedFile, type TrashPlace } from '@groundwork/db'
import { keepOf, StoredFile, settleRules } from '@groundwork/domain'
import { faultPoint } from '../../fault/fault-point.ts'
import type { FileServices } from '../file-services.ts'
import { readRules } from '../policy/rules-of.ts'
import { isPurgeable, purgeFile } from './purge-file.ts'
import { purgeFolders } from './purge-folders.ts'

const system = asSystem('purge what has been in the trash for long enough')

const batch = 200

type TrashServices = Pick<FileServices, 'database' | 'clock' | 'log'>

/**
 * Purges files and folders whose days in the trash are over. Each file is a transaction of its own, so a process that dies in
 * between leaves nothing half purged, and the next one goes on; one that cannot be purged is left to the next run. Says how many files were purged.
 */
export async function purgeDueFiles(services: TrashServices, signal?: AbortSignal): Promise<number> {
  let purged = 0
  for (let after: TrashPlace | null = null; !signal?.aborted; ) {
    const due = await nextDue(services, after)
    for (const candidate of due) {
      if (signal?.aborted) break
      if (await triedToPurge(services, candidate)) purged += 1
    }
    const last = due.at(-1)
    if (!last || due.length < batch) break
    after = last
  }
  const folders = await purgeFolders(services, system, signal && { signal })
  if (purged || folders) services.log.info({ files: purged, folders }, 'purged from the trash')
  return purged
}

const nextDue = ({ database, clock }: TrashServices, after: TrashPlace | null): Promise<TrashedFile[]> =>
  database.withUnitOfWork(system, (work) =>
    filesDueForPurge(work, { after, limit: batch, trashDays: settleRules({}).trashDays, now: clock() }),
  )

async function triedToPurge(services: TrashServices, candidate: TrashedFile): Promise<boolean> {
  try {
    return await purgeDue(services, candidate)
  } catch (error) {
    const { id: file, organization } = candidate
    services.log.error({ err: error, file, organization }, 'a file in the trash could not be purged')
    return false
  }
}

function purgeDue({ database, clock }: TrashServices, candidate: TrashedFile): Promise<boolean> {
  const rules = settleRules(readRules(candidate.rules))
  const now = clock()
  if (keepOf({ ...candidate, legalHold: false }, rules, now)) return Promise.resolve(false)
  return database.withUnitOfWork(system, async (work) => {
    const file = await work.find(StoredFile, candidate.id, { withDeleted: true, lock: true })
    if (!file || file.deletedAt !== candidate.deletedAt || !isPurgeable(file, { rules, now })) return false
    await purgeFile(work, file, { rules, now })
    faultPoint('before:purge_committed')
    return true
  })
}
