import type { BlobContent, UnitOfWork, WorkContext } from '@groundwork/db'
import type { FileType } from '@groundwork/domain'
import type { StorageKey } from '@groundwork/storage'
import { faultPoint } from '../fault/fault-point.ts'
import { withProvenTwin } from './check/prove-twin.ts'
import type { FileServices } from './file-services.ts'
import { settleInside } from './settle-intake.ts'
import type { UploadFields } from './upload.ts'
import { insertIntake, planIntake, type StoredFileRow } from './upload-intake.ts'

/** Bytes that lie complete under a key nobody else can write to, and have been judged. */
export interface AdoptedBytes {
  readonly fields: UploadFields
  /** Cleaned. */
  readonly name: string
  readonly type: FileType
  readonly blob: string
  readonly provider: string
  readonly key: StorageKey
  readonly content: BlobContent
  /** Was set aside for them before; it is settled here. */
  readonly reserved: number
}

/**
 * Makes a file, or the next version of one, of bytes that have arrived by another door than a stream. All in one transaction with
 * `besides`, where that door writes down what has become of them: there is never one without the other.
 */
export async function adoptBytes(
  services: FileServices,
  context: WorkContext,
  { fields, blob, provider, key, content, ...adopted }: AdoptedBytes,
  besides: (work: UnitOfWork, file: StoredFileRow) => Promise<void>,
): Promise<StoredFileRow> {
  const planned = { ...planIntake(services, { upload: fields, ...adopted }), blob, provider, key, filePath: key }
  const file = await withProvenTwin(services, (proven) =>
    services.database.withUnitOfWork(context, async (work) => {
      const intake = await insertIntake(services, work, planned)
      const settled = await settleInside(work, { intake, received: content, late: {}, proven })
      await besides(work, settled)
      return settled
    }),
  )
  faultPoint('after:bytes_adopted')
  return file
}
