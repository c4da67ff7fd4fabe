import { findRoleUse, type WorkContext } from '@groundwork/db'
import {
  type CreateOf,
  DomainError,
  invalidField,
  type PatchOf,
  parseGrants,
  Role,
  type RowOf,
} from '@groundwork/domain'
import { isOwnerRole } from '../organization/find-role.ts'
import { requireMayGive } from '../organization/may-give.ts'
import type { OrganizationServices } from '../organization/organization-services.ts'
import { refuseLockingOneselfOut } from './refuse-locking-oneself-out.ts'

type RoleRow = RowOf<typeof Role>

/** Makes a role of an organization, from nothing or as a copy of another; without an organization everybody's, by a superuser. */
export async function createRole(
  { database }: OrganizationServices,
  context: WorkContext,
  input: CreateOf<typeof Role>,
): Promise<RoleRow> {
  const { organization } = input
  const grants = parseGrants(input.grants ?? [])
  if (input.slug === 'owner' && organization)
    throw invalidField('slug', 'There is one owner role for all organizations')
  return database.withUnitOfWork(context, async (work) => {
    // First, so that a stranger's organization is refused as one that is not there.
    const role = await work.insert(Role, { ...input, grants })
    if (organization) await requireMayGive(work, { organization }, { grants })
    return role
  })
}

/**
 * Changes a role, and with it what everybody may do who has it. So what it was, where it is in use, and what it will be must
 * be the caller's to give.
 */
export async function updateRole(
  { database, principals }: OrganizationServices,
  context: WorkContext,
  key: string,
  { version, ...patch }: PatchOf<typeof Role>,
): Promise<RoleRow> {
  const changes = patch.grants === undefined ? patch : { ...patch, grants: parseGrants(patch.grants) }
  const role = await database.withUnitOfWork(context, async (work) => {
    const current = await work.get(Role, key, { action: 'change', lock: true })
    if (changes.grants && isOwnerRole(current)) throw ownerRole()
    if (current.organization && (changes.grants || changes.requiresSecondFactor !== undefined)) {
      const { isUsed, reachesBelow } = await findRoleUse(work, key)
      const given = { organization: current.organization, includesDescendants: reachesBelow }
      if (isUsed) await requireMayGive(work, given, current)
      await requireMayGive(work, given, { grants: changes.grants ?? current.grants })
    }
    if (changes.requiresSecondFactor) await refuseLockingOneselfOut(work, { role: key })
    return work.update(Role, key, changes, version === undefined ? {} : { expectedVersion: version })
  })
  principals.forgetAll()
  return role
}

/** Deletes a role that nobody has and nobody is invited to. The seeded ones stay. */
export async function removeRole(
  { database, principals }: OrganizationServices,
  context: WorkContext,
  key: string,
): Promise<RoleRow> {
  const removed = await database.withUnitOfWork(context, async (work) => {
    const current = await work.get(Role, key, { action: 'delete', lock: true })
    if (current.isSeeded)
      throw new DomainError('conflict', 'This role belongs to the software', { reason: 'seeded_role' })
    const { isUsed } = await findRoleUse(work, key)
    if (isUsed)
      throw new DomainError('conflict', 'This role is in use: give its members another one first', {
        reason: 'role_in_use',
      })
    return work.remove(Role, key)
  })
  principals.forgetAll()
  return removed
}

const ownerRole = () =>
  new DomainError('conflict', 'An owner may do everything: this role keeps its grants', { reason: 'owner_role' })
