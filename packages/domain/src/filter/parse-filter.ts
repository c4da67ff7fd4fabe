import { DomainError } from '../error/domain-error.ts'
import type { Resource } from '../resource/define-resource.ts'
import { isSafeKey } from '../resource/json-object.ts'
import { type Condition, type Filter, filterLimits, matchesAll, type Operator } from './filter.ts'
import { type FieldPlace, type FindResource, fieldAt, fieldAtRest, pathOf } from './filter-fields.ts'
import { operatorsFor } from './filter-operators.ts'
import { isStorableText, readValue } from './filter-value.ts'
import { isOpenTo, type Readable } from './readable-paths.ts'

export type FilterFault =
  | 'filter_malformed'
  | 'filter_too_deep'
  | 'filter_too_large'
  | 'filter_unknown_field'
  | 'filter_unknown_operator'
  | 'filter_bad_value'
  | 'filter_asks_nothing'

export interface ParseFilterOptions {
  /** What the caller may read, hence filter by: `readableBy(principal)`. Left out, all of the resource itself. */
  readonly readable?: Readable
  /** `rest` also understands `product_type` and `category__slug`. What comes out is camelCase with dots, always. */
  readonly spelling?: 'camel' | 'rest'
  /** A role's rule: values may also be `$principal.userId`, `$principal.username` and `$membership.<attribute>`. */
  readonly isRule?: boolean
  /** One that asks for nothing is refused, where it would be every row and that is too much to mean by mistake. */
  readonly mustAsk?: boolean
  /** The caller's name for the filter in error paths. */
  readonly at?: string
  readonly resourceNamed?: FindResource
}

/**
 * Parses untrusted input into a filter that names only fields the caller may filter by, with operators that suit them and
 * values of their type in their one normal spelling. A group of nothing asks for nothing, `or` like `and` (seed 001, Filtering:
 * "Empty AND/OR is neutral"); in a role's rule an empty `or` stays what nothing meets, for there it would open every row.
 *
 * @throws DomainError invalid, with a {@link FilterFault} as reason and the path of the fault as the caller nested it
 */
export function parseFilter(input: unknown, resource: Resource, options: ParseFilterOptions = {}): Filter {
  const path = options.at ?? 'filter'
  const filter = readNode(input, { resource, ...options, path, depth: 0, budget: { nodes: filterLimits.nodes } })
  if (options.mustAsk && asksNothing(filter))
    throw fault('filter_asks_nothing', path, 'Asks for nothing: leave it out where every row is meant')
  return filter
}

const maxJsonLength = 100_000

/** The same for a filter sent as text, as in REST's query string. */
export function parseFilterJson(text: string, resource: Resource, options: ParseFilterOptions = {}): Filter {
  const path = options.at ?? 'filter'
  if (text.length > maxJsonLength) throw fault('filter_too_large', path, `Expected at most ${maxJsonLength} characters`)
  return parseFilter(readJson(text, path), resource, options)
}

function readJson(text: string, path: string): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw fault('filter_malformed', path, 'Expected JSON', { cause })
  }
}

interface Place extends ParseFilterOptions {
  readonly resource: Resource
  readonly path: string
  readonly depth: number
  /** Shared by the whole filter. */
  readonly budget: { nodes: number }
}

const below = (place: Place, ...segments: readonly (string | number)[]): Place => ({
  ...place,
  path: [place.path, ...segments].join('.'),
  depth: place.depth + 1,
})

function readNode(input: unknown, place: Place): Filter {
  const { path, depth, budget } = place
  if (depth > filterLimits.depth)
    throw fault('filter_too_deep', path, `Nested more than ${filterLimits.depth} levels deep`)
  budget.nodes -= 1
  if (budget.nodes < 0) throw fault('filter_too_large', path, `More than ${filterLimits.nodes} nodes`)
  if (typeof input !== 'object' || input === null || Array.isArray(input)) {
    throw fault('filter_malformed', path, 'Expected an object')
  }
  const node = input as Readonly<Record<string, unknown>>
  if (Object.hasOwn(node, 'field')) return readCondition(node, place)
  if (Object.hasOwn(node, 'and')) return { and: readGroup(node, 'and', place) }
  if (Object.hasOwn(node, 'or')) return place.isRule ? { or: readGroup(node, 'or', place) } : readChoices(node, place)
  if (!Object.hasOwn(node, 'not'))
    throw fault('filter_malformed', path, 'Expected and, or, not, or field, op and value')
  refuseOtherKeys(node, ['not'], place)
  const negated = readNode(node.not, below(place, 'not'))
  return !place.isRule && asksNothing(negated) ? matchesAll : { not: negated }
}

