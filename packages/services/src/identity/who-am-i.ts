import type { Database, WorkContext } from '@groundwork/db'
import { Organization, type Principal, type Profile, type RowOf, User } from '@groundwork/domain'
import { getMyProfile } from './my-profile.ts'

export interface HeldMembership {
  readonly organization: string
  readonly organizationName: string
  readonly role: string
  readonly grants: Principal['memberships'][number]['grants']
}

export interface Me {
  readonly user: RowOf<typeof User>
  readonly profile: RowOf<typeof Profile>
  readonly isSuperuser: boolean
  readonly memberships: readonly HeldMembership[]
}

/** Whoever belongs to more organizations searches them by name. */
const mostNamed = 1000

/** The caller, and all that they may do where: from this a client shows only what is possible. */
export async function whoAmI(
  services: { readonly database: Database },
  context: WorkContext,
  principal: Principal,
): Promise<Me> {
  const reader = services.database.reader(context)
  const ids = principal.memberships.map(({ organization }) => organization)
  const [user, profile, organizations] = await Promise.all([
    reader.get(User, principal.userId),
    getMyProfile(services, context),
    reader.list(Organization, { organizations: ids, limit: mostNamed }),
  ])
  const names = new Map(organizations.rows.map(({ id, name }) => [id, name]))
  return {
    user,
    profile,
    isSuperuser: principal.isSuperuser,
    // A membership of an organization that has been deleted opens nothing.
    memberships: principal.memberships.flatMap(({ organization, role, grants }) => {
      const organizationName = names.get(organization)
      return organizationName === undefined ? [] : [{ organization, organizationName, role, grants }]
    }),
  }
}
