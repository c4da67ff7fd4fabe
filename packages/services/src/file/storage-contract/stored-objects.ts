import type { WorkContext } from '@groundwork/db'
import { notFound, StoredFile } from '@groundwork/domain'
import type { FileServices } from '../file-services.ts'
import { purgeFile } from '../lifecycle/purge-file.ts'
import { rulesOf } from '../policy/rules-of.ts'
import { reachFile } from '../share/reach-file.ts'
import { toldOfShare } from '../share/told-of-share.ts'
import { type SignedLink, signDownload } from '../sign-download.ts'
import type { StoredFileRow } from '../upload-intake.ts'
import { findStored } from './find-stored.ts'
import { type Related, requireRelated, toldOfRelated } from './require-related.ts'

export interface StoredObject extends Related {
  readonly filePath: string
}

/** A short-lived address of a file, for whoever may download it and see what it is wanted for. */
export async function signStored(
  services: FileServices,
  context: WorkContext,
  { filePath, expiresIn, ...related }: StoredObject & { readonly expiresIn?: number | undefined },
): Promise<SignedLink> {
  const file = await findStored(services, context, filePath)
  await requireRelated(services, context, related)
  return signDownload(services, context, { file: file.id, expiresIn, details: toldOfRelated(related) })
}

/** Into the trash, from where it can be restored. */
export async function deleteStored(
  services: FileServices,
  context: WorkContext,
  { filePath, ...related }: StoredObject,
): Promise<void> {
  const { id } = await findStored(services, context, filePath)
  await requireRelated(services, context, related)
  await reachFile(services, context, { file: id, action: 'delete' }, (work, reach) =>
    work.remove(StoredFile, id, { details: { ...toldOfRelated(related), ...toldOfShare(reach) } }),
  )
}

/** At once and for good: for those who may purge, and only where neither a hold nor retention keeps it. Both steps, or none. */
export async function purgeStored(
  services: FileServices,
  context: WorkContext,
  { filePath, ...related }: StoredObject,
): Promise<void> {
  const { id } = await findStored(services, context, filePath)
  await requireRelated(services, context, related)
  await services.database.withUnitOfWork(context, async (work) => {
    const file = await work.get(StoredFile, id, { action: 'purge', lock: true })
    const rules = await rulesOf(work, file.organization)
    // The row will not be there to tell where it was.
    const details = { ...toldOfRelated(related), filePath: file.filePath }
    await work.remove(StoredFile, id, { action: 'purge', details })
    const deleted = await work.get(StoredFile, id, { action: 'purge', withDeleted: true, lock: true })
    if (deleted.status === 'purged') throw notFound(StoredFile.label)
    await purgeFile(work, deleted, { rules, now: services.clock() })
  })
}

/** What is known of a file, without its bytes. */
export const describeStored = (
  services: FileServices,
  context: WorkContext,
  filePath: string,
): Promise<StoredFileRow> => findStored(services, context, filePath)
