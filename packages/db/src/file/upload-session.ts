import type { JsonObject } from '@groundwork/domain'
import type { UnitOfWork } from '../work/contract.ts'
import type { Lease } from './file-version.ts'

export type UploadSessionKind = 'tus' | 'direct'

/** `open` takes bytes, `finishing` has them all, `done` became a file, `failed` will become none. */
export type UploadSessionStatus = 'open' | 'finishing' | 'done' | 'failed'

export interface SessionPart {
  readonly number: number
  readonly etag: string
  readonly bytes: number
}

/** An upload that comes in several goes, and how far it is. */
export interface UploadSession {
  readonly id: string
  readonly organization: string
  readonly user: string | null
  /** The upload-only link it came through. */
  readonly link: string | null
  readonly kind: UploadSessionKind
  readonly status: UploadSessionStatus
  readonly metadata: JsonObject
  /** Null as long as the sender does not know. */
  readonly declaredBytes: number | null
  readonly receivedBytes: number
  readonly reservedBytes: number
  readonly storageProvider: string
  readonly storageKey: string
  readonly multipartId: string
  readonly partBytes: number
  readonly parts: readonly SessionPart[]
  readonly tailSlot: number
  readonly file: string | null
  /** Why it failed, as its sender is told. */
  readonly problem: JsonObject | null
  readonly expiresAt: Date
  readonly createdAt: Date
}

interface SessionRow {
  id: string
  organization_id: string
  user_id: string | null
  link_id: string | null
  kind: UploadSessionKind
  status: UploadSessionStatus
  metadata: JsonObject
  declared_bytes: string | number | null
  received_bytes: string | number
  reserved_bytes: string | number
  storage_provider: string
  storage_key: string
  multipart_id: string
  part_bytes: number
  parts: SessionPart[]
  tail_slot: number
  file_id: string | null
  problem: JsonObject | null
  expires_at: Date | string
  created_at: Date | string
}

const columns = `id, organization_id, user_id, link_id, kind, status, metadata, declared_bytes, received_bytes, reserved_bytes,
  storage_provider, storage_key, multipart_id, part_bytes, parts, tail_slot, file_id, problem, expires_at, created_at`

export type NewUploadSession = Omit<
  UploadSession,
  'status' | 'receivedBytes' | 'parts' | 'tailSlot' | 'file' | 'problem' | 'createdAt'
>

export async function insertUploadSession(work: UnitOfWork, session: NewUploadSession): Promise<UploadSession> {
  const [row] = await work.query<SessionRow>(
    `insert into upload_session (id, organization_id, user_id, link_id, kind, metadata, declared_bytes, reserved_bytes,
       storage_provider, storage_key, multipart_id, part_bytes, expires_at)
     values ($1, $2, $3, $4, $5, $6::jsonb, $7, $8, $9, $10, $11, $12, $13) returning ${columns}`,
    [
      session.id,
      session.organization,
      session.user,
      session.link,
      session.kind,
      JSON.stringify(session.metadata),
      session.declaredBytes,
      session.reservedBytes,
      session.storageProvider,
      session.storageKey,
      session.multipartId,
      session.partBytes,
      session.expiresAt,
    ],
  )
  if (!row) throw new Error('An upload session was not written')
  return toSession(row)
}

/** Whose it is, is for the caller to compare: row-level security has looked at the organization alone. */
export async function findUploadSession(work: UnitOfWork, id: string): Promise<UploadSession | null> {
  const [row] = await work.query<SessionRow>(`select ${columns} from upload_session where id = $1`, [id])
  return row ? toSession(row) : null
}

export interface OpenSessions {
  /** Of the same person or link, in this organization. */
  readonly own: number
  /** Set aside for those. */
  readonly ownBytes: number
  readonly all: number
}

/** How many uploads are under way in an organization. */
export async function countOpenSessions(
  work: UnitOfWork,
  { organization, user, link, now }: Pick<UploadSession, 'organization' | 'user' | 'link'> & { readonly now: Date },
): Promise<OpenSessions> {
  const [row] = await work.query<Omit<OpenSessions, 'ownBytes'> & { bytes: string | number | null }>(
    `select count(*)::int as all, count(*) filter (where user_id = $2 or link_id = $3)::int as own,
       sum(reserved_bytes) filter (where user_id = $2 or link_id = $3) as bytes
     from upload_session where organization_id = $1 and status = 'open' and expires_at > $4`,
    [organization, user, link, now],
  )
  return { own: row?.own ?? 0, ownBytes: Number(row?.bytes ?? 0), all: row?.all ?? 0 }
}

/** Takes the session, unless somebody else is writing to it. */
export async function leaseUploadSession(work: UnitOfWork, id: string, lease: Lease): Promise<UploadSession | null> {
  const [row] = await work.query<SessionRow>(
    `update upload_session set lease_token = $2, lease_until = now() + make_interval(secs => $3)
     where id = $1 and (lease_until is null or lease_until < now()) returning ${columns}`,
    [id, lease.token, lease.seconds],
  )
  return row ? toSession(row) : null
}

