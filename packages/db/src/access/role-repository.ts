import type { UnitOfWork } from '../work/contract.ts'

/** How a role is held: by nobody, in its place, or with reach into what lies below as well. */
export interface RoleUse {
  readonly isUsed: boolean
  readonly reachesBelow: boolean
}

/** Memberships, active or not, and open invitations. */
export async function findRoleUse(work: UnitOfWork, role: string): Promise<RoleUse> {
  const [found] = await work.query<RoleUse>(
    `select count(*) > 0 as "isUsed", coalesce(bool_or(includes_descendants), false) as "reachesBelow"
     from (
       select includes_descendants from membership where role_id = $1
       union all
       select includes_descendants from invitation where role_id = $1
     ) held`,
    [role],
  )
  return found ?? { isUsed: false, reachesBelow: false }
}

/** Whether a user is a member by this role somewhere. */
export async function holdsRole(work: UnitOfWork, { user, role }: { readonly user: string; readonly role: string }) {
  const [found] = await work.query<{ isHeld: boolean }>(
    'select exists (select from membership where user_id = $1 and role_id = $2 and is_active) as "isHeld"',
    [user, role],
  )
  return found?.isHeld === true
}

/** Organizations that a user is an active member of, by a membership of its own each. */
export async function findMemberOrganizations(work: UnitOfWork, user: string): Promise<string[]> {
  const rows = await work.query<{ organization: string }>(
    'select organization_id as organization from membership where user_id = $1 and is_active order by organization_id',
    [user],
  )
  return rows.map(({ organization }) => organization)
}
