import type { Grant, JsonObject } from '@groundwork/domain'
import type { UnitOfWork } from '../work/contract.ts'

/** The slug that the database's seeded owner role keeps for good. An organization's own role of that name is another. */
const ownerRole = 'owner'

/**
 * The memberships by which an organization is owned, locked in one order: of two owners who remove each other at the same
 * moment, the second finds themselves the last.
 */
export async function lockOwnerMemberships(work: UnitOfWork, organization: string): Promise<readonly string[]> {
  const rows = await work.query<{ id: string }>(
    `select membership.id from membership
     join role on role.id = membership.role_id join app_user person on person.id = membership.user_id
     where membership.organization_id = $1 and membership.is_active and role.slug = $2 and role.organization_id is null and person.is_active
     order by membership.id for update of membership`,
    [organization, ownerRole],
  )
  return rows.map(({ id }) => id)
}

/** What a user holds in an organization and in everything below it, now and in future. */
export async function findInheritedGrants(
  work: UnitOfWork,
  { userId, organization }: { readonly userId: string; readonly organization: string },
): Promise<readonly { readonly grants: readonly Grant[]; readonly attributes: JsonObject }[]> {
  return work.query(
    `select role.grants, membership.attributes from organization place
     join organization home on place.path ^@ home.path
     join membership on membership.organization_id = home.id
     join role on role.id = membership.role_id
     where place.id = $1 and home.deleted_at is null and membership.user_id = $2
       and membership.is_active and membership.includes_descendants`,
    [organization, userId],
  )
}

/** The people who run an organization: its owners and administrators, by the roles that everybody has. */
export function administratorsOf(
  work: UnitOfWork,
  organization: string,
): Promise<readonly { readonly id: string; readonly email: string }[]> {
  return work.query(
    `select distinct person.id, person.email from membership
     join role on role.id = membership.role_id join app_user person on person.id = membership.user_id
     where membership.organization_id = $1 and membership.is_active and person.is_active
       and role.slug in ('${ownerRole}', 'administrator') and role.organization_id is null
     order by person.id`,
    [organization],
  )
}
