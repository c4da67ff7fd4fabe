import { v7 } from 'uuid'
import type { UnitOfWork } from '../work/contract.ts'

export interface SecondFactor {
  readonly sealedSecret: string
  readonly isConfirmed: boolean
}

export async function findSecondFactor(work: UnitOfWork, userId: string): Promise<SecondFactor | null> {
  const [factor] = await work.query<SecondFactor>(
    `select sealed_secret as "sealedSecret", confirmed_at is not null as "isConfirmed"
     from second_factor where user_id = $1`,
    [userId],
  )
  return factor ?? null
}

/** Keeps a secret that waits for its first code, in place of one that waited before. False when a confirmed one stands. */
export async function offerSecondFactor(
  work: UnitOfWork,
  { userId, sealedSecret, now }: { readonly userId: string; readonly sealedSecret: string; readonly now: Date },
): Promise<boolean> {
  const kept = await work.query(
    `insert into second_factor (user_id, sealed_secret, created_at) values ($1, $2, $3)
     on conflict (user_id) do update set sealed_secret = excluded.sealed_secret, created_at = excluded.created_at
       where second_factor.confirmed_at is null
     returning user_id`,
    [userId, sealedSecret, now],
  )
  return kept.length === 1
}

/** False when the secret is no longer the one that was offered, or is confirmed already: of two at once, one wins. */
export async function confirmSecondFactor(
  work: UnitOfWork,
  confirmed: { readonly userId: string; readonly sealedSecret: string; readonly step: number; readonly now: Date },
): Promise<boolean> {
  const { userId, sealedSecret, step, now } = confirmed
  const rows = await work.query(
    `update second_factor set confirmed_at = $3, last_step = $4
     where user_id = $1 and sealed_secret = $2 and confirmed_at is null returning user_id`,
    [userId, sealedSecret, now, step],
  )
  if (rows.length === 1) await markSecondFactor(work, { userId, hasSecondFactor: true, now })
  return rows.length === 1
}

/** Takes the code of one time step, once. False when that code, or a later one, was taken before. */
export async function takeTotpStep(work: UnitOfWork, userId: string, step: number): Promise<boolean> {
  const taken = await work.query(
    `update second_factor set last_step = $2
     where user_id = $1 and confirmed_at is not null and last_step < $2 returning user_id`,
    [userId, step],
  )
  return taken.length === 1
}

/** The factor and its backup codes are gone. False when there was none. */
export async function removeSecondFactor(
  work: UnitOfWork,
  { userId, now }: { readonly userId: string; readonly now: Date },
): Promise<boolean> {
  const removed = await work.query('delete from second_factor where user_id = $1 returning confirmed_at', [userId])
  await work.query('delete from backup_code where user_id = $1', [userId])
  if (removed.length === 1) await markSecondFactor(work, { userId, hasSecondFactor: false, now })
  return removed.length === 1
}

/** New codes end the old ones, used or not. */
export async function replaceBackupCodes(
  work: UnitOfWork,
  { userId, hashes, now }: { readonly userId: string; readonly hashes: readonly string[]; readonly now: Date },
): Promise<void> {
  await work.query('delete from backup_code where user_id = $1', [userId])
  await work.query(
    `insert into backup_code (id, user_id, code_hash, created_at)
     select code.id, $1, code.hash, $4 from unnest($2::uuid[], $3::text[]) as code (id, hash)`,
    [userId, hashes.map(() => v7()), hashes, now],
  )
}

/** Of many who send the same code at the same moment, one gets true. Null: no such code, or used before. */
export async function burnBackupCode(
  work: UnitOfWork,
  { userId, hash, now }: { readonly userId: string; readonly hash: string; readonly now: Date },
): Promise<{ readonly left: number } | null> {
  const burnt = await work.query(
    'update backup_code set used_at = $3 where user_id = $1 and code_hash = $2 and used_at is null returning id',
    [userId, hash, now],
  )
  if (burnt.length === 0) return null
  const [codes] = await work.query<{ left: number }>(
    'select count(*)::int as "left" from backup_code where user_id = $1 and used_at is null',
    [userId],
  )
  return { left: codes?.left ?? 0 }
}

/** Whether the role or the organization of an active membership, or an organization it reaches, insists on the factor. */
export async function isSecondFactorRequired(work: UnitOfWork, userId: string): Promise<boolean> {
  const [row] = await work.query<{ required: boolean }>(
    `select exists (
       select from membership
       join role on role.id = membership.role_id
       join organization home on home.id = membership.organization_id
       where membership.user_id = $1 and membership.is_active and home.deleted_at is null
         and (role.requires_second_factor or home.requires_second_factor or (membership.includes_descendants and exists (
           select from organization below
           where below.path > home.path and below.path < home.path || 'g' and below.deleted_at is null
             and below.requires_second_factor)))
     ) as required`,
    [userId],
  )
  return row?.required === true
}

/** The user row says it as well: who asks is found out without a further join, and screens show it. */
const markSecondFactor = (
  work: UnitOfWork,
  { userId, hasSecondFactor, now }: { readonly userId: string; readonly hasSecondFactor: boolean; readonly now: Date },
) =>
  work.query('update app_user set has_second_factor = $2, version = version + 1, updated_at = $3 where id = $1', [
    userId,
    hasSecondFactor,
    now,
  ])
