import type { ApiKeyCaller, Caller } from '@groundwork/db'
import { type Grant, intersectGrants, type MembershipGrants, type Principal } from '@groundwork/domain'

export const principalOfSession = (caller: Caller, sessionId: string): Principal => ({
  ...principalOfUser(caller),
  sessionId,
})

/** Somebody who is spoken about, not somebody who asks. */
export const principalOfUser = (caller: Caller): Principal => ({
  kind: 'user',
  userId: caller.userId,
  username: caller.username,
  isSuperuser: caller.isSuperuser,
  memberships: membershipsOf(caller),
  ...withheldFrom(caller),
})

/** A key acts as its user, within its organization and its grants where it has them. A limited key is never a superuser. */
export function principalOfApiKey(caller: ApiKeyCaller): Principal {
  const { userId, username, apiKeyId, organization, keyGrants } = caller
  const isLimited = organization !== null || keyGrants !== null
  return {
    kind: 'apiKey',
    userId,
    username,
    isSuperuser: caller.isSuperuser && !isLimited,
    apiKeyId,
    ...(keyGrants && { isLimited: true }),
    memberships: limit(ownMemberships(caller), organization, keyGrants),
    ...withheldFrom(caller, (id) => organization === null || id === organization),
  }
}

/** A superuser is a member of nothing; their key for one organization may do there what they may. */
function ownMemberships(caller: ApiKeyCaller): MembershipGrants[] {
  const { isSuperuser, organization } = caller
  if (!isSuperuser || organization === null) return membershipsOf(caller)
  return [{ organization, role: 'superuser', attributes: {}, grants: [{ resource: '*', action: '*' }] }]
}

const membershipsOf = ({ memberships }: Caller): MembershipGrants[] =>
  memberships.flatMap(({ organizations, withheld: _, ...held }) =>
    organizations.map((organization) => ({ organization, ...held })),
  )

/** What another membership opens all the same is not withheld. */
function withheldFrom({ memberships }: Caller, isOfConcern = (_: string) => true): Pick<Principal, 'withheld'> {
  const open = new Set(memberships.flatMap(({ organizations }) => organizations))
  const withheld = new Set(memberships.flatMap((membership) => membership.withheld))
  const ids = [...withheld].filter((id) => !open.has(id) && isOfConcern(id))
  return ids.length ? { withheld: ids } : {}
}

function limit(
  memberships: readonly MembershipGrants[],
  organization: string | null,
  keyGrants: readonly Grant[] | null,
): MembershipGrants[] {
  return memberships
    .filter((membership) => organization === null || membership.organization === organization)
    .map((membership) =>
      keyGrants ? { ...membership, grants: intersectGrants(membership.grants, keyGrants) } : membership,
    )
    .filter(({ grants }) => !keyGrants || grants.length > 0)
}
