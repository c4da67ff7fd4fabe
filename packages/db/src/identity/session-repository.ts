import type { Session } from '@groundwork/domain'
import type { UnitOfWork } from '../work/contract.ts'

export interface NewSession {
  readonly id: string
  readonly userId: string
  readonly refreshHash: string
  readonly userAgent: string | null
  readonly ip: string | null
  readonly now: Date
  readonly expiresAt: Date
}

/** With the commit. */
export function insertSession(work: UnitOfWork, session: NewSession): void {
  const { id, userId, refreshHash, userAgent, ip, now, expiresAt } = session
  work.atCommit(
    `insert into session (id, user_id, refresh_hash, user_agent, ip, created_at, last_used_at, expires_at)
     values ($1, $2, $3, $4, $5, $6, $6, $7)`,
    [id, userId, refreshHash, userAgent, ip, now, expiresAt],
  )
}

/** A session as rotation sees it. */
export interface RotatingSession {
  readonly userId: string
  readonly username: string
  readonly refreshHash: string
  readonly previousHash: string | null
  readonly previousRotatedAt: string | null
}

/** Locks a live session of an active user: two refreshes at the same moment come one after the other. */
export async function lockLiveSession(work: UnitOfWork, id: string, now: Date): Promise<RotatingSession | null> {
  const [session] = await work.query<RotatingSession>(
    `select session.user_id as "userId", person.username, session.refresh_hash as "refreshHash",
       session.previous_hash as "previousHash", session.previous_rotated_at as "previousRotatedAt"
     from session join app_user person on person.id = session.user_id
     where session.id = $1 and session.revoked_at is null and session.expires_at > $2 and person.is_active
     for update of session`,
    [id, now],
  )
  return session ?? null
}

export async function rotateSession(
  work: UnitOfWork,
  id: string,
  { refreshHash, now, expiresAt }: { readonly refreshHash: string; readonly now: Date; readonly expiresAt: Date },
): Promise<void> {
  await work.query(
    `update session
     set previous_hash = refresh_hash, previous_rotated_at = $3, refresh_hash = $2,
       generation = generation + 1, last_used_at = $3, expires_at = $4
     where id = $1`,
    [id, refreshHash, now, expiresAt],
  )
}

export interface EndedSession {
  readonly userId: string
  readonly username: string
}

/** Null when the session is not theirs, unknown, or over already. */
export async function endSession(
  work: UnitOfWork,
  { id, userId, now }: { readonly id: string; readonly userId?: string | undefined; readonly now: Date },
): Promise<EndedSession | null> {
  const [ended] = await work.query<EndedSession>(
    `update session set revoked_at = $3 from app_user person
     where session.id = $1 and person.id = session.user_id and ($2::uuid is null or session.user_id = $2)
       and session.revoked_at is null and session.expires_at > $3
     returning session.user_id as "userId", person.username`,
    [id, userId ?? null, now],
  )
  return ended ?? null
}

/** Ends all of a user's live sessions, or all but one. Gives the ids of those that ended now. */
export async function endSessionsOf(
  work: UnitOfWork,
  { userId, except, now }: { readonly userId: string; readonly except?: string | undefined; readonly now: Date },
): Promise<string[]> {
  const ended = await work.query<{ id: string }>(
    `update session set revoked_at = $3
     where user_id = $1 and ($2::uuid is null or id <> $2) and revoked_at is null and expires_at > $3 returning id`,
    [userId, except ?? null, now],
  )
  return ended.map(({ id }) => id)
}

/** Live sessions, the one used last first. */
export const listLiveSessions = (work: UnitOfWork, userId: string, now: Date) =>
  work.query<Omit<Session, 'isCurrent'>>(
    `select id, user_agent as "userAgent", ip, created_at as "createdAt", last_used_at as "lastUsedAt",
       expires_at as "expiresAt"
     from session where user_id = $1 and revoked_at is null and expires_at > $2
     order by last_used_at desc, id desc limit 200`,
    [userId, now],
  )
