import {
  deleteUpload,
  hasFileVersion,
  type Lease,
  releaseForReaper,
  takeOverUpload,
  type UnitOfWork,
  type WorkContext,
} from '@groundwork/db'
import { type DomainError, StoredFile } from '@groundwork/domain'
import { v4 } from 'uuid'
import { faultPoint } from '../fault/fault-point.ts'
import { LEASE_SECONDS } from './file-lease.ts'
import type { FileServices } from './file-services.ts'
import { releaseReservation } from './reserve.ts'
import type { Intake } from './upload-intake.ts'
import { tellNewVersion } from './version/tell-new-version.ts'

/**
 * Clears a failed upload away: first it is taken over, for it may have become a file without our hearing of it, and then
 * everything stays; then bytes, then row and reservation. Where the bytes cannot be removed now, a `failed` version without
 * reservation stays for the reaper.
 */
export async function discardIntake(
  services: FileServices,
  context: WorkContext,
  { intake, cause }: { readonly intake: Intake; readonly cause: DomainError },
): Promise<void> {
  const { version } = intake
  const { database } = services
  const lease: Lease = { token: v4(), seconds: LEASE_SECONDS }
  const state = await database.withUnitOfWork(context, async (work) => {
    if (await takeOverUpload(work, version, { token: intake.lease.token, by: lease })) return 'ours'
    return (await hasFileVersion(work, version)) ? 'kept' : 'gone'
  })
  if (state === 'kept') return
  // A reaper was faster than the last bytes: no row names them any more.
  if (state === 'gone') return services.storages.of(intake.provider).remove([intake.key])
  const areBytesGone = await removeRefused(services, intake)
  faultPoint('after:refused_bytes_removed')
  const clear = areBytesGone ? forget : leaveToReaper
  await database.withUnitOfWork(context, (work) => clear(work, { intake, cause, token: lease.token }))
}

/** False when they cannot be removed now. */
export const removeRefused = (
  { storages, log }: Pick<FileServices, 'storages' | 'log'>,
  { file, provider, key }: Intake,
): Promise<boolean> =>
  storages
    .of(provider)
    .remove([key])
    .then(
      () => true,
      (error: unknown) => {
        log.warn({ err: error, file }, 'bytes of a refused upload not removed yet')
        return false
      },
    )

interface Cleared {
  readonly intake: Intake
  readonly cause: DomainError
  readonly token: string
}

async function forget(work: UnitOfWork, { intake, cause, token }: Cleared): Promise<void> {
  const { file, version, blob, organization, reserved, name, number } = intake
  const deleted = await deleteUpload(work, { id: version, file, blob }, token)
  if (!deleted) return
  if (!deleted.wasWholeFile) await tellNewVersion(work, file)
  await releaseReservation(work, { organization, bytes: reserved })
  recordRefusal(work, { organization, file, name, number, cause })
}

async function leaveToReaper(work: UnitOfWork, { intake, cause, token }: Cleared): Promise<void> {
  const { file, version, organization, reserved, name, number } = intake
  if (!(await releaseForReaper(work, version, token))) return
  const changes =
    number > 1
      ? ({ newVersionStatus: 'failed' } as const)
      : ({ status: 'failed', statusReason: cause.message } as const)
  await work.update(StoredFile, file, changes, { action: number > 1 ? 'change' : 'add', event: 'failed' })
  await releaseReservation(work, { organization, bytes: reserved })
  recordRefusal(work, { organization, file, name, number, cause })
}

export interface RefusedUpload {
  /** Null where nobody knows yet whose file it would have been. */
  readonly organization: string | null
  readonly file: string | null
  readonly name: string
  /** From the second version on the file stays as it was. */
  readonly number?: number
  readonly cause: DomainError
}

/** A refusal is worth as much to an auditor as an upload. Clients that already show the row hear that it is gone. */
export function recordRefusal(work: UnitOfWork, { organization, file, name, number = 1, cause }: RefusedUpload): void {
  work.record({
    action: 'UPLOAD',
    resource: StoredFile,
    organization,
    objectId: file,
    objectRepr: name,
    details: { success: false, error: cause.message, code: cause.code, reason: cause.reason ?? cause.code },
  })
  if (file && number === 1)
    work.emit({ topic: 'file.refused', organization, resource: 'file', objectId: file, payload: {} })
}
