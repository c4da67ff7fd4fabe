import { conditionsOf, type Filter, type FilterValue, type Scalar, scalarsOf } from '@groundwork/domain'

type ReferenceOf = (path: string) => string | undefined

export interface ReferencedKey {
  readonly resource: string
  readonly key: string
}

/** The rows a filter points to, each once. */
export function referencedKeys(filter: Filter, referenceOf: ReferenceOf): readonly ReferencedKey[] {
  const all = conditionsOf(filter).flatMap(({ field, op, value }) => {
    const resource = referenceOf(field)
    if (!resource || op === 'isnull') return []
    return scalarsOf(value).flatMap((key) => (typeof key === 'string' ? [{ resource, key }] : []))
  })
  return all.filter(({ key }, place) => all.findIndex((other) => other.key === key) === place)
}

/** The same filter with the names of rows in the place of their keys: to be read, not to be asked. */
export function withTitles(filter: Filter, referenceOf: ReferenceOf, titles: ReadonlyMap<string, string>): Filter {
  if ('and' in filter) return { and: filter.and.map((part) => withTitles(part, referenceOf, titles)) }
  if ('or' in filter) return { or: filter.or.map((part) => withTitles(part, referenceOf, titles)) }
  if ('not' in filter) return { not: withTitles(filter.not, referenceOf, titles) }
  return referenceOf(filter.field) ? { ...filter, value: named(filter.value, titles) } : filter
}

function named(value: FilterValue, titles: ReadonlyMap<string, string>): FilterValue {
  const nameOf = (one: Scalar) => (typeof one === 'string' ? (titles.get(one) ?? one) : one)
  return typeof value === 'object' && value !== null ? value.map(nameOf) : nameOf(value)
}
