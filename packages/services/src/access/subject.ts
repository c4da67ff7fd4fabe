import { asSystem, findCallerOfUser, type WorkContext } from '@groundwork/db'
import { DomainError, invalidField, type Principal } from '@groundwork/domain'
import { principalOf } from '../identity/acting.ts'
import { principalOfUser } from '../identity/build-principal.ts'
import { findRole } from '../organization/find-role.ts'
import type { OrganizationServices } from '../organization/organization-services.ts'
import { mayIn } from './may-in.ts'

interface Asked {
  readonly organization: string | undefined
  readonly user?: string | undefined
  readonly role?: string | undefined
}

/**
 * Whom a question is about: the caller, another user in one organization, or the caller as if they had one role there.
 * Somebody who is no member there, and somebody who does not exist, are alike.
 */
export async function findSubject(
  services: Pick<OrganizationServices, 'database'>,
  context: WorkContext,
  { organization, user, role }: Asked,
): Promise<Principal> {
  const caller = principalOf(context)
  if (user !== undefined && role !== undefined) throw invalidField('role', 'Ask about a user or about a role')
  if (role === undefined && (user === undefined || user === caller.userId)) return caller
  if (organization === undefined) throw invalidField('organization', 'Name the organization', 'organization_required')
  requireMayAsk(context, organization)
  if (user !== undefined) return anotherUser(services, user, organization)

  const { id, slug, name, grants } = await findRole(services.database.reader(context), organization, role ?? '')
  const [own] = caller.memberships.filter((held) => held.organization === organization)
  const { userId, username } = caller
  const membership = { organization, role: slug, roleId: id, roleName: name, attributes: own?.attributes ?? {}, grants }
  return { kind: 'user', userId, username, isSuperuser: false, memberships: [membership] }
}

async function anotherUser(
  { database }: Pick<OrganizationServices, 'database'>,
  userId: string,
  organization: string,
): Promise<Principal> {
  const caller = await database.withUnitOfWork(asSystem('explain what another member may do'), (work) =>
    findCallerOfUser(work, userId),
  )
  const principal = caller?.isActive ? principalOfUser(caller) : null
  const isKnownHere =
    principal?.memberships.some((held) => held.organization === organization) ||
    principal?.withheld?.includes(organization)
  return principal && isKnownHere
    ? principal
    : { kind: 'user', userId, username: '', isSuperuser: false, memberships: [] }
}

function requireMayAsk(context: WorkContext, organization: string): void {
  const isTheirs = ['membership', 'role'].every((resource) => mayIn(context, organization, 'view', resource))
  if (isTheirs) return
  throw new DomainError('forbidden', 'You may not see what others may do here', { reason: 'people_not_yours' })
}
