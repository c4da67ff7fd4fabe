import {
  type Condition,
  comparedAt,
  type FieldPlace,
  type Filter,
  type FilterValue,
  fieldAt,
  fitFilter,
  foldCase,
  letterPairs,
  type Resource,
  resourceNamed,
  type Scalar,
  scalarsOf,
} from '@groundwork/domain'
import type { FilterContext } from './filter-context.ts'
import { columnAt, type Operand, operandOf, ownerAlias } from './filter-operand.ts'
import { castOf } from './row.ts'
import { columnName, keyColumn } from './table.ts'

/**
 * The filter as an SQL condition with the meaning that `evaluateFilter` writes down. It is true for exactly the rows that
 * match and false or null for all others: use it in `where`, or with `is true`. Values are parameters only, so filters of
 * one shape share one prepared statement.
 */
export function compileFilter(filter: Filter, resource: Resource, context: FilterContext): string {
  const fitted = fitFilter(filter, resource, context.resourceNamed)
  return fitted ? compileNode(fitted, resource, context) : 'false'
}

function compileNode(filter: Filter, resource: Resource, context: FilterContext): string {
  const compile = (child: Filter) => compileNode(child, resource, context)
  if ('and' in filter) return filter.and.length ? `(${filter.and.map(compile).join(' and ')})` : 'true'
  if ('or' in filter) return filter.or.length ? `(${filter.or.map(compile).join(' or ')})` : 'false'
  if ('not' in filter) return opposite(compile(filter.not))
  return compileCondition(filter, placeOf(filter, resource, context), context)
}

/** Also true where the condition is null: that is what keeps the logic at two values. */
const opposite = (condition: string) => `((${condition}) is not true)`

function placeOf({ field }: Condition, resource: Resource, { resourceNamed }: FilterContext): FieldPlace {
  const place = fieldAt(resource, field, resourceNamed)
  if (!place) throw new Error(`${resource.name} has no field ${field}`)
  return place
}

function compileCondition(condition: Condition, place: FieldPlace, context: FilterContext): string {
  if (place.last.field.kind === 'items') return compileItems(condition, place, context)
  return compileValue(condition, place, { context, held: columnAt(place, context) })
}

/** True when one item of the list meets the condition; what is the opposite of another one, when none meets that. */
function compileItems({ field, op, value }: Condition, place: FieldPlace, context: FilterContext): string {
  if (op === 'neq') return opposite(compileItems({ field, op: 'eq', value }, place, context))
  if (op === 'notin') return opposite(compileItems({ field, op: 'in', value }, place, context))
  if (op === 'isnull' && value) return opposite(compileItems({ field, op, value: false }, place, context))
  const isMet = compileValue({ field, op, value }, place, { context, held: 'item.value' })
  return `exists (select from jsonb_array_elements(${columnAt(place, context)}) item where ${isMet})`
}

interface Held {
  readonly context: FilterContext
  /** The column, or one item of the list that it holds. */
  readonly held: string
}

function compileValue(condition: Condition, place: FieldPlace, { context, held }: Held): string {
  const { op, value } = condition
  const operand = operandOf(place, condition, context, held)
  const { sql, cast, encode } = operand
  const one = (scalar: Scalar) => context.param(encode(scalar), cast)
  const list = () => context.param(scalarsOf(value).map(encode), `${cast}[]`)
  // The "C" collation orders by code point, as the evaluator does, and its indexes serve `^@` and ranges.
  const ordered = cast === 'text' ? `${sql} collate "C"` : sql

  switch (op) {
    case 'eq':
      return `${sql} = ${one(scalarOf(value))}`
    case 'neq':
      return opposite(`${sql} = ${one(scalarOf(value))}`)
    case 'in':
      return `${sql} = any(${list()})`
    case 'notin':
      return opposite(`${sql} = any(${list()})`)
    case 'isnull':
      return `${sql} is ${value ? '' : 'not '}null`
    case 'gt':
      return `${ordered} > ${one(scalarOf(value))}`
    case 'gte':
      return `${ordered} >= ${one(scalarOf(value))}`
    case 'lt':
      return `${ordered} < ${one(scalarOf(value))}`
    case 'lte':
      return `${ordered} <= ${one(scalarOf(value))}`
    case 'between': {
      const [least = null, greatest = null] = scalarsOf(value)
      return `${ordered} between ${one(least)} and ${one(greatest)}`
    }
    case 'contains':
      return `strpos(${sql}, ${one(scalarOf(value))}) > 0`
    case 'startswith':
      return `${ordered} ^@ ${one(scalarOf(value))}`
    case 'endswith':
      return endsWith(sql, one(scalarOf(value)))
    case 'icontains':
    case 'istartswith':
    case 'iendswith':
      return compileInAnyCase(op, operand, String(value), context)
    case 'hasany':
      return `${sql} ${isJson(place) ? '?|' : '&&'} ${list()}`
    case 'hasall':
      return `${sql} ${isJson(place) ? '?&' : '@>'} ${list()}`
    case 'descendantof':
      return compileDescendants(place, scalarOf(value), context)
  }
}

const isJson = (place: FieldPlace) => comparedAt(place).kind === 'json'
const scalarOf = (value: FilterValue): Scalar => scalarsOf(value)[0] ?? null

const endsWith = (sql: string, end: string) => `right(${sql}, char_length(${end})) = ${end}`

/** See `foldCase`: ASCII by `lower`, beyond it only the letters that the wanted text contains. */
function compileInAnyCase(
  op: 'icontains' | 'istartswith' | 'iendswith',
  { sql }: Operand,
  value: string,
  context: FilterContext,
): string {
  const wanted = foldCase(value)
  const { from, to } = letterPairs(wanted)
  const folded = `translate(lower(${sql} collate "C"), ${context.param(from, 'text')}, ${context.param(to, 'text')})`
  const part = context.param(wanted, 'text')
  if (op === 'icontains') return `strpos(${folded}, ${part}) > 0`
  return op === 'istartswith' ? `${folded} ^@ ${part}` : endsWith(folded, part)
}

/**
 * The node itself and everything below it. A range of the path and an array of keys rather than `^@` and `in`: Postgres can
 * use an index for them although the path comes from a subquery. A node that the caller cannot see has no descendants.
 */
function compileDescendants(place: FieldPlace, top: Scalar, context: FilterContext): string {
  const { owner, name, field } = place.last
  const tree = field.reference ? (context.resourceNamed ?? resourceNamed)(field.reference) : owner
  const key = keyColumn(tree)
  const given = context.param(top, castOf[tree.fields[tree.key]?.kind ?? 'uuid'])
  const pathOfTop = (path: string) => `(select ${path} from "${tree.table}" top where top.${key} = ${given})`
  const isBelow = (alias: string) =>
    `${alias}.path collate "C" >= ${pathOfTop('top.path')} and ${alias}.path collate "C" < ${pathOfTop(endOfBranch)}`

  const alias = ownerAlias(place, context)
  if (!field.reference) return `(${isBelow(alias)})`
  const nodes = `array(select node.${key} from "${tree.table}" node where ${isBelow('node')})`
  return `${alias}."${columnName(name, field)}" = any(${nodes})`
}

/** Every path below a node begins with its own, which ends in a slash; `0` is the character after the slash. */
const endOfBranch = `left(top.path, -1) || '0'`
