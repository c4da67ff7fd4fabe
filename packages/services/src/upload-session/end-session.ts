import {
  asSystem,
  deleteUploadSession,
  returnDownload,
  takeExpiredSession,
  type UploadSession,
  type WorkContext,
} from '@groundwork/db'
import { faultPoint } from '../fault/fault-point.ts'
import { type Clearing, clearEach } from '../file/clear-each.ts'
import { leaseLost } from '../file/file-lease.ts'
import type { FileServices } from '../file/file-services.ts'
import { releaseReservation } from '../file/reserve.ts'
import { holdSessionToEnd, running } from './hold-session.ts'
import { multipartOf, strayKeys } from './multipart-of.ts'
import type { Sender } from './sender.ts'

const system = asSystem('clear away uploads that nobody finished')

/** The sender has no more use for it, whether or not its time is over. A file that it became stays. */
export function cancelUploadSession(services: FileServices, sender: Sender, id: string): Promise<void> {
  return holdSessionToEnd(services, sender, id, ({ session, lease }) =>
    end(services, sender, { session, token: lease.token }),
  )
}

/** Clears away sessions that are over. Any number may run at once. Says how many it cleared. */
export async function reapUploadSessions(
  services: Pick<FileServices, 'database' | 'storages' | 'clock' | 'log'>,
  signal?: AbortSignal,
): Promise<number> {
  const { database, clock } = services
  const clearing: Clearing<UploadSession> = {
    what: 'upload session',
    take: (lease) => database.withUnitOfWork(system, (work) => takeExpiredSession(work, { ...lease, now: clock() })),
    clear: (session, { token }) => end(services, system, { session, token }),
  }
  return clearEach(services, clearing, signal)
}

interface Ending {
  readonly session: UploadSession
  readonly token: string
}

/** Bytes first, then reservation and row: what breaks off in between is found again. Quotas are locked before sessions by everybody. */
async function end(
  { database, storages }: Pick<FileServices, 'database' | 'storages'>,
  context: WorkContext,
  { session, token }: Ending,
): Promise<void> {
  const { id, organization, reservedBytes, status, link } = session
  const storage = storages.of(session.storageProvider)
  if (status !== 'done') await storage.abortParts(multipartOf(session))
  await storage.remove(strayKeys(session))
  faultPoint('after:session_bytes_removed')
  await database.withUnitOfWork(context, async (work) => {
    await releaseReservation(work, { organization, bytes: reservedBytes })
    if (!(await deleteUploadSession(work, id, token))) throw leaseLost()
    if (status === 'open' && link !== null) await returnDownload(work, link)
  })
  running.forget(id)
}
