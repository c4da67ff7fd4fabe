import type { UnitOfWork } from '../work/contract.ts'

/** What sign-in needs to know of an account. */
export interface SignInAccount {
  readonly userId: string
  readonly username: string
  readonly isActive: boolean
  readonly hasSecondFactor: boolean
  /** Null for a user who has not chosen a password yet. */
  readonly passwordHash: string | null
}

/** By user name or e-mail address, in any case. Where one user's name is another's address, the name counts. */
export async function findSignInAccount(work: UnitOfWork, login: string): Promise<SignInAccount | null> {
  const [account] = await work.query<SignInAccount>(
    `select person.id as "userId", person.username, person.is_active as "isActive",
       person.has_second_factor as "hasSecondFactor", credential.password_hash as "passwordHash"
     from app_user person left join credential on credential.user_id = person.id
     where lower(person.username) = lower($1) or person.email = lower($1)
     order by (lower(person.username) = lower($1)) desc limit 1`,
    [login],
  )
  return account ?? null
}

/**
 * Whether the account is still what it was when its password was looked at. Held until the transaction ends: whoever changes
 * the password, closes the account or turns a second factor on at this moment waits, and then ends the session as well.
 */
export async function holdSignInAccount(
  work: UnitOfWork,
  { userId, hasSecondFactor, passwordHash }: SignInAccount,
): Promise<boolean> {
  const held = await work.query(
    `select person.id from app_user person join credential on credential.user_id = person.id
     where person.id = $1 and person.is_active and person.has_second_factor = $2 and credential.password_hash = $3
     for no key update of person for share of credential`,
    [userId, hasSecondFactor, passwordHash],
  )
  return held.length === 1
}

/** The hash of somebody who is known already; null without a password. */
export async function findPasswordHash(work: UnitOfWork, userId: string): Promise<string | null> {
  const [found] = await work.query<{ hash: string }>(
    'select password_hash as hash from credential where user_id = $1',
    [userId],
  )
  return found?.hash ?? null
}

/** Whether a password is still the one that was shown a moment ago. Held: nobody changes it until the transaction ends. */
export async function holdPassword(
  work: UnitOfWork,
  { userId, passwordHash }: { readonly userId: string; readonly passwordHash: string },
): Promise<boolean> {
  const held = await work.query('select user_id from credential where user_id = $1 and password_hash = $2 for update', [
    userId,
    passwordHash,
  ])
  return held.length === 1
}

export async function savePassword(
  work: UnitOfWork,
  { userId, passwordHash, now }: { readonly userId: string; readonly passwordHash: string; readonly now: Date },
): Promise<void> {
  await work.query(
    `insert into credential (user_id, password_hash, changed_at) values ($1, $2, $3)
     on conflict (user_id) do update set password_hash = excluded.password_hash, changed_at = excluded.changed_at`,
    [userId, passwordHash, now],
  )
}

/** The same password under stronger parameters: nothing that its owner would call a change. */
export async function strengthenPassword(work: UnitOfWork, userId: string, passwordHash: string): Promise<void> {
  await work.query('update credential set password_hash = $2 where user_id = $1', [userId, passwordHash])
}

/** With the commit. Not a change of the user: it moves no version and leaves no audit entry besides the sign-in's own. */
export function noteSignIn(work: UnitOfWork, userId: string, now: Date): void {
  work.atCommit('update app_user set last_login_at = $2 where id = $1', [userId, now])
}
