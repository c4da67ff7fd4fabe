import {
  endUploadLease,
  findUploadSession,
  type Lease,
  leaseUploadSession,
  type SessionChanges,
  type UploadSession,
  updateUploadSession,
} from '@groundwork/db'
import { DomainError, notFound } from '@groundwork/domain'
import { validate as isUuid, v4 } from 'uuid'
import { LEASE_SECONDS, leaseLost } from '../file/file-lease.ts'
import type { FileServices } from '../file/file-services.ts'
import { RunningUploads } from './running-uploads.ts'
import { isOwn, type Sender } from './sender.ts'

const RENEW_MS = 20_000

/** What this process is receiving. */
export const running = new RunningUploads()

/** The session as its sender may see it. @throws DomainError not_found, for those of others as well; not_available when its time is over */
export async function readUploadSession(
  services: Pick<FileServices, 'database' | 'clock'>,
  sender: Sender,
  id: string,
): Promise<UploadSession> {
  const session = await findOwnSession(services, sender, id)
  if (session.expiresAt <= services.clock()) throw expired()
  return session
}

/** The same, also when its time is over. */
async function findOwnSession(
  { database }: Pick<FileServices, 'database'>,
  sender: Sender,
  id: string,
): Promise<UploadSession> {
  const session = isUuid(id) ? await database.withUnitOfWork(sender, (work) => findUploadSession(work, id)) : null
  if (!session || !isOwn(session, sender)) throw notFound('upload')
  return session
}

/** A session that nobody else writes to, in this process or another. */
export interface HeldSession {
  readonly session: UploadSession
  readonly lease: Lease
  /** Aborted when the same sender comes anew, or the lease was lost. */
  readonly signal: AbortSignal
  /** @throws DomainError when the session is somebody else's now */
  save(changes: SessionChanges): Promise<void>
}

/** Holds a session while it is written to. @throws DomainError conflict, `upload_locked`, while another process does */
export async function holdSession<Result>(
  services: FileServices,
  sender: Sender,
  id: string,
  use: (held: HeldSession) => Promise<Result>,
): Promise<Result> {
  await readUploadSession(services, sender, id)
  return hold(services, sender, id, use)
}

/** Holds a session to end it, also when its time is over: nobody has to wait for the reaper. */
export async function holdSessionToEnd(
  services: FileServices,
  sender: Sender,
  id: string,
  end: (held: HeldSession) => Promise<void>,
): Promise<void> {
  await findOwnSession(services, sender, id)
  await hold(services, sender, id, end)
}

async function hold<Result>(
  services: FileServices,
  sender: Sender,
  id: string,
  use: (held: HeldSession) => Promise<Result>,
): Promise<Result> {
  const turn = await running.takeTurn(id)
  const lease: Lease = { token: v4(), seconds: LEASE_SECONDS }
  const { database, log } = services
  const lost = new AbortController()
  const save = async (changes: SessionChanges) => {
    const isHeld = await database.withUnitOfWork(sender, (work) => updateUploadSession(work, id, { ...lease, changes }))
    if (isHeld) return
    lost.abort(leaseLost())
    throw leaseLost()
  }
  const timer = setInterval(() => {
    save({}).catch((error: unknown) => log.warn({ err: error, upload: id }, 'lease of an upload not renewed'))
  }, RENEW_MS)
  timer.unref()
  try {
    const session = await database.withUnitOfWork(sender, (work) => leaseUploadSession(work, id, lease))
    if (!session) throw locked()
    return await use({ session, lease, signal: AbortSignal.any([turn.signal, lost.signal]), save })
  } finally {
    clearInterval(timer)
    await database.withUnitOfWork(sender, (work) => endUploadLease(work, id, lease.token))
    turn.end()
  }
}

const expired = () =>
  new DomainError('not_available', 'Nobody went on with this upload in time. Begin anew.', { reason: 'upload_expired' })

const locked = () =>
  new DomainError('conflict', 'This upload is being written to at the moment. Try again soon.', {
    reason: 'upload_locked',
  })
