import { filterInWords } from '../filter/filter-in-words.ts'
import type { Resource } from '../resource/define-resource.ts'
import type { Action, Grant, MembershipGrants, Principal } from './principal.ts'
import { covers, isAlwaysOwn, isAlwaysReadable, partsOfScope, scopeFor } from './scope.ts'

/** What one grant says to a question. */
export type GrantVerdict = 'allows' | 'other_action' | 'row_not_covered' | 'field_not_covered'

export type ExplanationReason =
  | 'superuser'
  | 'own_row'
  | 'shared'
  | 'granted'
  | 'no_membership'
  | 'no_grant'
  | 'row_not_covered'
  | 'field_not_covered'
  | 'withheld'

export interface ExplainedGrant {
  readonly organization: string
  /** The role's slug. */
  readonly role: string
  readonly grant: Grant
  readonly verdict: GrantVerdict
  readonly words: string
}

export interface Explanation {
  readonly isAllowed: boolean
  readonly reason: ExplanationReason
  readonly words: string
  /** The grants that speak of the resource, those that allow first. */
  readonly grants: readonly ExplainedGrant[]
}

/** The row asked about, as far as the answer depends on it. Which rules reach it, only the database can tell. */
export interface ExplainedRow {
  /** Null for a row of nobody, and where rows belong to no organization. */
  readonly organization: string | null
  /** The asked-about person's own, where rows are people's own. */
  readonly isOwn: boolean
  reaches(membership: MembershipGrants, grant: Grant): boolean
}

export interface AccessQuestion {
  readonly principal: Principal
  readonly action: Action
  readonly resource: Resource
  /** Left out: about rows in general. */
  readonly row?: ExplainedRow | undefined
  readonly field?: string | undefined
  /** Speaks of the memberships in this organization alone. */
  readonly organization?: string | undefined
  /** A membership there gives nothing until a second factor is set up. */
  readonly isWithheld?: boolean | undefined
}

/**
 * Why somebody may, or may not. Each grant is asked by itself whether it opens what was asked for, by the same scope that
 * every read and write goes through; so the answer cannot tell another story than the engine.
 */
export function explainAccess(question: AccessQuestion): Explanation {
  const { principal, row, organization } = question
  const home = row?.organization ?? organization
  const memberships = principal.memberships.filter((held) => home === undefined || held.organization === home)
  const grants = memberships
    .flatMap((membership) => explainGrants(question, membership))
    .sort((left, right) => order.indexOf(left.verdict) - order.indexOf(right.verdict))
  const byGrants = reasonOf(question, memberships, grants)
  const reason = withoutGrants(question, byGrants) ?? byGrants
  const isAllowed = allowing.has(reason)
  return { isAllowed, reason, words: inWords(question, reason, grants), grants }
}

const order: readonly GrantVerdict[] = ['allows', 'field_not_covered', 'row_not_covered', 'other_action']
const allowing: ReadonlySet<ExplanationReason> = new Set(['superuser', 'own_row', 'shared', 'granted'])

/** What is allowed whatever anybody was granted. */
function withoutGrants(
  { principal, action, resource, row }: AccessQuestion,
  byGrants: ExplanationReason,
): ExplanationReason | null {
  if (principal.isSuperuser) return 'superuser'
  const { scope } = resource
  const isOwnAnyway = byGrants !== 'granted' && byGrants !== 'no_membership' && byGrants !== 'withheld'
  if (isOwnAnyway && isAlwaysOwn(principal, action, resource) && (row?.isOwn ?? true)) return 'own_row'
  if (scope.kind === 'global') return action === 'view' ? 'shared' : 'no_grant'
  if (scope.kind === 'organization') {
    const isShared = row ? row.organization === null : byGrants !== 'granted'
    return isShared && scope.unowned === 'shared' && action === 'view' ? 'shared' : null
  }
  const ownScope = scopeFor({ ...principal, memberships: [] }, action, resource)
  const isOwn = row ? row.isOwn : byGrants !== 'granted'
  return ownScope.kind === 'self' && isOwn ? 'own_row' : null
}

function reasonOf(
  { isWithheld }: AccessQuestion,
  memberships: readonly MembershipGrants[],
  grants: readonly ExplainedGrant[],
): ExplanationReason {
  const verdict = grants[0]?.verdict
  if (verdict === 'allows') return 'granted'
  if (isWithheld) return 'withheld'
  if (!memberships.length) return 'no_membership'
  return verdict === undefined || verdict === 'other_action' ? 'no_grant' : verdict
}

const explainGrants = (question: AccessQuestion, membership: MembershipGrants): ExplainedGrant[] =>
  membership.grants
    .filter(({ resource }) => resource === '*' || resource === question.resource.name)
    .map((grant) => ({
      organization: membership.organization,
      role: membership.role,
      grant,
      verdict: verdictOf(question, membership, grant),
      words: grantInWords(grant, question.resource),
    }))

function verdictOf(question: AccessQuestion, membership: MembershipGrants, grant: Grant): GrantVerdict {
  const { principal, action, resource, row, field } = question
  const memberships = [{ ...membership, grants: [grant] }]
  // What a superuser may do anyway says nothing about the grant.
  const alone = scopeFor({ ...principal, isSuperuser: false, memberships }, action, resource)
  const isAbout = covers(grant, action, resource.name) && partsOfScope(alone).some(({ isUnowned }) => !isUnowned)
  if (!isAbout) return 'other_action'
  if (row && !row.reaches(membership, grant)) return 'row_not_covered'
  const isOpen =
    field === undefined || !grant.fields || grant.fields.includes(field) || isAlwaysReadable(resource, field)
  return isOpen ? 'allows' : 'field_not_covered'
}

/** What the grant's holder may: `view file where uploaded by is the user, only original filename and tags`. */
export function grantInWords({ resource: name, action, where, fields }: Grant, resource?: Resource): string {
  const what = action === '*' ? 'do everything with ' : `${spaced(action)} `
  const whom = name === '*' ? 'anything' : (resource?.label ?? spaced(name))
  const rule = where ? ` where ${filterInWords(where, resource)}` : ''
  const only = fields ? `, only ${fields.map(spaced).join(', ') || 'nothing'}` : ''
  return `${what}${whom}${rule}${only}`
}

/** `viewAs` -> `view as`. */
const spaced = (name: string) => name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)

function inWords(
  { action, resource, row, field }: AccessQuestion,
  reason: ExplanationReason,
  [first]: readonly ExplainedGrant[],
): string {
  const wish = `${spaced(action)} ${row ? 'this' : 'a'} ${resource.label}`
  switch (reason) {
    case 'superuser':
      return `A superuser may ${wish}`
    case 'own_row':
      return `Everybody may ${spaced(action)} their own ${resource.label}`
    case 'shared':
      return `Everybody may ${wish}: it belongs to no organization`
    case 'granted':
      return `The role ${first?.role} may ${first?.words}`
    case 'no_membership':
      return `Not allowed to ${wish}: there is no membership in its organization`
    case 'withheld':
      return `Not allowed to ${wish}: the membership gives nothing until a second factor is set up`
    case 'no_grant':
      return `Not allowed to ${wish}: no grant says so`
    case 'row_not_covered':
      return `Not allowed to ${wish}: only ${first?.words}`
    case 'field_not_covered':
      return `Not allowed to ${wish} by its field ${spaced(field ?? '')}: only ${first?.words}`
  }
}
