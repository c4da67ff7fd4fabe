import { lockOwnerMemberships, type UnitOfWork } from '@groundwork/db'
import { type Action, Membership, type Role, type RowOf } from '@groundwork/domain'
import { findRole } from './find-role.ts'

export interface LockedMembership {
  readonly current: RowOf<typeof Membership>
  readonly currentRole: RowOf<typeof Role>
  /** Without this membership nobody would own the organization. */
  readonly isLastOwner: boolean
}

/** Reads a membership to change it, when no other change to the organization's owners is under way. */
export async function lockMembership(work: UnitOfWork, key: string, action: Action): Promise<LockedMembership> {
  const { organization } = await work.get(Membership, key, { action })
  const owners = await lockOwnerMemberships(work, organization)
  const current = await work.get(Membership, key, { action, lock: true })
  const currentRole = await findRole(work, organization, current.role)
  return { current, currentRole, isLastOwner: owners.length === 1 && owners[0] === key }
}
