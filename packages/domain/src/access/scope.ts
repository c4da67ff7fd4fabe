import { conditionsOf, type Filter, matchesAll, matchesNone } from '../filter/filter.ts'
import type { Resource } from '../resource/define-resource.ts'
import { actionsOf } from './actions.ts'
import { bindPrincipal } from './bind-principal.ts'
import type { Action, Grant, Principal } from './principal.ts'

/** Rows of these organizations that match `where`; of them the listed fields. */
export interface ScopePart {
  readonly organizations: readonly string[]
  /** Instead of those of organizations, the rows that belong to none. */
  readonly isUnowned?: true
  readonly where?: Filter
  readonly fields?: readonly string[]
}

/** Which rows an action reaches. `within` is never empty. */
export type Scope =
  | { readonly kind: 'none' }
  | { readonly kind: 'all' }
  | { readonly kind: 'within'; readonly parts: readonly ScopePart[] }
  | {
      readonly kind: 'self'
      readonly field: string
      readonly userId: string
      /** Besides the own row: people with a membership in these organizations, and whom the caller has made. */
      readonly colleagues: readonly ScopePart[]
    }

const none: Scope = { kind: 'none' }
const all: Scope = { kind: 'all' }

/** Rows that belong to no organization and that everybody may view. */
export const sharedRows: ScopePart = { organizations: [], isUnowned: true }

/**
 * The one answer to "which rows of this resource may this principal do this to". Every read compiles it in; every write
 * checks it on the row before and after. Pure, so that rules are tested without a database.
 */
export function scopeFor(principal: Principal, action: Action, resource: Resource): Scope {
  if (principal.preview && action !== 'view') return none
  // What is only ever added to is added to by the system: no grant, however wide, makes or changes a row of it.
  if (resource.appendOnly && !actionsOf(resource).includes(action)) return none
  if (principal.isSuperuser) return all
  const { scope } = resource
  if (scope.kind === 'global') return action === 'view' ? all : none
  const parts = mergeParts(
    principal.memberships.flatMap((membership) => partsOf(principal, membership, action, resource)),
  )
  if (scope.kind === 'self') return selfScope(principal, action, { field: scope.field, parts, resource })
  const reached = [
    ...parts,
    ...ownParts(principal, action, resource),
    ...(action === 'view' && scope.unowned === 'shared' ? [sharedRows] : []),
  ]
  return reached.length ? { kind: 'within', parts: reached } : none
}

/**
 * Everybody sees and changes their own row, but a key that is limited to grants sees it only by one. A grant in an organization shows its people and lets one add people, but never
 * change them: somebody's e-mail address is the key to all their organizations, not to this one alone. What the resource
 * adds to the standard actions, as deactivating, goes by grants too; the service that does it asks for more.
 */
function selfScope(
  { userId, isLimited }: Principal,
  action: Action,
  {
    field,
    parts,
    resource,
  }: { readonly field: string; readonly parts: readonly ScopePart[]; readonly resource: Resource },
): Scope {
  if (isLimited && !parts.length) return none
  if (action === 'change') return { kind: 'self', field, userId, colleagues: [] }
  const isGranted = action === 'add' || resource.actions?.includes(action)
  if (action === 'view' || (isGranted && parts.length)) return { kind: 'self', field, userId, colleagues: parts }
  return none
}

/** A preview shows what a role may see, not what the person looking has made. */
function ownParts(principal: Principal, action: Action, resource: Resource): ScopePart[] {
  const { userId, memberships } = principal
  if (!resource.own || !memberships.length || !isAlwaysOwn(principal, action, resource)) return []
  const organizations = memberships.map(({ organization }) => organization)
  return [{ organizations, where: { field: resource.own.field, op: 'eq', value: userId } }]
}

/** Whether this may be done to what one has made, without any grant. */
export const isAlwaysOwn = ({ isLimited, preview }: Principal, action: Action, { own }: Resource): boolean =>
  own?.actions.includes(action) === true && !isLimited && !preview

