import {
  extendFileLease,
  insertBlob,
  insertFileVersion,
  type Lease,
  nextVersionNumber,
  type UnitOfWork,
  type WorkContext,
} from '@groundwork/db'
import { type FileType, isDomainError, type RowOf, StoredFile } from '@groundwork/domain'
import type { StorageKey } from '@groundwork/storage'
import { v4, v7 } from 'uuid'
import { LEASE_SECONDS, leaseLost } from './file-lease.ts'
import { keyOf } from './file-path.ts'
import type { FileServices } from './file-services.ts'
import { newFile, uploaderOf } from './new-file.ts'
import { rulesOf } from './policy/rules-of.ts'
import { RESERVATION_STEP, reserve } from './reserve.ts'
import type { UploadFields } from './upload.ts'
import { reachReplaced } from './version/reach-replaced.ts'

export type StoredFileRow = RowOf<typeof StoredFile>

/** An upload under way: a version in state `receiving` that holds the lease and a reservation, and the blob its bytes go to. */
export interface Intake {
  readonly file: string
  /** From the second one on its file has been there before. */
  readonly number: number
  readonly version: string
  readonly blob: string
  readonly organization: string
  readonly name: string
  readonly type: FileType
  readonly upload: UploadFields
  /** How the storage service names the file; the bytes may lie elsewhere. */
  readonly filePath: string
  readonly provider: string
  readonly key: StorageKey
  readonly lease: Lease
  reserved: number
}

export interface IntakeRequest {
  readonly upload: UploadFields
  readonly name: string
  readonly type: FileType
  /** Bytes that are set aside with it. */
  readonly reserved: number
}

/** What an upload is called by, before there is a row of it. */
export function planIntake(
  { storages, clock }: Pick<FileServices, 'storages' | 'clock'>,
  { upload, name, type, reserved }: IntakeRequest,
): Intake {
  const { organization, place } = upload
  const blob = v7()
  const key = keyOf({ organization, place, name, timestamp: clock(), id: blob })
  return {
    file: upload.replaces ?? v7(),
    number: 1,
    version: v7(),
    blob,
    organization,
    name,
    type,
    upload,
    provider: storages.main.name,
    filePath: key,
    key,
    lease: { token: v4(), seconds: LEASE_SECONDS },
    reserved,
  }
}

/** Reserves the quota and makes the rows, in one transaction: there is never one without the other. */
export function openIntake(services: FileServices, context: WorkContext, request: IntakeRequest): Promise<Intake> {
  const planned = planIntake(services, request)
  return services.database.withUnitOfWork(context, async (work) => {
    const intake = await insertIntake(services, work, planned)
    await reserve(work, { organization: intake.organization, bytes: intake.reserved })
    return intake
  })
}

/** The rows of an upload: of a new file, or of a file's next version. */
export async function insertIntake(
  { clock }: Pick<FileServices, 'clock'>,
  work: UnitOfWork,
  planned: Intake,
): Promise<Intake> {
  const intake = planned.upload.replaces ? await addVersion(work, planned) : await addFile(work, planned, clock())
  const { organization, file, version, number, blob, name, type, lease, reserved } = intake
  await Promise.all([
    insertBlob(work, {
      id: blob,
      organization,
      storageProvider: intake.provider,
      storageKey: intake.key,
    }),
    insertFileVersion(work, {
      id: version,
      organization,
      file,
      number,
      blob,
      fileName: name,
      mimeType: type.mime,
      kind: type.kind,
      status: 'receiving',
      reservedBytes: reserved,
      lease,
      createdBy: uploaderOf(work),
    }),
  ])
  return intake
}

async function addFile(work: UnitOfWork, intake: Intake, timestamp: Date): Promise<Intake> {
  const rules = await rulesOf(work, intake.organization)
  const values = await newFile(work, intake, { rules, timestamp })
  await work.insert(StoredFile, { ...values, status: 'receiving' })
  return { ...intake, filePath: values.filePath }
}

async function addVersion(work: UnitOfWork, intake: Intake): Promise<Intake> {
  const file = await reachReplaced(work, intake.file)
  const number = await nextVersionNumber(work, file.id)
  await work.update(StoredFile, file.id, { newVersionStatus: 'receiving' }, { event: 'version-receiving' })
  return { ...intake, number, filePath: file.filePath }
}

/** Sets more bytes aside for a running upload: a whole step, or just what is needed where a step does not fit any more. */
export async function growIntake(
  { database }: Pick<FileServices, 'database'>,
  context: WorkContext,
  { intake, least }: { readonly intake: Intake; readonly least: number },
): Promise<void> {
  const { organization, version, lease } = intake
  const grow = async (bytes: number) => {
    await database.withUnitOfWork(context, async (work) => {
      if (!(await extendFileLease(work, version, { ...lease, growth: bytes }))) throw leaseLost()
      await reserve(work, { organization, bytes })
    })
    intake.reserved += bytes
  }
  try {
    await grow(Math.max(RESERVATION_STEP, least))
  } catch (error) {
    if (!isDomainError(error) || error.code !== 'quota_exceeded' || least >= RESERVATION_STEP) throw error
    await grow(least)
  }
}
