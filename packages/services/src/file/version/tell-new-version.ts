import { latestVersionState, type UnitOfWork } from '@groundwork/db'
import { newVersionStates, StoredFile } from '@groundwork/domain'

export type NewVersionStatus = (typeof newVersionStates)[number]

const isNewVersionStatus = (status: string): status is NewVersionStatus =>
  (newVersionStates as readonly string[]).includes(status)

/** How the version after `served` fares; null when there is none. */
export async function statusAfter(work: UnitOfWork, file: string, served: number): Promise<NewVersionStatus | null> {
  const latest = await latestVersionState(work, file)
  return latest && latest.number > served && isNewVersionStatus(latest.status) ? latest.status : null
}

/** Writes into the file's row how its next version fares, after one has come, moved or gone. */
export async function tellNewVersion(work: UnitOfWork, key: string, event = 'version-gone'): Promise<void> {
  const file = await work.get(StoredFile, key, { lock: true, withDeleted: true })
  const newVersionStatus = await statusAfter(work, key, file.versionNumber)
  await work.update(StoredFile, key, { newVersionStatus }, { event, withDeleted: true })
}