/** What asks for nothing is no choice beside others: it would be every row. */
function readChoices(node: Readonly<Record<string, unknown>>, place: Place): Filter {
  const choices = readGroup(node, 'or', place).filter((choice) => !asksNothing(choice))
  return choices.length ? { or: choices } : matchesAll
}

const asksNothing = (filter: Filter): boolean => 'and' in filter && filter.and.every(asksNothing)

function readGroup(node: Readonly<Record<string, unknown>>, name: 'and' | 'or', place: Place): Filter[] {
  refuseOtherKeys(node, [name], place)
  const children = node[name]
  if (!Array.isArray(children)) throw fault('filter_malformed', `${place.path}.${name}`, 'Expected a list')
  return children.map((child: unknown, index) => readNode(child, below(place, name, index)))
}

function readCondition(node: Readonly<Record<string, unknown>>, place: Place): Condition {
  refuseOtherKeys(node, ['field', 'op', 'value'], place)
  const field = readField(node.field, place)
  const op = readOperator(node.op, field, place)
  const path = `${place.path}.value`
  if (Array.isArray(node.value) && node.value.length > filterLimits.listLength) {
    throw fault('filter_too_large', path, `Expected at most ${filterLimits.listLength} values`)
  }
  // A set of words contains a word when it has any of that one.
  const isWordInSet = field.last.field.kind === 'textArray' && op === 'contains'
  const asked = isWordInSet ? ({ op: 'hasany', input: [node.value] } as const) : { op, input: node.value }
  const read = readValue(field, asked.op, asked.input, place.isRule ? isStandIn : undefined)
  if ('value' in read) return { field: pathOf(field), op: asked.op, value: read.value }
  const hasItem = read.item !== undefined && !isWordInSet
  throw fault('filter_bad_value', hasItem ? `${path}.${read.item}` : path, read.problem)
}

/**
 * A field that does not exist, one that cannot be filtered by and one that the caller may not read are the same answer:
 * otherwise the error would say which secret fields there are.
 */
function readField(
  input: unknown,
  { resource, path, spelling, readable = new Set(resource.columns), resourceNamed }: Place,
): FieldPlace {
  if (typeof input !== 'string') throw fault('filter_malformed', `${path}.field`, 'Expected the name of a field')
  const find = spelling === 'rest' ? fieldAtRest : fieldAt
  const found = isStorableText(input) ? find(resource, input, resourceNamed) : undefined
  if (!found || !isOpenTo(readable, found) || found.steps.length > filterLimits.hops + 1 || !isUsableKey(found.key)) {
    throw fault('filter_unknown_field', `${path}.field`, 'No field of this name can be filtered by')
  }
  return found
}

/** As in `jsonObject`: such a key is never stored, so asking for it is a mistake or an attack. */
const isUsableKey = (key = '') => key.length <= 100 && isSafeKey(key)

function readOperator(input: unknown, field: FieldPlace, { path, resourceNamed }: Place): Operator {
  const allowed = operatorsFor(field, resourceNamed)
  const op = allowed.find((one) => one === input)
  if (op) return op
  throw fault('filter_unknown_operator', `${path}.op`, `Expected one of ${allowed.join(', ')}`)
}

const isStandIn = (input: string) => /^\$(principal\.(userId|username)|membership\.[A-Za-z]\w{0,59})$/.test(input)

function refuseOtherKeys(node: Readonly<Record<string, unknown>>, expected: readonly string[], { path }: Place): void {
  const other = Object.keys(node).find((key) => !expected.includes(key))
  if (other !== undefined)
    throw fault('filter_malformed', `${path}.${other.slice(0, 60)}`, 'This key is not expected here')
}

const fault = (reason: FilterFault, path: string, message: string, options?: ErrorOptions) =>
  new DomainError('invalid', 'The filter is not valid', { reason, fields: { [path]: [message] }, ...options })
