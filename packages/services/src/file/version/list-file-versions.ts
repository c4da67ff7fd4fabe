import { versionsOf, type WorkContext } from '@groundwork/db'
import { type FileKind, StoredFile, type VersionState } from '@groundwork/domain'
import type { FileServices } from '../file-services.ts'

/** A version as people see it. */
export interface FileVersionRow {
  readonly number: number
  readonly isCurrent: boolean
  readonly label: string | null
  readonly fileName: string
  readonly fileSize: number | null
  readonly mimeType: string | null
  readonly kind: FileKind
  readonly sha256: string | null
  readonly status: VersionState
  readonly statusReason: string | null
  /** The version whose bytes it took up again. */
  readonly restoredFrom: number | null
  readonly createdBy: string | null
  readonly createdByUsername: string | null
  readonly createdAt: string
}

/** What a file has been, newest first, for whoever may see it now. */
export function listFileVersions(
  { database }: Pick<FileServices, 'database'>,
  context: WorkContext,
  key: string,
): Promise<FileVersionRow[]> {
  return database.withUnitOfWork(context, async (work) => {
    const file = await work.get(StoredFile, key)
    const versions = await versionsOf(work, file.id)
    return versions.map(({ blob, number, ...version }) => ({
      number,
      isCurrent: number === file.versionNumber,
      label: version.label,
      fileName: version.fileName,
      fileSize: blob.bytes,
      mimeType: version.mimeType,
      kind: version.kind,
      sha256: blob.sha256,
      status: version.status,
      statusReason: version.statusReason,
      restoredFrom: version.restoredFrom,
      createdBy: version.createdBy,
      createdByUsername: version.createdByUsername,
      createdAt: version.createdAt,
    }))
  })
}
