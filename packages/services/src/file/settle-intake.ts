import {
  type BlobContent,
  endFileLease,
  moveVersion,
  nameBlob,
  settleContent,
  type UnitOfWork,
  type WorkContext,
} from '@groundwork/db'
import { type JsonObject, StoredFile } from '@groundwork/domain'
import { faultPoint } from '../fault/fault-point.ts'
import { withProvenTwin } from './check/prove-twin.ts'
import { leaseLost } from './file-lease.ts'
import type { FileServices } from './file-services.ts'
import { refuseHeld } from './lifecycle/refuse-kept.ts'
import { landedIn } from './new-file.ts'
import { type LastWord, type LateFields, lateFieldsOf, type UploadFields } from './upload.ts'
import type { Intake, StoredFileRow } from './upload-intake.ts'

export interface SettledIntake {
  readonly intake: Intake
  readonly received: BlobContent
  readonly late: LastWord
  /** A blob of which somebody has just seen that its bytes are there. */
  readonly proven: string | null
}

/** The bytes are safe: from here on the file or its version exists, counts against the quota and waits for its scan. */
export async function settleIntake(
  services: Pick<FileServices, 'database' | 'storages' | 'log'>,
  context: WorkContext,
  settled: Omit<SettledIntake, 'proven'>,
): Promise<StoredFileRow> {
  const file = await withProvenTwin(services, (proven) =>
    services.database.withUnitOfWork(context, (work) => settleInside(work, { ...settled, proven })),
  )
  faultPoint('after:upload_settled')
  return file
}

/** The same in a transaction that does more. The file's row is locked first, then quotas, then blobs, by everybody. */
export async function settleInside(
  work: UnitOfWork,
  { intake, received, late, proven }: SettledIntake,
): Promise<StoredFileRow> {
  const { version, organization, reserved } = intake
  const fence = endFileLease(work, version, intake.lease.token)
  const moved = tellStored(work, { intake, received, late })
  moved.catch(() => undefined) // Awaited below, unless the lease is lost: then that is all there is to say.
  if (!(await fence)) throw leaseLost()
  const file = await moved
  refuseHeld(file) // The hold may have come after the first byte.
  const blob = await settleContent(work, { blob: intake.blob, organization, content: received, reserved, proven })
  await Promise.all([
    moveVersion(work, version, { from: 'receiving', to: 'stored', reason: null }),
    ...(blob.id === intake.blob ? [] : [nameBlob(work, version, blob.id)]),
  ])
  return file
}

async function tellStored(
  work: UnitOfWork,
  { intake, received, late: { landing, ...late } }: Omit<SettledIntake, 'proven'>,
): Promise<StoredFileRow> {
  const { file, number, upload } = intake
  const { bytes: fileSize, sha256 } = received
  const told = { event: 'stored', details: toldOfUpload(intake, late, fileSize) }
  if (number > 1) {
    return work.update(StoredFile, file, { ...saidOf(upload, late), newVersionStatus: 'stored' }, told)
  }
  const landed = landing ? await landedIn(work, upload, landing) : {}
  const changes = { ...late, ...landed, status: 'stored', fileSize, sha256 } as const
  return work.update(StoredFile, file, changes, { ...told, action: 'add', expected: { status: 'receiving' } })
}

/** Before its bytes, and after them. */
const saidOf = (upload: UploadFields, late: LateFields): LateFields => ({ ...lateFieldsOf(upload), ...late })

export function toldOfUpload(
  { type, upload, number, filePath }: Intake,
  late: LateFields,
  fileSize: number,
): JsonObject {
  const { entityType, entityId } = saidOf(upload, late)
  return {
    version: number,
    filePath,
    fileSize,
    mimeType: type.mime,
    relatedObjectType: entityType ?? null,
    relatedObjectId: entityId ?? null,
    ...(upload.createdVia && { createdVia: upload.createdVia }),
  }
}
