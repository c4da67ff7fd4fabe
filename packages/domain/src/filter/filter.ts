/** Operators of the filter language (seed 001, Filtering, and DESIGN section 5). */
export const operators = [
  'eq',
  'neq',
  'gt',
  'gte',
  'lt',
  'lte',
  'between',
  'contains',
  'icontains',
  'startswith',
  'istartswith',
  'endswith',
  'iendswith',
  'in',
  'notin',
  'isnull',
  'hasany',
  'hasall',
  'descendantof',
] as const

export type Operator = (typeof operators)[number]
export type Scalar = string | number | boolean | null
export type FilterValue = Scalar | readonly Scalar[]

export interface Condition {
  /** `name`, `category.slug`, `customFields.color`. */
  readonly field: string
  readonly op: Operator
  readonly value: FilterValue
}

/** The stored and sent form is the syntax tree itself. An empty `and` is true, an empty `or` is false: `parseFilter` makes none of what callers send. */
export type Filter =
  | Condition
  | { readonly and: readonly Filter[] }
  | { readonly or: readonly Filter[] }
  | { readonly not: Filter }

/** `depth` is how many `and`, `or` and `not` may stand around a condition; `nodes` counts those and the conditions. */
export const filterLimits = { depth: 5, nodes: 50, listLength: 500, textLength: 256, hops: 2 } as const

export const matchesAll: Filter = { and: [] }
export const matchesNone: Filter = { or: [] }

/** One value as a list of one. */
export const scalarsOf = (value: FilterValue): readonly Scalar[] =>
  typeof value === 'object' && value !== null ? value : [value]

/** Every condition in a filter, in reading order. */
export function conditionsOf(filter: Filter): readonly Condition[] {
  if ('and' in filter) return filter.and.flatMap(conditionsOf)
  if ('or' in filter) return filter.or.flatMap(conditionsOf)
  if ('not' in filter) return conditionsOf(filter.not)
  return [filter]
}
