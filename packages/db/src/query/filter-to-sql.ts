import {
  type Condition,
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
import { type Operand, operandOf, ownerAlias } from './filter-operand.ts'
import { columnName } from './table.ts'

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
  const { op, value } = condition
  const operand = operandOf(place, condition, context)
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
      return `${sql} && ${list()}`
    case 'hasall':
      return `${sql} @> ${list()}`
    case 'descendantof':
      return compileDescendants(place, scalarOf(value), context)
  }
}

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

/** Above every character, so that `path < top || it` ends just behind the last descendant. */
const lastCharacter = 'chr(1114111)'

/**
 * The node itself and everything below it. A range of the path and an array of ids rather than `^@` and `in`: Postgres can
 * use an index for them although the path comes from a subquery. A node that the caller cannot see has no descendants.
 */
function compileDescendants(place: FieldPlace, top: Scalar, context: FilterContext): string {
  const { owner, name, field } = place.last
  const tree = field.reference ? (context.resourceNamed ?? resourceNamed)(field.reference) : owner
  const id = context.param(top, 'uuid')
  const pathOfTop = (end: string) => `(select top.path${end} from "${tree.table}" top where top.id = ${id})`
  const isBelow = (alias: string) =>
    `${alias}.path collate "C" >= ${pathOfTop('')} and ${alias}.path collate "C" < ${pathOfTop(` || ${lastCharacter}`)}`

  const alias = ownerAlias(place, context)
  if (!field.reference) return `(${isBelow(alias)})`
  const nodes = `array(select node.id from "${tree.table}" node where ${isBelow('node')})`
  return `${alias}."${columnName(name, field)}" = any(${nodes})`
}
