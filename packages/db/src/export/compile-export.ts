import type { Principal, Resource, Scope } from '@groundwork/domain'
import { Parameters, type Statement } from '../connection/statement.ts'
import { scopeOf } from '../query/actor-scope.ts'
import { compileMatching } from '../query/compile-list.ts'
import { fieldReader, narrowScope } from '../query/list-scope.ts'
import { type OrderTerm, orderSql, orderTerms } from '../query/order.ts'
import { partFlags } from '../query/part-flags.ts'
import { scopeCondition } from '../query/scope-condition.ts'
import { type Column, columnSql, type Table, tableOf } from '../query/table.ts'
import type { ExportQuery, SystemActor } from '../work/contract.ts'
import { maskedValues } from './masked-values.ts'

export interface CompiledExport extends Statement {
  /** The values of the fields that were asked for, from the cells of a row. Null where the cells are these values. */
  readonly valuesIn: ((cells: readonly unknown[]) => readonly unknown[]) | null
}

/**
 * All rows of a list in its order: those that the caller views and may also take out. The joins, the filter and the search are those of
 * the list itself, so that what is written is what was shown. Null where nothing is reached.
 */
export function compileExport(
  actor: Principal | SystemActor,
  resource: Resource,
  query: ExportQuery,
): CompiledExport | null {
  const reached = reachedRows(actor, resource, query)
  if (!reached) return null
  const { view, taken } = reached
  const whole = tableOf(resource)
  const table = narrowed(whole, query.fields)
  const parameters = new Parameters()
  const canRead = fieldReader(view, resource)
  const terms = orderTerms(whole, { orderBy: query.orderBy, canRead, parameters })
  const isByLookup = terms.some(({ column }) => whole.lookups.some((lookup) => lookup === column))
  const joins = isByLookup ? whole.lookupJoins : table.lookupJoins
  const source = sourceOf({ actor, query, ...reached, terms, joins }, whole, parameters)
  const readable = [partFlags(view, resource, 't', parameters), partFlags(taken, resource, 't', parameters)] as const
  const isAsStored = table !== whole && readable.every(({ isAlwaysOpen }) => isAlwaysOpen)
  const flags = isAsStored ? [] : readable.map(({ cell }) => cell)
  const cells = [table.selectList, ...flags].filter(Boolean).join(', ')
  const text = `select ${cells} from ${source} order by ${orderSql(terms, 't')}`
  return { text, values: parameters.values, valuesIn: isAsStored ? null : maskedValues(table, readable, query.fields) }
}

/** How many rows that are. Null where nothing is reached. */
export function compileExportCount(
  actor: Principal | SystemActor,
  resource: Resource,
  query: ExportQuery,
): Statement | null {
  const reached = reachedRows(actor, resource, query)
  if (!reached) return null
  const parameters = new Parameters()
  const source = sourceOf({ actor, query, ...reached, terms: null, joins: '' }, tableOf(resource), parameters)
  return { text: `select count(*) from ${source}`, values: parameters.values }
}

interface Reached {
  readonly view: Scope
  readonly taken: Scope
}

function reachedRows(
  actor: Principal | SystemActor,
  resource: Resource,
  { organizations }: ExportQuery,
): Reached | null {
  const [view, taken] = (['view', 'export'] as const).map((action) =>
    narrowScope(scopeOf(actor, action, resource), resource, organizations),
  )
  return !view || !taken || view.kind === 'none' || taken.kind === 'none' ? null : { view, taken }
}

interface Source extends Reached {
  readonly actor: Principal | SystemActor
  readonly query: ExportQuery
  readonly terms: readonly OrderTerm[] | null
  readonly joins: string
}

/** The rows `t` with what is joined to them, and what they must meet. */
function sourceOf(
  { actor, query, view, taken, terms, joins: more }: Source,
  table: Table,
  parameters: Parameters,
): string {
  const matching = compileMatching({ table, actor, scope: view, query, terms, isWhole: true }, parameters)
  const { where, joins, organizations } = matching
  const rows = organizations
    ? `${organizations} join ${table.name} t on t.${table.organization?.name} = o.id`
    : `${table.name} t`
  return `${rows} ${joins} ${more} where ${where} and ${scopeCondition(taken, table.resource, 't', parameters)}`
}

/** A table with these cells alone, in this order; what is derived may follow from any of them, and then all are read. */
function narrowed(table: Table, fields: readonly string[]): Table {
  const columns = fields.flatMap((field) => storedAt(table, field) ?? [])
  if (columns.length < fields.length) return table
  return {
    ...table,
    derived: [],
    cells: fields,
    selectList: columns.map((column) => columnSql(column, 't')).join(', '),
    lookupJoins: columns.some(({ expression }) => expression) ? table.lookupJoins : '',
  }
}

const storedAt = ({ byField, lookups }: Table, field: string): Column | undefined =>
  byField.get(field) ?? lookups.find((lookup) => lookup.field === field)
