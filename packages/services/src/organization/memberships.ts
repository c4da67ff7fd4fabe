import type { ListQuery, Page, WorkContext } from '@groundwork/db'
import {
  type CreateOf,
  DomainError,
  Membership,
  type PatchOf,
  type RowOf,
  readableFields,
  scopeFor,
} from '@groundwork/domain'
import { findRole, isOwnerRole } from './find-role.ts'
import { lockMembership } from './lock-membership.ts'
import { requireMayGive } from './may-give.ts'
import type { OrganizationServices } from './organization-services.ts'
import { requireMember } from './require-member.ts'

type MembershipRow = RowOf<typeof Membership>

/** Lists members by organization and name (seed 001), as far as the caller may read them, unless another order is asked for. */
export function listMemberships(
  { database }: Pick<OrganizationServices, 'database'>,
  context: WorkContext,
  query: ListQuery,
): Promise<Page<MembershipRow>> {
  const orderBy = query.orderBy?.length ? query.orderBy : byName.filter((name) => mayRead(context, name))
  return database.reader(context).list(Membership, { ...query, orderBy })
}

const byName = ['organizationName', 'username']

function mayRead({ actor }: WorkContext, name: string): boolean {
  const readable = actor.kind === 'system' ? 'all' : readableFields(scopeFor(actor, 'view', Membership), Membership)
  return readable === 'all' || readable.has(name)
}

/** Makes a user a member of an organization, once. The role may be given by its slug. */
export async function createMembership(
  { database, principals }: OrganizationServices,
  context: WorkContext,
  input: CreateOf<typeof Membership>,
): Promise<MembershipRow> {
  const membership = await database.withUnitOfWork(context, async (work) => {
    await requireMember(work, input.organization)
    const role = await findRole(work, input.organization, input.role)
    await requireMayGive(work, input, role)
    return work.insert(Membership, { ...input, role: role.id })
  })
  principals.forgetUser(membership.user)
  return membership
}

/** Changes a member's role, attributes or reach, or whether they are active. What was and what will be must be the caller's to give. */
export async function updateMembership(
  { database, principals }: OrganizationServices,
  context: WorkContext,
  key: string,
  { version, ...patch }: PatchOf<typeof Membership>,
): Promise<MembershipRow> {
  const membership = await database.withUnitOfWork(context, async (work) => {
    const { current, currentRole, isLastOwner } = await lockMembership(work, key, 'change')
    const role = patch.role === undefined ? currentRole : await findRole(work, current.organization, patch.role)
    const changes = { ...patch, ...(patch.role !== undefined && { role: role.id }) }
    await requireMayGive(work, current, currentRole)
    await requireMayGive(work, { ...current, ...changes }, role)
    if (isLastOwner && (!isOwnerRole(role) || patch.isActive === false)) throw lastOwner()
    return work.update(Membership, key, changes, version === undefined ? {} : { expectedVersion: version })
  })
  principals.forgetUser(membership.user)
  return membership
}

export async function removeMembership(
  { database, principals }: OrganizationServices,
  context: WorkContext,
  key: string,
): Promise<MembershipRow> {
  const membership = await database.withUnitOfWork(context, async (work) => {
    const { current, currentRole, isLastOwner } = await lockMembership(work, key, 'delete')
    await requireMayGive(work, current, currentRole)
    if (isLastOwner) throw lastOwner()
    return work.remove(Membership, key)
  })
  principals.forgetUser(membership.user)
  return membership
}

const lastOwner = () =>
  new DomainError('conflict', 'An organization needs an owner: make somebody else one first', { reason: 'last_owner' })
