import { type Principal, partsOfScope, type Resource, type Scope, type ScopePart } from '@groundwork/domain'
import { Parameters, type Statement } from '../connection/statement.ts'
import type { ListQuery, SystemActor } from '../work/contract.ts'
import { type AbilityFlags, abilityFlags } from './ability-flags.ts'
import { afterPlace, readCursor } from './cursor.ts'
import { compileFilter } from './filter-to-sql.ts'
import { joinedContext } from './joined-context.ts'
import { fieldReader, refuseUnreadable, scopeBehind } from './list-scope.ts'
import { type MarkedRows, markedFilter, markedRows } from './marks.ts'
import { type OrderTerm, orderSql, orderTerms } from './order.ts'
import { type PartFlags, partFlags } from './part-flags.ts'
import { byOrganizations, rulesCondition, scopeCondition } from './scope-condition.ts'
import { searchCondition } from './search-condition.ts'
import type { Table } from './table.ts'

export interface ListPlan {
  readonly table: Table
  readonly actor: Principal | SystemActor
  readonly scope: Scope
  readonly query: ListQuery
  readonly limit: number
}

export interface CompiledList extends Statement {
  readonly terms: readonly OrderTerm[]
  readonly readable: PartFlags
  readonly abilities: AbilityFlags
}

/**
 * One page, and one row more to know whether there is another. Of several organizations each is its own index scan in
 * order, and the scans are merged: `organization_id = any(...) order by` would read and sort every row of them all. Those
 * scans bring only what they are merged by, which an index holds by itself; the rows are fetched once the page is known.
 */
export function compileList(plan: ListPlan): CompiledList {
  const { table, limit } = plan
  const paged = compilePage(plan)
  const { terms, order, slice, parameters } = paged
  const { where, organizations } = paged.matching
  const source = `${table.name} t ${paged.joins}`
  const place = terms.map(({ column }) => `t.${column.name}`).join(', ')
  const page = organizations
    ? `select t.* from (select ${place} from ${organizations} cross join lateral (select ${place} from ${source}
         where t.${table.organization?.name} = o.id and ${where} ${order} limit ${(plan.query.offset ?? 0) + limit + 1}) t ${order} ${slice}) p
         join ${table.name} t on t.${table.key.name} = p.${table.key.name}`
    : `select t.* from ${source} where ${where} ${order} ${slice}`
  const { readable, abilities, cells } = cellsOf(plan, parameters)
  const text = `select ${cells} from (${page}) t ${table.lookupJoins} ${order}`
  return { text, values: parameters.values, terms, readable, abilities }
}

/**
 * The same page where marks leave only a few rows to look for (docs/decisions/020): these are fetched by their keys. One more cell
 * is null for every row of it. Of no rows there is one answer with nothing but that cell: whether these are all that match, or
 * too many carry the marks and nobody has looked. Null where the filter asks for no marks.
 *
 * Planned once: what it reads is bounded whatever it is asked with, and to plan it takes longer than to run it.
 */
export function compileListOfFew(plan: ListPlan): CompiledList | null {
  const { table, scope, query } = plan
  const { resource } = table
  const filter = markedFilter(query.filter, resource)
  if (!filter) return null
  const { terms, order, slice, joins, parameters, matching } = compilePage(plan)
  const marked = markedRows(filter, { resource, scope, parameters })
  const page = `select t.* from ${theFew(table, marked)} t ${joins} where ${whereOfFew(table, matching)} ${order} ${slice}`
  const { readable, abilities, cells } = cellsOf(plan, parameters)
  const isAnswered = `case when t.${table.key.name} is null then ${marked.areFew} end`
  const text = `${marked.ctes} select ${cells}, ${isAnswered} from (select) one left join (${page}) t on true ${table.lookupJoins} ${order}`
  return { text, values: parameters.values, isPlannedOnce: true, terms, readable, abilities }
}

function compilePage({ table, actor, scope, query, limit }: ListPlan) {
  const parameters = new Parameters()
  const terms = orderTerms(table, {
    orderBy: query.orderBy,
    canRead: fieldReader(scope, table.resource),
    parameters,
  })
  const matching = compileMatching({ table, actor, scope, query, terms }, parameters)
  const { offset } = query
  return {
    parameters,
    terms,
    matching,
    order: `order by ${orderSql(terms, 't')}`,
    slice: `limit ${limit + 1}${offset ? ` offset ${offset}` : ''}`,
    joins: `${matching.joins} ${isByLookup(terms) ? table.lookupJoins : ''}`,
  }
}

/** What of each row is answered. */
function cellsOf({ table, actor, scope }: ListPlan, parameters: Parameters) {
  const readable = partFlags(scope, table.resource, 't', parameters)
  const abilities = abilityFlags(actor, table.resource, 't', parameters)
  return { readable, abilities, cells: `${table.selectList}, ${readable.cell}, ${abilities.cell}` }
}

/** The number of matching rows, but never more than `atMost`. */
export function compileCount({ table, actor, scope, query }: Omit<ListPlan, 'limit'>, atMost: number): Statement {
  const parameters = new Parameters()
  const matching = compileMatching({ table, actor, scope, query, terms: null }, parameters)
  const { where, joins, organizations } = matching
  const from = organizations
    ? `${organizations} join ${table.name} t on t.${table.organization?.name} = o.id`
    : `${table.name} t`
  const counted = `select 1 from ${from} ${joins} where ${where} limit ${atMost}`
  const filter = markedFilter(query.filter, table.resource)
  if (!filter) return { text: `select count(*) from (${counted}) counted`, values: parameters.values }
  const marked = markedRows(filter, { resource: table.resource, scope, parameters })
  const few = `select 1 from ${theFew(table, marked)} t ${joins} where ${whereOfFew(table, matching)} limit ${atMost}`
  const text = `${marked.ctes} select case when ${marked.areFew} then (select count(*) from (${few}) counted)
    else (select count(*) from (${counted}) counted) end`
  return { text, values: parameters.values }
}

