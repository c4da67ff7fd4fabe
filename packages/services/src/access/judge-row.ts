import type { Database } from '@groundwork/db'
import {
  type Action,
  covers,
  type Defined,
  type ExplainedRow,
  type Grant,
  isDomainError,
  type MembershipGrants,
  type Principal,
  type Resource,
  type ResourceSpec,
} from '@groundwork/domain'

interface Judged {
  readonly action: Action
  readonly resource: Defined<ResourceSpec>
  readonly row: Readonly<Record<string, unknown>>
}

/**
 * Finds out which of somebody's grants reach a row: each is tried alone, by the same statement that would read or lock the
 * row for them. So a rule that looks behind references means here what it means everywhere.
 */
export async function judgeRow(
  { database }: { readonly database: Database },
  principal: Principal,
  judged: Judged,
): Promise<ExplainedRow> {
  const { action, resource, row } = judged
  const { scope } = resource
  const organization = homeOf(resource, row)
  const ownField = scope.kind === 'self' ? scope.field : resource.own?.field
  const reaching = new Map<MembershipGrants, Set<Grant>>()
  for (const membership of principal.memberships) {
    if (scope.kind === 'organization' && membership.organization !== organization) continue
    const found = new Set<Grant>()
    reaching.set(membership, found)
    for (const grant of membership.grants.filter((one) => covers(one, action, resource.name))) {
      if (await reaches(database, alone(principal, membership, { ...grant, resource: resource.name, action }), judged))
        found.add(grant)
    }
  }
  return {
    organization,
    isOwn: ownField !== undefined && row[ownField] === principal.userId,
    reaches: (membership, grant) => reaching.get(membership)?.has(grant) === true,
  }
}

/** The organization that the row is in; null for what is nobody's, and for what organizations have nothing to say about. */
export function homeOf({ scope }: Resource, row: Readonly<Record<string, unknown>>): string | null {
  const home = scope.kind === 'organization' ? row[scope.field] : null
  return typeof home === 'string' ? home : null
}

/** The same person, in the same organizations, with this one grant. */
const alone = (principal: Principal, membership: MembershipGrants, grant: Grant): Principal => ({
  ...principal,
  isSuperuser: false,
  memberships: principal.memberships.map((held) => ({ ...held, grants: held === membership ? [grant] : [] })),
})

async function reaches(database: Database, actor: Principal, { action, resource, row }: Judged): Promise<boolean> {
  try {
    const options = { action, withDeleted: true }
    return (await database.reader({ actor }).find(resource, String(row[resource.key]), options)) !== null
  } catch (error) {
    if (isDomainError(error) && error.code === 'forbidden') return false
    throw error
  }
}
