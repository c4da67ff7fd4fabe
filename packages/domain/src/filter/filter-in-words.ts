import type { Resource } from '../resource/define-resource.ts'
import { type Condition, type Filter, type FilterValue, type Operator, type Scalar, scalarsOf } from './filter.ts'
import { comparedAt, type FieldPlace, type FindResource, fieldAt } from './filter-fields.ts'

/**
 * Says a filter in plain English: `status is active and (name contains "bolt" or size is more than 10)`. Given the resource,
 * choices stand without quotes and dates are "before" and "after".
 */
export function filterInWords(filter: Filter, resource?: Resource, named?: FindResource): string {
  if ('and' in filter) return joined(filter.and, 'and', { none: 'everything', resource, named })
  if ('or' in filter) return joined(filter.or, 'or', { none: 'nothing', resource, named })
  if ('not' in filter) return `not (${filterInWords(filter.not, resource, named)})`
  return conditionInWords(filter, resource && fieldAt(resource, filter.field, named))
}

interface Joining {
  readonly none: string
  readonly resource: Resource | undefined
  readonly named: FindResource | undefined
}

function joined(children: readonly Filter[], word: 'and' | 'or', { none, resource, named }: Joining): string {
  const [first, ...others] = children
  if (!first) return none
  if (others.length === 0) return filterInWords(first, resource, named)
  return children
    .map((child) =>
      isGroupOfMany(child) ? `(${filterInWords(child, resource, named)})` : filterInWords(child, resource, named),
    )
    .join(` ${word} `)
}

const isGroupOfMany = (filter: Filter) =>
  ('and' in filter && filter.and.length > 1) || ('or' in filter && filter.or.length > 1)

function conditionInWords({ field, op, value }: Condition, place: FieldPlace | undefined): string {
  const name = fieldInWords(field)
  if (op === 'isnull') return `${name} is ${value ? 'empty' : 'not empty'}`
  return `${name} ${phrase(op, value, place)}`
}

/** `organization.name` -> `organization name`, `isActive` -> `active`, `customFields.color` -> `color`. */
const fieldInWords = (path: string) =>
  path
    .replace(/^(.*\.)?customFields\./, '$1')
    .split('.')
    .map((name) => name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`).replace(/^is /, ''))
    .join(' ')

/** Each operator in words; `{}` is where the value goes. */
const phrases: Readonly<Record<Exclude<Operator, 'isnull'>, string>> = {
  eq: 'is {}',
  neq: 'is not {}',
  gt: 'is more than {}',
  gte: 'is at least {}',
  lt: 'is less than {}',
  lte: 'is at most {}',
  between: 'is between {}',
  contains: 'contains {}',
  icontains: 'contains {} in any case',
  startswith: 'starts with {}',
  istartswith: 'starts with {} in any case',
  endswith: 'ends with {}',
  iendswith: 'ends with {} in any case',
  in: 'is one of {}',
  notin: 'is none of {}',
  hasany: 'has any of {}',
  hasall: 'has all of {}',
  descendantof: 'is {} or below it',
}

const phrasesForTime: Partial<typeof phrases> = {
  gt: 'is after {}',
  gte: 'is on or after {}',
  lt: 'is before {}',
  lte: 'is on or before {}',
}

function phrase(op: keyof typeof phrases, value: FilterValue, place: FieldPlace | undefined): string {
  const compared = place && comparedAt(place)
  const isTime = compared?.kind === 'date' || compared?.kind === 'timestamp'
  const isWord = compared?.choices ?? place?.last.field.reference
  const isQuoted = !(isTime || isWord || compared?.kind === 'uuid' || compared?.kind === 'decimal')
  const words = scalarsOf(value).map((one) => valueInWords(one, isQuoted))
  const said = words.length === 0 ? 'no value' : words.join(op === 'between' ? ' and ' : ', ')
  // A function, because a value may hold `$&`, which a replacement text would not leave alone.
  return ((isTime && phrasesForTime[op]) || phrases[op]).replace('{}', () => said)
}

function valueInWords(value: Scalar, isQuoted: boolean): string {
  if (typeof value !== 'string') return String(value)
  if (value === '$principal.userId') return 'the user'
  if (value === '$principal.username') return "the user's name"
  if (value.startsWith('$membership.')) return `the membership's ${fieldInWords(value.slice('$membership.'.length))}`
  return isQuoted ? `"${value}"` : momentInWords(value)
}

/** `2026-11-21T09:30:00.000Z` -> `2026-11-21 09:30 UTC`; anything else as it is. */
const momentInWords = (value: string) =>
  value.replace(/^(\d{4}-\d\d-\d\d)T(\d\d:\d\d)(?::00\.000|(:\d\d)\.000|(:\d\d\.\d{3}))Z$/, '$1 $2$3$4 UTC')
