import { findInheritedGrants, type UnitOfWork } from '@groundwork/db'
import {
  DomainError,
  type HeldGrants,
  holdsGrants,
  type JsonObject,
  type Principal,
  type Role,
  type RowOf,
} from '@groundwork/domain'
import { isUnlimited, principalOf } from '../identity/acting.ts'

/** A membership as far as it gives rights away. */
export interface Given {
  readonly organization: string
  readonly attributes?: JsonObject | undefined
  readonly includesDescendants?: boolean | undefined
}

/**
 * Nobody gives, changes or takes away a membership that holds more than their own. What reaches into descendants is given
 * only by those who reach there for good, and never through a key, which may be bound to one organization.
 * @throws DomainError forbidden `grants_exceed_own`
 */
export async function requireMayGive(work: UnitOfWork, given: Given, role: RowOf<typeof Role>): Promise<void> {
  if (isUnlimited(work.context)) return
  const principal = principalOf(work.context)
  const grants: HeldGrants = { grants: role.grants, attributes: given.attributes ?? {} }
  const own = principal.memberships.filter(({ organization }) => organization === given.organization)
  const isHeld =
    holdsGrants(own, grants) && (!given.includesDescendants || (await isHeldBelow(work, principal, given, grants)))
  if (isHeld) return
  throw new DomainError('forbidden', 'This role may do more than you may', { reason: 'grants_exceed_own' })
}

async function isHeldBelow(
  work: UnitOfWork,
  { kind, userId }: Principal,
  { organization }: Given,
  grants: HeldGrants,
): Promise<boolean> {
  if (kind === 'apiKey') return false
  return holdsGrants(await findInheritedGrants(work, { userId, organization }), grants)
}
