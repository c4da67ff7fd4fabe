import type { UnitOfWork, WorkContext } from '@groundwork/db'
import { notFound, type RowOf, StoredFile } from '@groundwork/domain'
import type { EngineServices } from '../../resource/verbs.ts'
import { byHeldName, type IfTaken, nameIn } from './place-of.ts'

type FileRow = RowOf<typeof StoredFile>

export interface RestorePlace {
  /** Another folder than the one it was in; null is the top. */
  readonly folder?: string | null | undefined
  /** Unless told, it gets a number behind its name. */
  readonly ifTaken?: IfTaken | undefined
}

/**
 * Takes a file out of the trash, to where it was or elsewhere.
 *
 * @throws DomainError conflict: `reference_deleted` on `folder` while its folder is in the trash, `name_taken`
 */
export const restoreFile = (
  { database }: EngineServices,
  context: WorkContext,
  key: string,
  place: RestorePlace = {},
): Promise<FileRow> => database.withUnitOfWork(context, async (work) => bringBack(work, await held(work, key), place))

/** The same for many, or for none. */
export const restoreFiles = (
  { database }: EngineServices,
  context: WorkContext,
  ids: readonly string[],
): Promise<number> =>
  database.withUnitOfWork(context, async (work) => {
    const files: FileRow[] = []
    for (const id of [...new Set(ids)].sort()) files.push(await held(work, id))
    for (const file of files.sort(byHeldName)) await bringBack(work, file, {})
    return files.length
  })

async function held(work: UnitOfWork, key: string): Promise<FileRow> {
  const file = await work.get(StoredFile, key, { action: 'restore', withDeleted: true, lock: true })
  if (file.status === 'purged') throw notFound(StoredFile.label)
  return file
}

async function bringBack(
  work: UnitOfWork,
  file: FileRow,
  { folder = file.folder, ifTaken = 'rename' }: RestorePlace,
): Promise<FileRow> {
  if (file.deletedAt !== null) await settlePlace(work, file, { folder, ifTaken })
  return work.restore(StoredFile, file.id)
}

async function settlePlace(
  work: UnitOfWork,
  { id, organization, originalFilename }: FileRow,
  { folder, ifTaken }: { readonly folder: string | null; readonly ifTaken: IfTaken },
): Promise<void> {
  const name = await nameIn(work, 'file', { organization, folder, name: originalFilename, ifTaken })
  const changes = { folder, originalFilename: name }
  await work.update(StoredFile, id, changes, { action: 'restore', withDeleted: true })
}