export interface SessionChanges {
  readonly status?: UploadSessionStatus
  readonly declaredBytes?: number
  readonly receivedBytes?: number
  /** All of them. */
  readonly parts?: readonly SessionPart[]
  readonly tailSlot?: number
  /** Bytes set aside besides; negative ones were given back. */
  readonly growth?: number
  readonly file?: string
  readonly problem?: JsonObject
  readonly expiresAt?: Date
}

/** Writes how far it is and holds on to the lease. False when the lease was lost: then nothing is written. */
export async function updateUploadSession(
  work: UnitOfWork,
  id: string,
  { token, seconds, changes = {} }: Lease & { readonly changes?: SessionChanges },
): Promise<boolean> {
  const rows = await work.query(
    `update upload_session set lease_until = now() + make_interval(secs => $3),
       status = coalesce($4, status), declared_bytes = coalesce($5, declared_bytes),
       received_bytes = coalesce($6, received_bytes), parts = coalesce($7::jsonb, parts),
       tail_slot = coalesce($8, tail_slot), reserved_bytes = greatest(reserved_bytes + $9, 0),
       file_id = coalesce($10, file_id), problem = coalesce($11::jsonb, problem), expires_at = coalesce($12, expires_at)
     where id = $1 and lease_token = $2 returning id`,
    [
      id,
      token,
      seconds,
      changes.status ?? null,
      changes.declaredBytes ?? null,
      changes.receivedBytes ?? null,
      changes.parts ? JSON.stringify(changes.parts) : null,
      changes.tailSlot ?? null,
      changes.growth ?? 0,
      changes.file ?? null,
      changes.problem ? JSON.stringify(changes.problem) : null,
      changes.expiresAt ?? null,
    ],
  )
  return rows.length === 1
}

export async function endUploadLease(work: UnitOfWork, id: string, token: string): Promise<void> {
  await work.query(
    'update upload_session set lease_token = null, lease_until = null where id = $1 and lease_token = $2',
    [id, token],
  )
}

/**
 * Takes one session that is over, unless somebody is writing to it still: those first that nobody has tried to clear away yet. Two
 * reapers never take the same.
 */
export async function takeExpiredSession(
  work: UnitOfWork,
  lease: Lease & { readonly now: Date },
): Promise<UploadSession | null> {
  const [row] = await work.query<SessionRow>(
    `update upload_session set lease_token = $1, lease_until = now() + make_interval(secs => $2)
     where id = (select id from upload_session where expires_at < $3 and (lease_until is null or lease_until < now())
       order by lease_until nulls first, expires_at limit 1 for update skip locked)
     returning ${columns}`,
    [lease.token, lease.seconds, lease.now],
  )
  return row ? toSession(row) : null
}

/**
 * Ends what came through a link and is no file yet: its time is over, and nothing is set aside for it any more. Whoever is writing to one
 * loses it, and has as long as their lease lasted to hear of that before it is cleared away. The caller has locked the quota.
 */
export async function endSessionsOfLink(
  work: UnitOfWork,
  { organization, link, now }: { readonly organization: string; readonly link: string; readonly now: Date },
): Promise<{ readonly ended: number; readonly reserved: number }> {
  const [row] = await work.query<{ ended: number; reserved: string | number | null }>(
    `with under_way as (select id, reserved_bytes from upload_session
         where organization_id = $1 and link_id = $2 and status = 'open' order by id for update),
       over as (update upload_session s set expires_at = least(s.expires_at, $3::timestamptz - interval '1 millisecond'),
           reserved_bytes = 0, lease_token = gen_random_uuid()
         from under_way u where s.id = u.id)
     select count(*)::int as ended, sum(reserved_bytes) as reserved from under_way`,
    [organization, link, now],
  )
  return { ended: row?.ended ?? 0, reserved: Number(row?.reserved ?? 0) }
}

/** False when the lease was lost. */
export async function deleteUploadSession(work: UnitOfWork, id: string, token: string): Promise<boolean> {
  const rows = await work.query('delete from upload_session where id = $1 and lease_token = $2 returning id', [
    id,
    token,
  ])
  return rows.length === 1
}

const toSession = (row: SessionRow): UploadSession => ({
  id: row.id,
  organization: row.organization_id,
  user: row.user_id,
  link: row.link_id,
  kind: row.kind,
  status: row.status,
  metadata: row.metadata,
  declaredBytes: row.declared_bytes === null ? null : Number(row.declared_bytes),
  receivedBytes: Number(row.received_bytes),
  reservedBytes: Number(row.reserved_bytes),
  storageProvider: row.storage_provider,
  storageKey: row.storage_key,
  multipartId: row.multipart_id,
  partBytes: row.part_bytes,
  parts: row.parts,
  tailSlot: row.tail_slot,
  file: row.file_id,
  problem: row.problem,
  expiresAt: new Date(row.expires_at),
  createdAt: new Date(row.created_at),
})
