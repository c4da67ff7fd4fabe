import type { Database, FileVersion, UnitOfWork, WorkContext } from '@groundwork/db'
import { type AuditActionType, isDomainError, type JsonObject, StoredFile } from '@groundwork/domain'
import type { StoredFileRow } from './upload-intake.ts'

export interface FileAccess {
  readonly file: StoredFileRow
  readonly version: FileVersion
  readonly details?: JsonObject
}

/** What an auditor asks of every look at a file: which bytes, how many, of which kind, and what they belong to (seed 003). */
export function recordFileAccess(
  work: UnitOfWork,
  action: AuditActionType,
  { file, version, details }: FileAccess,
): void {
  work.record({
    action,
    resource: StoredFile,
    organization: file.organization,
    objectId: file.id,
    objectRepr: file.originalFilename,
    details: {
      version: version.number,
      filePath: file.filePath,
      fileSize: version.blob.bytes,
      mimeType: version.mimeType,
      relatedObjectType: file.entityType,
      relatedObjectId: file.entityId,
      ...details,
    },
  })
}

export interface FileAttempt {
  readonly context: WorkContext
  readonly action: AuditActionType
  readonly file: string
}

/** A refusal of a file that the caller may see stands in the trail as well; what they cannot see does not exist. */
export async function toldWhenRefused<Result>(
  attempt: Promise<Result>,
  database: Database,
  { context, action, file: key }: FileAttempt,
): Promise<Result> {
  try {
    return await attempt
  } catch (error) {
    if (isDomainError(error) && (error.code === 'not_available' || error.code === 'forbidden')) {
      await database.withUnitOfWork(context, async (work) => {
        const file = await work.find(StoredFile, key)
        if (!file) return
        work.record({
          action,
          resource: StoredFile,
          organization: file.organization,
          objectId: key,
          objectRepr: file.originalFilename,
          details: { success: false, error: error.message, reason: error.reason ?? error.code },
        })
      })
    }
    throw error
  }
}