function partsOf(
  principal: Principal,
  membership: Principal['memberships'][number],
  action: Action,
  resource: Resource,
): ScopePart[] {
  const matching = membership.grants.filter((grant) => covers(grant, action, resource.name))
  const isWhole = matching.some(isUnconditional)
  const { userId, isLimited } = principal
  const bounds = resource.bounds?.({ userId, roleId: membership.roleId, isLimited })
  const organizations = [membership.organization]
  if (isWhole) return [{ organizations, ...(bounds && { where: bounds }) }]
  return matching.map(({ where, fields }) => {
    const rule = both(bounds, where && bindPrincipal(where, principal, membership))
    return { organizations, ...(rule && { where: rule }), ...(fields && { fields }) }
  })
}

const both = (one: Filter | undefined, other: Filter | undefined): Filter | undefined =>
  one && other ? { and: [one, other] } : (one ?? other)

export const covers = (grant: Grant, action: Action, resource: string) =>
  (grant.resource === '*' || grant.resource === resource) && (grant.action === '*' || grant.action === action)

const isUnconditional = ({ where, fields }: Grant) => !where && !fields

/** Whether memberships let one do this to every row of an organization, by every field; without one, of any at all. */
export const mayWholly = (
  memberships: Principal['memberships'],
  {
    action,
    resource,
    organization,
  }: { readonly action: Action; readonly resource: string; readonly organization?: string | undefined },
): boolean =>
  memberships.some(
    (held) =>
      (organization === undefined || held.organization === organization) &&
      held.grants.some((grant) => isUnconditional(grant) && covers(grant, action, resource)),
  )

/** Organizations with the same rule become one part: fifty memberships with one role compile to one list of ids. */
function mergeParts(parts: readonly ScopePart[]): ScopePart[] {
  const byRule = new Map<string, ScopePart>()
  for (const part of parts) {
    const rule = part.where || part.fields ? JSON.stringify([part.where, part.fields]) : ''
    const same = byRule.get(rule)
    byRule.set(rule, same ? { ...part, organizations: [...same.organizations, ...part.organizations] } : part)
  }
  return shareLists([...byRule.values()].sort((one, next) => weightOf(one) - weightOf(next)))
}

/** Whoever judges rules stops at the first that holds: those that look into JSON or behind references come last. */
const weightOf = ({ where }: ScopePart) =>
  where ? conditionsOf(where).filter(({ field }) => field.includes('.')).length : 0

/** Parts of the same organizations name them by one array, each once, so that a statement carries it once. */
function shareLists(parts: readonly ScopePart[]): ScopePart[] {
  const lists = new Map<string, readonly string[]>()
  return parts.map((part) => {
    const key = part.organizations.join()
    const organizations = lists.get(key) ?? [...new Set(part.organizations)]
    lists.set(key, organizations)
    return { ...part, organizations }
  })
}

/**
 * The same scope in the filter language, for the in-memory evaluator and for showing it in words. Of `colleagues` it tells
 * only those the caller has made: who has a membership where, no single row can say.
 */
export function scopeToFilter(scope: Scope, resource: Resource): Filter {
  if (scope.kind === 'all') return matchesAll
  if (scope.kind === 'none') return matchesNone
  if (scope.kind === 'self') {
    const own: Filter = { field: scope.field, op: 'eq', value: scope.userId }
    return scope.colleagues.length ? { or: [own, { field: 'createdBy', op: 'eq', value: scope.userId }] } : own
  }
  const field = resource.scope.kind === 'organization' ? resource.scope.field : resource.key
  return {
    or: scope.parts.map(({ organizations, isUnowned, where }) =>
      isUnowned
        ? { field, op: 'isnull', value: true }
        : { and: [{ field, op: 'in', value: organizations }, ...(where ? [where] : [])] },
    ),
  }
}

/** The fields that may be filtered, sorted and searched by: only those readable in every row the scope reaches. */
export function readableFields(scope: Scope, resource: Resource): ReadonlySet<string> | 'all' {
  const parts = partsOfScope(scope)
  if (parts.every(({ fields }) => !fields)) return 'all'
  return new Set(
    resource.columns.filter((name) =>
      parts.every(({ fields }) => !fields || fields.includes(name) || isAlwaysReadable(resource, name)),
    ),
  )
}

/** The parts that come from grants. */
export const partsOfScope = (scope: Scope): readonly ScopePart[] =>
  scope.kind === 'within' ? scope.parts : scope.kind === 'self' ? scope.colleagues : []

/** A row without its key, version and organization could not be addressed or changed safely. */
export const isAlwaysReadable = (resource: Resource, name: string) =>
  name === resource.key || name === 'version' || name === 'organization'
