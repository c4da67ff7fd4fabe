import type { UnitOfWork } from '../work/contract.ts'

/** Whether somebody signs in with this name or address already: a name may not be another user's address, nor the reverse. */
export async function findTakenLogins(
  work: UnitOfWork,
  { username, email }: { readonly username: string; readonly email: string },
): Promise<{ readonly username: boolean; readonly email: boolean }> {
  const [row] = await work.query<{ username: boolean; email: boolean }>(
    `select coalesce(bool_or(lower($1) in (lower(username), email)), false) as username,
       coalesce(bool_or(lower($2) in (lower(username), email)), false) as email
     from app_user where lower(username) in (lower($1), lower($2)) or email in (lower($1), lower($2))`,
    [username, email],
  )
  return row ?? { username: false, email: false }
}

/** Any number, as long as every starter uses the same. */
const firstStartLock = 7_251_903_116

/** True when nobody can sign in yet. Whoever asks at the same moment waits until this transaction has ended. */
export async function isWithoutUsers(work: UnitOfWork): Promise<boolean> {
  await work.query('select pg_advisory_xact_lock($1)', [firstStartLock])
  const [row] = await work.query<{ empty: boolean }>('select not exists (select from app_user) as empty')
  return row?.empty === true
}

/** The same for organizations. Only the system sees them all. */
export async function isWithoutOrganizations(work: UnitOfWork): Promise<boolean> {
  await work.query('select pg_advisory_xact_lock($1)', [firstStartLock])
  const [row] = await work.query<{ empty: boolean }>('select not exists (select from organization) as empty')
  return row?.empty === true
}
