import { asSystem, type Database, findOrganizationNames, type WorkContext } from '@groundwork/db'
import type { JsonObject, MembershipGrants, Preview, Principal, Profile, RowOf } from '@groundwork/domain'
import { User } from '@groundwork/domain'
import { getMyProfile } from './my-profile.ts'

interface NamedOrganization {
  readonly organization: string
  readonly organizationName: string
}

export interface HeldMembership extends NamedOrganization {
  /** The role's slug. */
  readonly role: string
  readonly roleName: string
  readonly attributes: JsonObject
  readonly grants: MembershipGrants['grants']
}

export interface Me {
  readonly user: RowOf<typeof User>
  readonly profile: RowOf<typeof Profile>
  readonly isSuperuser: boolean
  readonly memberships: readonly HeldMembership[]
  /** What opens once the caller has a second factor. */
  readonly withheld: readonly NamedOrganization[]
  /** When the caller looks as somebody with another role would. */
  readonly preview: Preview | null
}

/** The caller, and all that they may do where: from this a client shows only what is possible. */
export async function whoAmI(
  services: { readonly database: Database },
  context: WorkContext,
  principal: Principal,
): Promise<Me> {
  const { memberships, withheld = [] } = principal
  const ids = [...memberships.map(({ organization }) => organization), ...withheld]
  const [user, profile, names] = await Promise.all([
    services.database.reader(context).get(User, principal.userId),
    getMyProfile(services, context),
    namesOf(services, ids),
  ])
  /** An organization that has been deleted a moment ago opens nothing. */
  const named = (organization: string): NamedOrganization[] => {
    const organizationName = names.get(organization)
    return organizationName === undefined ? [] : [{ organization, organizationName }]
  }
  return {
    user,
    profile,
    isSuperuser: principal.isSuperuser,
    memberships: memberships.flatMap(({ organization, role, roleName = role, attributes, grants }) =>
      named(organization).map((place) => ({ ...place, role, roleName, attributes, grants })),
    ),
    withheld: withheld.flatMap(named),
    preview: principal.preview ?? null,
  }
}

/** Who belongs to an organization knows its name, whatever their role shows them of it. */
async function namesOf({ database }: { readonly database: Database }, ids: readonly string[]) {
  const rows = await database.withUnitOfWork(asSystem('name the organizations that a caller belongs to'), (work) =>
    findOrganizationNames(work, ids),
  )
  return new Map(rows.map(({ id, name }) => [id, name]))
}
