import type { WorkContext } from '@groundwork/db'
import {
  type CreateOf,
  DomainError,
  Membership,
  notFound,
  Organization,
  organizationsOf,
  type PatchOf,
  type RowOf,
} from '@groundwork/domain'
import { isUnlimited, principalOf } from '../identity/acting.ts'
import { findRole } from './find-role.ts'
import { lockMembership } from './lock-membership.ts'
import { requireMayGive } from './may-give.ts'
import type { OrganizationServices } from './organization-services.ts'

type MembershipRow = RowOf<typeof Membership>

/** Makes a user a member of an organization, once. The role may be given by its slug. */
export async function createMembership(
  { database, principals }: OrganizationServices,
  context: WorkContext,
  input: CreateOf<typeof Membership>,
): Promise<MembershipRow> {
  const membership = await database.withUnitOfWork(context, async (work) => {
    if (!isUnlimited(context)) requireMember(context, input.organization)
    else await work.get(Organization, input.organization)
    const role = await findRole(work, input.role)
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
    const role = patch.role === undefined ? currentRole : await findRole(work, patch.role)
    const changes = { ...patch, ...(patch.role !== undefined && { role: role.id }) }
    await requireMayGive(work, current, currentRole)
    await requireMayGive(work, { ...current, ...changes }, role)
    if (isLastOwner && (role.slug !== 'owner' || patch.isActive === false)) throw lastOwner()
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

/** Somebody else's organization and none at all are the same answer. */
function requireMember(context: WorkContext, organization: string): void {
  if (!organizationsOf(principalOf(context)).includes(organization)) throw notFound(Organization.label)
}

const lastOwner = () =>
  new DomainError('conflict', 'An organization needs an owner: make somebody else one first', { reason: 'last_owner' })
