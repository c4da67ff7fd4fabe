import { findInheritedGrants, type UnitOfWork } from '@groundwork/db'
import {
  DomainError,
  type Grant,
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
export async function requireMayGive(
  work: UnitOfWork,
  given: Given,
  role: Pick<RowOf<typeof Role>, 'grants'>,
): Promise<void> {
  if (isUnlimited(work.context)) return
  if (await mayGive(work, { giver: principalOf(work.context), given, role })) return
  throw new DomainError('forbidden', 'This role may do more than you may', { reason: 'grants_exceed_own' })
}

interface Gift {
  readonly giver: Principal
  readonly given: Given
  readonly role: Pick<RowOf<typeof Role>, 'grants'>
}

/** The same of anybody: an invitation is held against its inviter when it is accepted. */
export async function mayGive(work: UnitOfWork, { giver, given, role }: Gift): Promise<boolean> {
  if (giver.isSuperuser) return true
  const grants: HeldGrants = { grants: grantsOf(role), attributes: given.attributes ?? {} }
  const own = giver.memberships.filter(({ organization }) => organization === given.organization)
  return holdsGrants(own, grants) && (!given.includesDescendants || (await isHeldBelow(work, giver, given, grants)))
}

/** Of a role whose grants the caller may not read, anything may be feared. */
const grantsOf = ({ grants }: { readonly grants: readonly Grant[] | null }): readonly Grant[] =>
  grants ?? [{ resource: '*', action: '*' }]

async function isHeldBelow(
  work: UnitOfWork,
  { kind, userId }: Principal,
  { organization }: Given,
  grants: HeldGrants,
): Promise<boolean> {
  if (kind === 'apiKey') return false
  return holdsGrants(await findInheritedGrants(work, { userId, organization }), grants)
}
