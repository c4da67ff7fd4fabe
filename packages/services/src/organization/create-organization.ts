import { type Database, insertStorageQuota, type UnitOfWork, type WorkContext } from '@groundwork/db'
import { type CreateOf, DomainError, Membership, Organization, type RowOf } from '@groundwork/domain'
import { mayIn } from '../access/may-in.ts'
import { requireOwnSecondFactor } from '../access/refuse-locking-oneself-out.ts'
import { elevated, isUnlimited, principalOf } from '../identity/acting.ts'
import { findRole, isOwnerRole } from './find-role.ts'
import type { OrganizationServices } from './organization-services.ts'

type NewOrganization = CreateOf<typeof Organization>

/**
 * Makes an organization with room for files. A root needs a superuser, a child the right to add below its parent; whoever
 * makes one without being a superuser owns it.
 */
export async function createOrganization(
  { database, principals }: OrganizationServices,
  context: WorkContext,
  input: NewOrganization,
): Promise<RowOf<typeof Organization>> {
  if (isUnlimited(context)) return database.withUnitOfWork(context, (work) => insertOrganization(work, input))

  const { userId } = principalOf(context)
  await requireMayAdd(database, context, input.parent)
  if (input.requiresSecondFactor) await requireOwnSecondFactor(database.reader(context), userId)
  const organization = await database.withUnitOfWork(
    elevated(context, 'make an organization with its first owner'),
    async (work) => {
      const made = await insertOrganization(work, input)
      await insertMember(work, { organization: made.id, user: userId, role: 'owner' })
      return made
    },
  )
  principals.forgetUser(userId)
  return organization
}

/** A grant of some rows or fields is not enough: whoever makes an organization owns all of it. */
async function requireMayAdd(
  database: Database,
  context: WorkContext,
  parent: string | null | undefined,
): Promise<void> {
  if (!parent) throw new DomainError('forbidden', 'Only a superuser can make an organization without a parent')
  await database.reader(context).get(Organization, parent, { action: 'add' })
  if (!mayIn(context, parent, 'add', Organization.name)) {
    throw new DomainError('forbidden', 'Only those who may add organizations without a condition make one')
  }
}

/** For the system or a superuser at work. */
export async function insertOrganization(
  work: UnitOfWork,
  input: NewOrganization,
): Promise<RowOf<typeof Organization>> {
  const organization = await work.insert(Organization, input)
  await insertStorageQuota(work, organization.id)
  return organization
}

/** An owner reaches what will be made below. */
export async function insertMember(
  work: UnitOfWork,
  member: { readonly organization: string; readonly user: string; readonly role: string },
): Promise<void> {
  const role = await findRole(work, member.organization, member.role)
  await work.insert(Membership, { ...member, role: role.id, includesDescendants: isOwnerRole(role) })
}
