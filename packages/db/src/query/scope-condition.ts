import { type Filter, fieldAt, filterFields, type Resource, type Scope, type ScopePart } from '@groundwork/domain'
import { type Fragment, fragmentOf, Parameters } from '../connection/statement.ts'
import { compileFilter } from './filter-to-sql.ts'
import { joinedContext } from './joined-context.ts'
import { keyColumn, tableOf } from './table.ts'

/** True for exactly the rows of `alias` that the scope reaches. `true` when it reaches all. */
export function scopeCondition(scope: Scope, resource: Resource, alias: string, parameters: Parameters): string {
  if (scope.kind === 'all') return 'true'
  if (scope.kind === 'none') return 'false'
  if (scope.kind === 'within') return partsCondition(scope.parts, resource, alias, parameters)
  const me = parameters.param(scope.userId, 'uuid')
  const own = `${alias}.${userColumn(resource, scope.field)} = ${me}`
  if (!scope.colleagues.length) return own
  return anyOf([own, `${alias}.created_by_id = ${me}`, partsCondition(scope.colleagues, resource, alias, parameters)])
}

/** The parts of one list of organizations ask for it once, whatever number of rules they have. */
function partsCondition(
  parts: readonly ScopePart[],
  resource: Resource,
  alias: string,
  parameters: Parameters,
): string {
  const conditions = [...byOrganizations(parts).values()].map((group) => {
    const [first] = group
    if (!first || group.length === 1) return first ? partCondition(first, resource, alias, parameters) : 'false'
    const within = belongsTo(first.organizations, resource, alias, parameters)
    return `(${within} and ${rulesCondition(group, resource, alias, parameters)})`
  })
  return anyOf(conditions)
}

/** Parts by their list of organizations; `scopeFor` gives equal lists as one. */
export function byOrganizations(parts: readonly ScopePart[]): Map<readonly string[] | undefined, readonly ScopePart[]> {
  const groups = new Map<readonly string[] | undefined, readonly ScopePart[]>()
  for (const part of parts) {
    const key = part.isUnowned ? undefined : part.organizations
    groups.set(key, [...(groups.get(key) ?? []), part])
  }
  return groups
}

/** Of the rows that are in the right organizations, those that one of the parts reaches. */
export function rulesCondition(
  parts: readonly ScopePart[],
  resource: Resource,
  alias: string,
  parameters: Parameters,
): string {
  if (parts.some(({ where }) => !where)) return 'true'
  return anyOf(parts.flatMap(({ where }) => (where ? [ruleCondition(where, resource, alias, parameters)] : [])))
}

/** The rows that one part of a scope reaches. */
export function partCondition(
  { organizations, isUnowned, where }: ScopePart,
  resource: Resource,
  alias: string,
  parameters: Parameters,
): string {
  if (isUnowned) return `${alias}.${tableOf(resource).organization?.name} is null`
  const within = belongsTo(organizations, resource, alias, parameters)
  return where ? `(${within} and ${ruleCondition(where, resource, alias, parameters)})` : within
}

function belongsTo(
  organizations: readonly string[],
  resource: Resource,
  alias: string,
  parameters: Parameters,
): string {
  const { organization } = tableOf(resource)
  const list = parameters.param(organizations, 'uuid[]')
  if (organization) return `${alias}.${organization.name} = any(${list})`
  const person = resource.scope.kind === 'self' ? userColumn(resource, resource.scope.field) : keyColumn(resource)
  return `exists (select from membership m where m.user_id = ${alias}.${person} and m.is_active and m.organization_id = any(${list}))`
}

/** A rule lives as long as its principal and is held against every list: it is compiled once, and then only numbered anew. */
const compiled = new WeakMap<Filter, Map<string, Fragment>>()

function ruleCondition(rule: Filter, resource: Resource, alias: string, parameters: Parameters): string {
  const known = compiled.get(rule) ?? new Map<string, Fragment>()
  compiled.set(rule, known)
  const key = `${resource.name} ${alias}`
  const found = known.get(key) ?? compileRule(rule, resource, alias)
  known.set(key, found)
  return parameters.include(found)
}

function compileRule(rule: Filter, resource: Resource, alias: string): Fragment {
  const parameters = new Parameters()
  return fragmentOf({ text: ruleText(rule, resource, alias, parameters), values: parameters.values })
}

/**
 * A rule that looks behind references keeps its joins to itself. It starts from the row at hand, not from the table: a row
 * that this very statement writes is not there yet.
 */
function ruleText(rule: Filter, resource: Resource, alias: string, parameters: Parameters): string {
  const looksBehind = filterFields(rule).some((path) => fieldAt(resource, path)?.through)
  if (!looksBehind) return `(${compileFilter(rule, resource, joinedContext(resource, { alias, parameters }))})`
  const inner = joinedContext(resource, { alias: `${alias}r`, parameters })
  const condition = compileFilter(rule, resource, inner)
  return `exists (select from (select ${alias}.*) ${inner.alias} ${inner.joins()} where ${condition})`
}

const userColumn = (resource: Resource, field: string) =>
  tableOf(resource).byField.get(field)?.name ?? keyColumn(resource)

const anyOf = (conditions: readonly string[]) =>
  conditions.length === 1 ? `${conditions[0]}` : `(${conditions.join(' or ')})`
