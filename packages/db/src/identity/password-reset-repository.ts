import type { UnitOfWork } from '../work/contract.ts'

export interface RequestedReset {
  readonly id: string
  readonly email: string
  readonly now: Date
  readonly expiresAt: Date
  /** No more than so many since then: a mailbox is not for filling. */
  readonly atMost: { readonly count: number; readonly since: Date }
}

export interface AccountOfReset {
  readonly userId: string
  readonly username: string
}

/** One statement that costs the same whether or not there is such an account, and ends the links before. Gives the account, for the trail alone. */
export async function insertPasswordReset(
  work: UnitOfWork,
  { id, email, now, expiresAt, atMost }: RequestedReset,
): Promise<AccountOfReset | null> {
  const [account] = await work.query<AccountOfReset>(
    `with account as (
       select person.id, person.username from app_user person where person.email = lower($2) and person.is_active
     ), made as (
       insert into password_reset (id, user_id, created_at, expires_at)
       select $1, account.id, $3, $4 from account
       where (select count(*) from password_reset recent where recent.user_id = account.id and recent.created_at > $6) < $5
       returning user_id
     ), voided as (
       update password_reset before set used_at = $3 from made
       where before.user_id = made.user_id and before.used_at is null
     )
     select account.id as "userId", account.username from account`,
    [id, email, now, expiresAt, atMost.count, atMost.since],
  )
  return account ?? null
}

export interface OpenReset extends AccountOfReset {
  readonly email: string
  readonly expiresAt: string
}

/** A reset that can still be used, of somebody who may sign in. */
export async function findOpenReset(
  work: UnitOfWork,
  { id, now }: { readonly id: string; readonly now: Date },
): Promise<OpenReset | null> {
  const [reset] = await work.query<OpenReset>(
    `select person.id as "userId", person.username, person.email, reset.expires_at as "expiresAt"
     from password_reset reset join app_user person on person.id = reset.user_id
     where reset.id = $1 and reset.used_at is null and reset.expires_at > $2 and person.is_active`,
    [id, now],
  )
  return reset ?? null
}

/** True for the one caller who wins. */
export async function usePasswordReset(
  work: UnitOfWork,
  { id, now }: { readonly id: string; readonly now: Date },
): Promise<boolean> {
  const used = await work.query(
    'update password_reset set used_at = $2 where id = $1 and used_at is null and expires_at > $2 returning id',
    [id, now],
  )
  return used.length === 1
}

/** Whatever links are still on their way to this user open nothing any more. */
export async function voidPasswordResets(
  work: UnitOfWork,
  { userId, now }: { readonly userId: string; readonly now: Date },
): Promise<void> {
  await work.query('update password_reset set used_at = $2 where user_id = $1 and used_at is null', [userId, now])
}
