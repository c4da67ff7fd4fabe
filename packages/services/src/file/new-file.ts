import { personBehind, type UnitOfWork } from '@groundwork/db'
import { retainedUntil, type SettledRules } from '@groundwork/domain'
import { newFilePath } from './file-path.ts'
import { nameIn } from './lifecycle/place-of.ts'
import { createOf, type UploadFields } from './upload.ts'
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
  return {
    ...said,
    ...(await numberedName(work, upload, said.folder)),
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

/** The name that an upload gets in its folder, where it must be the only one of it: for the transaction that gives it. */
export async function numberedName(
  work: UnitOfWork,
  upload: UploadFields,
  folder: string | null | undefined,
): Promise<{ readonly originalFilename?: string }> {
  if (upload.broughtTo === undefined) return {}
  const { organization, originalFilename: name } = createOf(upload)
  return {
    originalFilename: await nameIn(work, 'file', { organization, folder: folder ?? null, name, ifTaken: 'rename' }),
  }
}

/** Who is behind it, where the system acts for somebody as well. */
export const uploaderOf = ({ context: { actor } }: UnitOfWork): string | null => personBehind(actor)?.userId ?? null
