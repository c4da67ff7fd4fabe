import type { Resource } from '../resource/define-resource.ts'
import { type Condition, type Filter, scalarsOf } from './filter.ts'
import type { FindResource } from './filter-fields.ts'
import { fitFilter } from './filter-value.ts'
import { foldCase } from './fold-case.ts'

/**
 * What a filter means. `compileFilter` in packages/db says the same in SQL, and a property test holds the two equal.
 *
 * - Two values only. A condition on a null or missing value is false, except `isnull: true`, `neq` and `notin`: those two
 *   are the exact opposites of `eq` and `in`. `not` is the exact opposite of what it holds. `and: []` is true, `or: []` is
 *   false. Where a reference is empty, everything behind it is missing.
 * - Text is compared by code point (Postgres' collation "C"), without Unicode normalisation. The `i` operators compare by
 *   `foldCase`. Nothing in a value is a wildcard. The empty text is contained in every text.
 * - `between` includes both ends. `in: []` and `hasany: []` match nothing, `hasall: []` every set that is not null.
 * - Dates and moments are compared as the text that rows and parsed filters spell them in, which sorts as time does. A day
 *   stands for its first moment, in UTC, where moments are put in order.
 * - `customFields.size` compares by JSON type: text with text, number with number; JSON null counts as missing.
 * - `descendantof` means the node itself and everything below it (the seed's `get_descendants(include_self=True)`). Here it
 *   trusts the row's tree path; in SQL the named node must also be visible to whoever asks.
 * - A filter with a value that does not fit its field (a rule bound to an ill-typed membership attribute) matches nothing as
 *   a whole, also under `not`. Told no resource, the evaluator cannot know and compares what it is given.
 */
export const evaluateFilter = (filter: Filter, row: FilterRow, resource?: Resource, related?: FindRelated): boolean =>
  filterMatcher(filter, resource)(row, related)

export type FilterRow = Readonly<Record<string, unknown>>

/** The referenced row for a path of references (`parent`, `parent.organizationType`); nothing where a reference is empty. */
export type FindRelated = (path: string) => FilterRow | null | undefined

/** The same for many rows: the filter is checked against its resource once. */
export function filterMatcher(
  filter: Filter,
  resource?: Resource,
  named?: FindResource,
): (row: FilterRow, related?: FindRelated) => boolean {
  const fitted = resource ? fitFilter(filter, resource, named) : filter
  if (!fitted) return () => false
  return (row, related = noneRelated) => matches(fitted, row, related)
}

const noneRelated: FindRelated = (path) => {
  throw new Error(`The filter follows the reference ${path}, but no related rows were given`)
}

function matches(filter: Filter, row: FilterRow, related: FindRelated): boolean {
  if ('and' in filter) return filter.and.every((child) => matches(child, row, related))
  if ('or' in filter) return filter.or.some((child) => matches(child, row, related))
  if ('not' in filter) return !matches(filter.not, row, related)
  return meets(filter, row, related)
}

function meets({ field, op, value: wanted }: Condition, row: FilterRow, related: FindRelated): boolean {
  const { owner, value } = valueAt(row, field, related)
  switch (op) {
    case 'eq':
      return isEqual(value, wanted)
    case 'neq':
      return !isEqual(value, wanted)
    case 'in':
      return scalarsOf(wanted).some((one) => isEqual(value, one))
    case 'notin':
      return !scalarsOf(wanted).some((one) => isEqual(value, one))
    case 'isnull':
      return (value === null) === wanted
    case 'gt':
      return compare(value, wanted) > 0
    case 'gte':
      return compare(value, wanted) >= 0
    case 'lt':
      return compare(value, wanted) < 0
    case 'lte':
      return compare(value, wanted) <= 0
    case 'between':
      return compare(value, scalarsOf(wanted)[0]) >= 0 && compare(value, scalarsOf(wanted)[1]) <= 0
    case 'contains':
      return isText(value) && isText(wanted) && value.includes(wanted)
    case 'icontains':
      return isText(value) && isText(wanted) && foldCase(value).includes(foldCase(wanted))
    case 'startswith':
      return isText(value) && isText(wanted) && value.startsWith(wanted)
    case 'istartswith':
      return isText(value) && isText(wanted) && foldCase(value).startsWith(foldCase(wanted))
    case 'endswith':
      return isText(value) && isText(wanted) && value.endsWith(wanted)
    case 'iendswith':
      return isText(value) && isText(wanted) && foldCase(value).endsWith(foldCase(wanted))
    case 'hasany':
      return Array.isArray(value) && scalarsOf(wanted).some((word) => value.includes(word))
    case 'hasall':
      return Array.isArray(value) && scalarsOf(wanted).every((word) => value.includes(word))
    case 'descendantof':
      return value !== null && isBelow(field === 'id' || field.endsWith('.id') ? owner : related(field), wanted)
  }
}

const isText = (value: unknown): value is string => typeof value === 'string'
const isEqual = (value: unknown, wanted: unknown) => value !== null && value === wanted

/** Negative, zero or positive; NaN, which no comparison holds for, where the two are of different types. */
function compare(left: unknown, right: unknown): number {
  if (typeof left === 'number' && typeof right === 'number') return left - right
  return isText(left) && isText(right) ? compareCodePoints(left, right) : Number.NaN
}

/** JavaScript's own `<` compares UTF-16 units, which puts an emoji before a full-width letter. */
export function compareCodePoints(left: string, right: string): number {
  const length = Math.min(left.length, right.length)
  for (let at = 0; at < length; at++) {
    const difference = rank(left.charCodeAt(at)) - rank(right.charCodeAt(at))
    if (difference !== 0) return difference
  }
  return left.length - right.length
}

/** Surrogates stand for code points above all others: they are moved behind the rest of the units. */
const rank = (unit: number) => (unit < 0xd800 ? unit : unit < 0xe000 ? unit + 0x2000 : unit - 0x800)

/** The path of a tree node holds its own id and those of all nodes above it. */
function isBelow(node: FilterRow | null | undefined, top: unknown): boolean {
  if (typeof node?.path !== 'string')
    throw new Error('descendantof needs the tree path of the row or of the referenced row')
  return isText(top) && node.path.includes(top)
}

interface Found {
  /** The row that holds the value; null where an empty reference led. */
  readonly owner: FilterRow | null
  /** Null also stands for missing. */
  readonly value: unknown
}

function valueAt(row: FilterRow, path: string, related: FindRelated): Found {
  let owner: FilterRow | null = row
  let at = 0
  for (let dot = path.indexOf('.'); dot !== -1; dot = path.indexOf('.', at)) {
    const held = own(owner, path.slice(at, dot))
    if (typeof held === 'object' && held !== null) return { owner, value: own(held as FilterRow, path.slice(dot + 1)) }
    owner = held === null ? null : (related(path.slice(0, dot)) ?? null)
    at = dot + 1
  }
  return { owner, value: own(owner, path.slice(at)) }
}

const own = (row: FilterRow | null, name: string): unknown =>
  row && Object.hasOwn(row, name) ? (row[name] ?? null) : null
