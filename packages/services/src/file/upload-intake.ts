import {
  deleteUpload,
  extendFileLease,
  hasFileVersion,
  insertFileVersion,
  type Lease,
  releaseForReaper,
  reserveQuota,
  settleFileVersion,
  settleQuota,
  takeOverUpload,
  type UnitOfWork,
  type WorkContext,
} from '@groundwork/db'
import {
  type CreateOf,
  DomainError,
  type FileType,
  isDomainError,
  type JsonObject,
  type RowOf,
  StoredFile,
} from '@groundwork/domain'
import { type StorageKey, storageKey } from '@groundwork/storage'
import { v4, v7 } from 'uuid'
import type { FileServices } from './file-services.ts'

/** A process that says nothing for so long is dead; its upload is cleared away. */
const LEASE_SECONDS = 60
const RENEW_MS = 20_000

/** Quota is set aside in steps of this size when nobody said how much will come. */
export const RESERVATION_STEP = 8 * 1024 * 1024

export type StoredFileRow = RowOf<typeof StoredFile>

/** An upload under way: a row in state `receiving`, a version that holds the lease, and a reservation. */
export interface Intake {
  readonly file: string
  readonly version: string
  readonly organization: string
  readonly name: string
  readonly mimeType: string
  readonly entityType: string | null
  readonly entityId: string | null
  readonly key: StorageKey
  readonly lease: Lease
  reserved: number
}

export interface IntakeRequest {
  readonly fields: CreateOf<typeof StoredFile>
  readonly type: FileType
  readonly reserve: number
}

/** Reserves the quota and makes the row, in one transaction: there is never one without the other. */
export async function openIntake(
  { database, storage, clock }: FileServices,
  context: WorkContext,
  { fields, type, reserve }: IntakeRequest,
): Promise<Intake> {
  const { organization, originalFilename } = fields
  const file = v7()
  const intake: Intake = {
    file,
    version: v7(),
    organization,
    name: originalFilename,
    mimeType: type.mime,
    entityType: fields.entityType ?? null,
    entityId: fields.entityId ?? null,
    key: storageKey({
      organization,
      system: 'workspace',
      objectType: 'file',
      objectId: dayOf(clock()),
      fileId: file,
      name: originalFilename,
      timestamp: clock(),
    }),
    lease: { token: v4(), seconds: LEASE_SECONDS },
    reserved: reserve,
  }
  const uploadedBy = context.actor.kind === 'system' ? null : context.actor.userId
  await database.withUnitOfWork(context, async (work) => {
    await work.insert(StoredFile, {
      ...fields,
      id: file,
      kind: type.kind,
      mimeType: type.mime,
      status: 'receiving',
      uploadedBy,
    })
    const version = {
      id: intake.version,
      organization,
      file,
      storageProvider: storage.name,
      storageKey: intake.key,
      bytes: reserve,
      lease: intake.lease,
    }
    await Promise.all([insertFileVersion(work, version), reserveOrThrow(work, organization, reserve)])
  })
  return intake
}

/** Files of one day lie together: a folder of its own for each would cost a disk sync more than the file itself. */
const dayOf = (moment: Date) => moment.toISOString().slice(0, 10)

/** Sets more bytes aside for a running upload: a whole step, or just what is needed where a step does not fit any more. */
export async function growIntake(
  { database }: FileServices,
  context: WorkContext,
  { intake, least }: { readonly intake: Intake; readonly least: number },
): Promise<void> {
  const grow = async (growth: number) => {
    await database.withUnitOfWork(context, async (work) => {
      if (!(await extendFileLease(work, intake.version, { ...intake.lease, growth }))) throw leaseLost()
      await reserveOrThrow(work, intake.organization, growth)
    })
    intake.reserved += growth
  }
  try {
    await grow(Math.max(RESERVATION_STEP, least))
  } catch (error) {
    if (!isDomainError(error) || error.code !== 'quota_exceeded' || least >= RESERVATION_STEP) throw error
    await grow(least)
  }
}

/** Keeps the lease alive until stopped. `onLost` is told when somebody else has taken the upload over. */
export function holdLease(
  { database, log }: FileServices,
  context: WorkContext,
  { intake, onLost }: { readonly intake: Intake; readonly onLost: (error: DomainError) => void },
): () => void {
  const renew = async () => {
    const isHeld = await database.withUnitOfWork(context, (work) => extendFileLease(work, intake.version, intake.lease))
    if (!isHeld) onLost(leaseLost())
  }
  const timer = setInterval(() => {
    renew().catch((error: unknown) => log.warn({ err: error, file: intake.file }, 'upload lease not renewed'))
  }, RENEW_MS)
  timer.unref()
  return () => clearInterval(timer)
}

