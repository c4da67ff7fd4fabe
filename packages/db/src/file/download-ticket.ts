import type { JsonObject } from '@groundwork/domain'
import type { UnitOfWork } from '../work/contract.ts'

/** A selection that somebody may fetch once, without showing who they are, while the session that asked for it lasts. */
export interface DownloadTicket {
  readonly id: string
  readonly userId: string
  readonly sessionId: string
  readonly selection: JsonObject
}

export async function insertDownloadTicket(
  work: UnitOfWork,
  { id, userId, sessionId, selection, expiresAt }: DownloadTicket & { readonly expiresAt: Date },
): Promise<void> {
  await work.query(
    'insert into download_ticket (id, user_id, session_id, selection, expires_at) values ($1, $2, $3, $4::jsonb, $5)',
    [id, userId, sessionId, JSON.stringify(selection), expiresAt],
  )
}

/** Takes a ticket: whoever comes second finds none, nor does who comes late. */
export async function takeDownloadTicket(work: UnitOfWork, id: string, now: Date): Promise<DownloadTicket | null> {
  const [ticket] = await work.query<DownloadTicket>(
    `delete from download_ticket where id = $1 and expires_at > $2
     returning id, user_id as "userId", session_id as "sessionId", selection`,
    [id, now],
  )
  return ticket ?? null
}
