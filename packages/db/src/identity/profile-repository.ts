import type { UnitOfWork } from '../work/contract.ts'

/** Any number, as long as everybody who changes a manager uses the same. */
const managersLock = 7_251_903_118

/** No chain of managers is longer, so a circle that was made behind our back ends the walk too. */
const mostSteps = 100

/**
 * Whether the manager is below the user already, at any distance. Whoever asks at the same moment waits until this
 * transaction has ended: two harmless changes at once could otherwise close a circle.
 */
export async function isManagedBy(
  work: UnitOfWork,
  { manager, user }: { readonly manager: string; readonly user: string },
): Promise<boolean> {
  await work.query('select pg_advisory_xact_lock($1)', [managersLock])
  const [row] = await work.query<{ found: boolean }>(
    `with recursive above as (
       select $1::uuid as id, 0 as step
       union all
       select profile.manager_id, above.step + 1 from above join user_profile profile on profile.user_id = above.id
       where profile.manager_id is not null and above.step < ${mostSteps}
     )
     select exists (select from above where id = $2) as found`,
    [manager, user],
  )
  return row?.found === true
}