export interface ReceivedBytes {
  readonly bytes: number
  readonly sha256: string
  readonly etag: string
}

/** The bytes are safe: from here on the file exists, counts against the quota and waits for its scan. */
export function settleIntake(
  { database }: FileServices,
  context: WorkContext,
  { intake, received, late }: { readonly intake: Intake; readonly received: ReceivedBytes; readonly late: LateFields },
): Promise<StoredFileRow> {
  const { bytes, sha256, etag } = received
  const changes = { ...late, status: 'stored', fileSize: bytes, sha256 } as const
  return database.withUnitOfWork(context, async (work) => {
    const { token } = intake.lease
    const fence = settleFileVersion(work, intake.version, { token, changes: { bytes, sha256, etag } })
    const rest = Promise.all([
      work.update(StoredFile, intake.file, changes, {
        action: 'add',
        event: 'stored',
        details: toldOfUpload(intake, late, bytes),
        expected: { status: 'receiving' },
      }),
      settleQuota(work, intake.organization, { reserved: intake.reserved, kept: bytes }),
    ])
    rest.catch(() => undefined) // Awaited below, unless the lease is lost: then that is all there is to say.
    if (!(await fence)) throw leaseLost()
    const [file] = await rest
    return file
  })
}

const toldOfUpload = ({ key, mimeType, ...known }: Intake, late: LateFields, fileSize: number): JsonObject => ({
  filePath: key,
  fileSize,
  mimeType,
  relatedObjectType: late.entityType ?? known.entityType,
  relatedObjectId: late.entityId ?? known.entityId,
})

/** Fields that the transport delivered after the bytes. */
export type LateFields = Partial<Pick<CreateOf<typeof StoredFile>, 'tags' | 'customFields' | 'entityType' | 'entityId'>>

/**
 * Clears a failed upload away: first it is taken over, for it may have become a file without our hearing of it, and then
 * everything stays; then bytes, then row and reservation. Where the bytes cannot be removed now, a `failed` row without
 * reservation stays for the reaper.
 */
export async function discardIntake(
  { database, storage, log }: FileServices,
  context: WorkContext,
  { intake, cause }: { readonly intake: Intake; readonly cause: DomainError },
): Promise<void> {
  const { file, version, organization, name, reserved } = intake
  const lease: Lease = { token: v4(), seconds: LEASE_SECONDS }
  const state = await database.withUnitOfWork(context, async (work) => {
    if (await takeOverUpload(work, version, { token: intake.lease.token, by: lease })) return 'ours'
    return (await hasFileVersion(work, version)) ? 'kept' : 'gone'
  })
  if (state === 'kept') return
  // A reaper was faster than the last bytes: no row names them any more.
  if (state === 'gone') return storage.remove([intake.key])
  const areBytesGone = await storage.remove([intake.key]).then(
    () => true,
    (error: unknown) => {
      log.warn({ err: error, file }, 'bytes of a refused upload not removed yet')
      return false
    },
  )
  await database.withUnitOfWork(context, async (work) => {
    const isOurs = areBytesGone
      ? await deleteUpload(work, { id: version, file }, lease.token)
      : await releaseForReaper(work, version, lease.token)
    if (!isOurs) return
    if (!areBytesGone) {
      const changes = { status: 'failed', statusReason: cause.message } as const
      await work.update(StoredFile, file, changes, {
        action: 'add',
        event: 'failed',
        expected: { status: 'receiving' },
      })
    }
    await settleQuota(work, organization, { reserved, kept: 0 })
    recordRefusal(work, { organization, file, name, cause })
  })
}

export interface RefusedUpload {
  readonly organization: string
  readonly file: string | null
  readonly name: string
  readonly cause: DomainError
}

/** A refusal is worth as much to an auditor as an upload. Clients that already show the row hear that it is gone. */
export function recordRefusal(work: UnitOfWork, { organization, file, name, cause }: RefusedUpload): void {
  work.record({
    action: 'UPLOAD',
    resource: StoredFile,
    organization,
    objectId: file,
    objectRepr: name,
    details: { success: false, error: cause.message, code: cause.code, reason: cause.reason ?? cause.code },
  })
  if (file) work.emit({ topic: 'file.refused', organization, resource: 'file', objectId: file, payload: {} })
}

async function reserveOrThrow(work: UnitOfWork, organization: string, bytes: number): Promise<void> {
  if (await reserveQuota(work, organization, bytes)) return
  throw new DomainError('quota_exceeded', 'There is not enough storage left in this organization for the file', {
    fields: { file: ['Not enough storage left'] },
  })
}

const leaseLost = () =>
  new DomainError('unavailable', 'The upload was interrupted for too long. Send the file again.', {
    reason: 'lease_lost',
  })
