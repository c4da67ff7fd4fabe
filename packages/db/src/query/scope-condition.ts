import { type Filter, fieldAt, filterFields, type Resource, type Scope, type ScopePart } from '@groundwork/domain'
import type { Parameters } from '../connection/statement.ts'
import { compileFilter } from './filter-to-sql.ts'
import { joinedContext } from './joined-context.ts'
import { keyColumn, tableOf } from './table.ts'

/** True for exactly the rows of `alias` that the scope reaches. `true` when it reaches all. */
export function scopeCondition(scope: Scope, resource: Resource, alias: string, parameters: Parameters): string {
  if (scope.kind === 'all') return 'true'
  if (scope.kind === 'none') return 'false'
  if (scope.kind === 'within') return anyOf(scope.parts.map((part) => partCondition(part, resource, alias, parameters)))
  const me = parameters.param(scope.userId, 'uuid')
  const own = `${alias}.${userColumn(resource, scope.field)} = ${me}`
  if (!scope.colleagues.length) return own
  const colleagues = scope.colleagues.map((part) => partCondition(part, resource, alias, parameters))
  return anyOf([own, `${alias}.created_by_id = ${me}`, ...colleagues])
}

/** The rows that one part of a scope reaches. */
export function partCondition(
  { organizations, where }: ScopePart,
  resource: Resource,
  alias: string,
  parameters: Parameters,
): string {
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

/**
 * A rule that looks behind references keeps its joins to itself. It starts from the row at hand, not from the table: a row
 * that this very statement writes is not there yet.
 */
function ruleCondition(rule: Filter, resource: Resource, alias: string, parameters: Parameters): string {
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
