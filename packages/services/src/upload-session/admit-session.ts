import {
  cleanFileName,
  DomainError,
  type FilePolicy,
  Folder,
  fileExtension,
  fileTypes,
  invalidField,
  judgeFile,
  largestAllowed,
} from '@groundwork/domain'
import type { StorageProvider } from '@groundwork/storage'
import { checkMayUpload } from '../file/check-may-upload.ts'
import type { FileServices } from '../file/file-services.ts'
import { ensureFolders } from '../file/folder/ensure-folders.ts'
import { servicesFor } from '../file/policy/policy-of.ts'
import { createOf, type UploadFields } from '../file/upload.ts'
import { refusal } from '../file/upload-error.ts'
import type { Sender } from './sender.ts'

const anyType = 'application/octet-stream'

/** What a sender says of a file before its bytes. */
export interface AnnouncedUpload extends Omit<UploadFields, 'place' | 'createdVia'> {
  readonly bytes: number
  /** Where it lies below `folder`, its own name included: folders that are missing are made. */
  readonly relativePath?: string | undefined
}

export interface AdmittedSession {
  readonly fields: Omit<UploadFields, 'place' | 'createdVia'>
  /** Cleaned. */
  readonly name: string
  readonly contentType: string
  /** Where its bytes go. */
  readonly storage: StorageProvider
}

/** Rights, name, size and place are judged here, before a byte is sent. @throws DomainError */
export async function admitSession(
  installation: FileServices,
  sender: Sender,
  { bytes, relativePath, ...fields }: AnnouncedUpload,
): Promise<AdmittedSession> {
  if (sender.actor.kind === 'system' && !sender.door)
    throw new DomainError('forbidden', 'The system sends its files in one go')
  createOf(fields)
  await checkMayUpload(installation, sender, fields)
  const services = await servicesFor(installation, sender, fields)
  const contentType = admitAnnounced(services.filePolicy, { fileName: fields.fileName, bytes })
  const folder = await placeOf(services, sender, { ...fields, relativePath })
  // What is kept of the name until the end is clean as well: a null byte cannot even be stored.
  const name = cleanFileName(fields.fileName)
  return { fields: { ...fields, fileName: name, folder }, name, contentType, storage: services.storages.main }
}

/** The verdict on name and size alone: the bytes are believed to be what the name promises. @throws DomainError */
function admitAnnounced(policy: FilePolicy, given: { readonly fileName: string; readonly bytes: number }): string {
  const name = cleanFileName(given.fileName)
  const extension = fileExtension(name)
  const type = fileTypes.find(({ extensions }) => extensions.includes(extension))
  const verdict = judgeFile({
    name,
    sniffed: type ? (type.sniffedAs?.[0] ?? type.mime) : null,
    size: given.bytes,
    policy,
  })
  if (extension !== '' || given.bytes === 0) {
    if (!verdict.isAccepted) throw refusal(verdict)
  } else if (given.bytes > largestAllowed(policy)) {
    throw refusal({ code: 'too_large', message: 'The file is larger than any type may be' })
  }
  return type?.mime ?? anyType
}

/** A new version stays where its file is. */
async function placeOf(
  services: FileServices,
  sender: Sender,
  { organization, folder = null, replaces, relativePath }: Omit<AnnouncedUpload, 'bytes' | 'fileName'>,
): Promise<string | null> {
  if (replaces !== undefined) return null
  if (folder !== null) {
    const row = await services.database.reader(sender).find(Folder, folder)
    if (row?.organization !== organization) throw invalidField('folder', 'Does not exist', 'no_such_reference')
  }
  // A stranger's folders are made when the file lands in them (`landIn`).
  if (sender.door) return folder
  const above = relativePath?.split('/').slice(0, -1).join('/') ?? ''
  if (above.replaceAll('/', '') === '') return folder
  const tree = { organization, parent: folder, paths: [above], field: 'relative_path' }
  const [made] = await ensureFolders(services, sender, tree)
  return made?.id ?? folder
}
