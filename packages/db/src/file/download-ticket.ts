import type { JsonObject } from '@groundwork/domain'
import type { UnitOfWork } from '../work/contract.ts'

/** A selection that somebody may fetch once, without showing who they are. */
export interface DownloadTicket {
  readonly id: string
  readonly user: string
  readonly selection: JsonObject
}

export async function insertDownloadTicket(
  work: UnitOfWork,
  { id, user, selection, expiresAt }: DownloadTicket & { readonly expiresAt: Date },
): Promise<void> {
  await work.query('insert into download_ticket (id, user_id, selection, expires_at) values ($1, $2, $3::jsonb, $4)', [
    id,
    user,
    JSON.stringify(selection),
    expiresAt,
  ])
}

/** Takes a ticket: whoever comes second finds none, nor does who comes late. */
export async function takeDownloadTicket(work: UnitOfWork, id: string, now: Date): Promise<DownloadTicket | null> {
  const [row] = await work.query<{ id: string; user_id: string; selection: JsonObject }>(
    'delete from download_ticket where id = $1 and expires_at > $2 returning id, user_id, selection',
    [id, now],
  )
  return row ? { id: row.id, user: row.user_id, selection: row.selection } : null
}