/**
 * Fetched by their keys before anything else is asked of them (`offset 0` keeps it apart): a plan that knows no values takes every organization
 * for one of usual size, and would go through all rows of a large one instead.
 */
const theFew = ({ name, key }: Table, { keys }: MarkedRows) =>
  `(select * from ${name} where ${key.name} = any(${keys}) offset 0)`

/** A scan by key does not go through organizations one by one, and asks for them instead. */
const whereOfFew = ({ organization }: Table, { where, organizations }: Matching) =>
  organizations ? `t.${organization?.name} in (select o.id from ${organizations}) and ${where}` : where

/** An order that no index of an organization's rows holds: the rows are then found, joined and sorted as one. */
const isByLookup = (terms: readonly OrderTerm[]) => terms.some(({ column }) => column.expression !== undefined)

export interface Matching {
  readonly where: string
  readonly joins: string
  /** A set `o` of organizations to go through one by one; null when there is only one, or none to tell apart. */
  readonly organizations: string | null
}

interface MatchingPlan extends Omit<ListPlan, 'limit'> {
  readonly terms: readonly OrderTerm[] | null
  /** All of the rows are read, in whatever order, so that Postgres may choose its way by any condition. */
  readonly isWhole?: true
}

export function compileMatching(
  { table, actor, scope, query, terms, isWhole }: MatchingPlan,
  parameters: Parameters,
): Matching {
  const { resource } = table
  const alias = 't'
  const context = joinedContext(resource, {
    alias,
    parameters,
    visible: (target, own) => scopeCondition(scopeBehind(actor, target), target, own, parameters),
  })
  const { organizations, condition } = isByLookup(terms ?? [])
    ? { organizations: null, condition: scopeCondition(scope, resource, alias, parameters) }
    : compileScope({ table, scope }, parameters)
  const marked = isWhole ? null : markedFilter(query.filter, resource)
  const conditions = [condition]
  if (resource.softDelete) conditions.push(`t.deleted_at is ${query.trash ? 'not ' : ''}null`)
  else if (query.trash) conditions.push('false')
  if (query.filter) {
    refuseUnreadable(query.filter, resource, actor)
    const { rest, conditions: common } = marked ?? { rest: query.filter, conditions: null }
    conditions.push(`(${compileFilter(rest, resource, context)})`)
    // Postgres takes any condition on tags for rare. Where it matters they are not: then it shall not avoid the order for them.
    if (common) conditions.push(`coalesce(${compileFilter(common, resource, context)}, false)`)
  }
  if (query.search) {
    const found = searchCondition(table, query.search, { alias, parameters, canRead: fieldReader(scope, resource) })
    const { alsoFound } = query
    const elsewhere = alsoFound?.length ? ` or t.${table.key.name} = any(${parameters.param(alsoFound, 'uuid[]')})` : ''
    conditions.push(`(${found || 'true'}${elsewhere})`)
  }
  if (query.cursor && terms) conditions.push(afterPlace(terms, readCursor(terms, query.cursor), { alias, parameters }))
  const where = conditions.filter((part) => part && part !== 'true').join(' and ') || 'true'
  return { where, joins: context.joins(), organizations }
}

/** Every organization once. Parts mostly share their list, which is then passed on as it is. */
function organizationsOf(parts: readonly ScopePart[]): readonly string[] {
  const [list = [], ...others] = new Set(parts.map(({ organizations }) => organizations))
  return others.length ? [...new Set([list, ...others].flat())] : list
}

/** What else a row must meet that is in an organization of the scope: of all parts, where they have the same organizations. */
function rulesWithin(scope: Extract<Scope, { kind: 'within' }>, resource: Resource, parameters: Parameters): string {
  const { parts } = scope
  if (parts.every(({ where }) => !where)) return 'true'
  const isOneGroup = byOrganizations(parts).size === 1
  return isOneGroup
    ? rulesCondition(parts, resource, 't', parameters)
    : scopeCondition(scope, resource, 't', parameters)
}

/** Rows of no organization are in no organization's scan: a list that may hold some is read as one. */
const takesUnowned = ({ scope: of }: Resource, scope: Scope) =>
  of.kind === 'organization' &&
  of.unowned !== undefined &&
  (scope.kind === 'all' || partsOfScope(scope).some(({ isUnowned }) => isUnowned))

function compileScope({ table, scope }: Pick<ListPlan, 'table' | 'scope'>, parameters: Parameters) {
  const { resource, organization } = table
  const isInOrganizations = organization !== null && organization !== table.key && !takesUnowned(resource, scope)
  if (isInOrganizations && scope.kind === 'all') {
    return { organizations: '(select id from organization) o', condition: 'true' }
  }
  if (!isInOrganizations || scope.kind !== 'within') {
    return { organizations: null, condition: scopeCondition(scope, resource, 't', parameters) }
  }
  const reached = organizationsOf(scope.parts)
  const rules = rulesWithin(scope, resource, parameters)
  const [only] = reached
  if (reached.length === 1) {
    const equals = `t.${organization.name} = ${parameters.param(only, 'uuid')}`
    return { organizations: null, condition: rules === 'true' ? equals : `${equals} and ${rules}` }
  }
  return { organizations: `unnest(${parameters.param(reached, 'uuid[]')}) as o(id)`, condition: rules }
}
