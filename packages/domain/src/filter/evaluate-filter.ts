import type { Resource } from '../resource/define-resource.ts'
import type { Condition, Filter, FilterValue } from './filter.ts'
import { comparedAt, type FieldPlace, type FindResource, fieldAt } from './filter-fields.ts'
import { fitFilter } from './filter-value.ts'
import type { Member } from './member-place.ts'
import { type ValueTest, valueTest } from './value-test.ts'

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
 * - `customFields.size` compares by JSON type: text with text, number with number; JSON null counts as missing. `hasany` and
 *   `hasall` speak of a list of texts there.
 * - `emailAddresses.email` holds when it holds for one of the items. `neq`, `notin` and `isnull: true` stay the exact opposites of
 *   `eq`, `in` and `isnull: false`: they hold when none of the items is such.
 * - Decimals are compared as numbers, to the last digit.
 * - `descendantof` means the node itself and everything below it (the seed's `get_descendants(include_self=True)`). Here it
 *   trusts the row's tree path; in SQL the named node must also be visible to whoever asks.
 * - A filter with a value that does not fit its field (a rule bound to an ill-typed membership attribute) matches nothing as
 *   a whole, also under `not`. Told no resource, the evaluator cannot know, compares what it is given and looks into no items.
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
  const matches = matcher(fitted, (path) => resource && fieldAt(resource, path, named))
  return (row, related = noneRelated) => matches(row, related)
}

const noneRelated: FindRelated = (path) => {
  throw new Error(`The filter follows the reference ${path}, but no related rows were given`)
}

type Matches = (row: FilterRow, related: FindRelated) => boolean
type FindPlace = (path: string) => FieldPlace | undefined

function matcher(filter: Filter, placeOf: FindPlace): Matches {
  if ('and' in filter) {
    const children = filter.and.map((child) => matcher(child, placeOf))
    return (row, related) => children.every((matches) => matches(row, related))
  }
  if ('or' in filter) {
    const children = filter.or.map((child) => matcher(child, placeOf))
    return (row, related) => children.some((matches) => matches(row, related))
  }
  if ('not' in filter) return opposite(matcher(filter.not, placeOf))
  return conditionMatcher(filter, placeOf(filter.field))
}

const opposite =
  (matches: Matches): Matches =>
  (row, related) =>
    !matches(row, related)

function conditionMatcher({ field, op, value }: Condition, place: FieldPlace | undefined): Matches {
  switch (op) {
    case 'neq':
      return opposite(conditionMatcher({ field, op: 'eq', value }, place))
    case 'notin':
      return opposite(conditionMatcher({ field, op: 'in', value }, place))
    case 'descendantof':
      return belowMatcher(field, value, place)
    case 'isnull': {
      const isThere = someValue(field, place, (one) => one !== null)
      return value === true ? opposite(isThere) : isThere
    }
    default:
      return someValue(field, place, valueTest(op, value, place && comparedAt(place).kind))
  }
}

function belowMatcher(field: string, top: FilterValue, place: FieldPlace | undefined): Matches {
  const isOwnKey = place ? !place.last.field.reference : field === 'id' || field.endsWith('.id')
  return (row, related) => {
    const { owner, value } = placeIn(row, field, related)
    return value !== null && isBelow(isOwnKey ? owner : related(field), top)
  }
}

/** The path of a tree node holds its own key and those of all nodes above it, each between slashes. */
function isBelow(node: FilterRow | null | undefined, top: unknown): boolean {
  if (typeof node?.path !== 'string')
    throw new Error('descendantof needs the tree path of the row or of the referenced row')
  return typeof top === 'string' && node.path.includes(`/${top}/`)
}

/**
 * Whether one of the values that a condition on the path speaks of is such: of one, or of those of a list's items. Null also stands
 * for missing. Where a path leads is settled before any row is seen, since rules are held against every row of a list.
 */
function someValue(path: string, place: FieldPlace | undefined, isSuch: ValueTest): Matches {
  if (!path.includes('.')) return (row) => isSuch(own(row, path))
  if (place?.member) return someItem(place, place.member, isSuch)
  if (place?.key === undefined || place.through) return (row, related) => isSuch(placeIn(row, path, related).value)
  const { key, last } = place
  return (row, related) => {
    const held = own(row, last.name)
    return isSuch(isRow(held) ? own(held, key) : placeIn(row, path, related).value)
  }
}

function someItem({ key, steps }: FieldPlace, member: Member, isSuch: ValueTest): Matches {
  const path = steps.map(({ name }) => name).join('.')
  const inside = key === undefined ? member.path : [...member.path, key]
  return (row, related) => {
    const held = placeIn(row, path, related).value
    return (Array.isArray(held) ? held : [held]).some((item) => isSuch(memberOf(item, inside)))
  }
}

const memberOf = (item: unknown, path: readonly string[]): unknown =>
  path.reduce<unknown>((value, name) => (isRow(value) ? own(value, name) : null), item)

const isRow = (value: unknown): value is FilterRow =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

interface Found {
  /** The row that holds the value; null where an empty reference led. */
  readonly owner: FilterRow | null
  readonly value: unknown
}

function placeIn(row: FilterRow, path: string, related: FindRelated): Found {
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
