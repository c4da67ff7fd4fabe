import { asSystem, findMemberOrganizations, type WorkContext } from '@groundwork/db'
import { Membership, Organization, type RowOf, User } from '@groundwork/domain'
import { isUnlimited, principalOf } from '../identity/acting.ts'
import type { OrganizationServices } from './organization-services.ts'

type OrganizationRow = RowOf<typeof Organization>

/** As many as anybody belongs to one by one; beyond that lies reach into descendants. */
const most = 1000

/**
 * The organizations that a user is an active member of (seed 001, `User.get_organizations`): all of one's own, of somebody
 * else those in which one may see the members.
 */
export async function listUserOrganizations(
  { database }: Pick<OrganizationServices, 'database'>,
  context: WorkContext,
  key: string,
): Promise<OrganizationRow[]> {
  const reader = database.reader(context)
  const { id: user } = await reader.get(User, key)
  const isOwn = !isUnlimited(context) && principalOf(context).userId === user
  const ids = isOwn ? await ownOrganizations(database, user) : await seenOrganizations(reader, user)
  if (!ids.length) return []
  const { rows } = await reader.list(Organization, { organizations: ids, orderBy: ['name'], limit: most })
  return rows
}

/** Asked as the system: not every role shows its holders the memberships. */
const ownOrganizations = (database: OrganizationServices['database'], user: string) =>
  database.withUnitOfWork(asSystem('list the organizations that the caller is a member of'), (work) =>
    findMemberOrganizations(work, user),
  )

async function seenOrganizations(reader: ReturnType<OrganizationServices['database']['reader']>, user: string) {
  const isActive = { field: 'isActive', op: 'eq', value: true } as const
  const filter = { and: [{ field: 'user', op: 'eq', value: user } as const, isActive] }
  const { rows } = await reader.list(Membership, { filter, limit: most })
  return rows.map(({ organization }) => organization)
}
