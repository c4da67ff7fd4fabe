import { personBehind, type UnitOfWork } from '@groundwork/db'
import { retainedUntil, type SettledRules } from '@groundwork/domain'
import { newFilePath } from './file-path.ts'
import { nameIn } from './lifecycle/place-of.ts'
import { createOf, type Landing, type UploadFields } from './upload.ts'
import type { Intake } from './upload-intake.ts'

export interface NewFile {
  /** Of its organization. */
  readonly rules: SettledRules
  readonly timestamp: Date
}

/** The row of a file that is made of an upload, but for how far it is. @throws DomainError conflict for a path that is taken */
export async function newFile(
  work: UnitOfWork,
  { file, organization, name, type, upload, blob }: Intake,
  { rules, timestamp }: NewFile,
) {
  const { place } = upload
  const said = createOf(upload)
  const kept = { system: place?.system ?? 'workspace', objectType: place?.objectType ?? 'file' }
  const retainUntil = retainedUntil(rules, { ...kept, createdAt: timestamp.toISOString() })
  const { landing } = upload
  return {
    ...said,
    ...(await (landing ? landedIn(work, upload, landing) : numberedName(work, upload, said.folder))),
    id: file,
    kind: type.kind,
    mimeType: type.mime,
    uploadedBy: uploaderOf(work),
    ...(upload.broughtTo && { createdBy: upload.broughtTo }),
    filePath: await newFilePath(work, { organization, place, name, timestamp, id: blob }),
    retainUntil: retainUntil?.toISOString() ?? null,
    ...(place && { system: place.system, objectType: place.objectType, objectId: place.objectId }),
  }
}

/** Where an upload lands, and how it is called there: for the transaction that makes it a file. */
export async function landedIn(work: UnitOfWork, upload: UploadFields, landing: Landing) {
  const folder = await landing(work)
  return { folder, ...(await numberedName(work, upload, folder)) }
}

/** Nothing where it keeps the name that was said: only what is brought by nobody who is known must be the only one of its name. */
async function numberedName(work: UnitOfWork, upload: UploadFields, folder: string | null = null) {
  if (upload.broughtTo === undefined) return {}
  const { organization, originalFilename: name } = createOf(upload)
  return { originalFilename: await nameIn(work, 'file', { organization, folder, name, ifTaken: 'rename' }) }
}

/** Who is behind it, where the system acts for somebody as well. */
export const uploaderOf = ({ context: { actor } }: UnitOfWork): string | null => personBehind(actor)?.userId ?? null
