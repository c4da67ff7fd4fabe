import { fileAtPath, lockFilePath, type UnitOfWork } from '@groundwork/db'
import { DomainError, type StorageSystem } from '@groundwork/domain'
import { type StorageKey, safeName, storageKey } from '@groundwork/storage'

/** What part of the product keeps the file, and for which of its objects (seed 003). */
export interface UploadPlace {
  readonly system: StorageSystem
  readonly objectType: string
  readonly objectId: string
  /** The path says when it came, so that another file of this name may follow. */
  readonly addTimestamp: boolean
}

export interface NewPath {
  readonly organization: string
  readonly place: UploadPlace | undefined
  readonly name: string
  readonly timestamp: Date
  /** Of the bytes: makes the key one of its kind. */
  readonly id: string
}

/** Where bytes will lie. Files of one day lie together: a folder of its own for each would cost a disk sync more than the file itself. */
export const keyOf = ({ organization, place, name, timestamp, id }: NewPath): StorageKey =>
  storageKey({
    organization,
    system: place?.system ?? 'workspace',
    objectType: place?.objectType ?? 'file',
    objectId: place?.objectId ?? timestamp.toISOString().slice(0, 10),
    fileId: id,
    name,
    timestamp,
  })

/** How the storage service names a new file, for ever. @throws DomainError conflict where a file of this very path exists */
export async function newFilePath(work: UnitOfWork, path: NewPath): Promise<string> {
  const key = keyOf(path)
  if (!path.place) return key
  const folder = key.slice(0, key.lastIndexOf('/'))
  const [day, time] = key.slice(folder.length + 1).split('_')
  const name = safeName(path.name)
  const wanted = path.place.addTimestamp ? `${folder}/${day}_${time}_${name}` : `${folder}/${name}`
  await lockFilePath(work, wanted)
  if (!(await fileAtPath(work, path.organization, wanted))) return wanted
  if (path.place.addTimestamp) return key
  const message = 'There is a file with this path already'
  throw new DomainError('conflict', message, { reason: 'path_taken', fields: { file: [message] } })
}
