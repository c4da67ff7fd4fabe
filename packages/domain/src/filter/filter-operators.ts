import type { Operator } from './filter.ts'
import { comparedAt, type FieldPlace, type FindResource, isTreeNode } from './filter-fields.ts'
import type { Compared } from './member-place.ts'

const equality = ['eq', 'neq', 'in', 'notin', 'isnull'] as const
const ordered = [...equality, 'gt', 'gte', 'lt', 'lte', 'between'] as const
const textual = ['contains', 'icontains', 'startswith', 'istartswith', 'endswith', 'iendswith'] as const

/** `contains` on a set of words is `hasany` of one word: the parser stores it so. */
const operatorsByKind: Readonly<Record<Compared['kind'], readonly Operator[]>> = {
  uuid: equality,
  text: [...ordered, ...textual],
  number: ordered,
  integer: ordered,
  bigint: ordered,
  decimal: ordered,
  boolean: ['eq', 'neq', 'isnull'],
  date: ordered,
  timestamp: ordered,
  textArray: ['hasany', 'hasall', 'contains', 'isnull'],
  json: [...ordered, ...textual, 'hasany', 'hasall'],
  // A list of structured values is asked by its members.
  items: [],
}

/** What a field may be asked. The parser, the filter bar and the API's documents read the same list. */
export const operatorsFor = (place: FieldPlace, named?: FindResource): readonly Operator[] => [
  ...operatorsByKind[comparedAt(place).kind],
  ...(isTreeNode(place, named) ? (['descendantof'] as const) : []),
]

export const isTextualOperator = (op: Operator) => (textual as readonly Operator[]).includes(op)
export const isEqualityOperator = (op: Operator) => (equality as readonly Operator[]).includes(op)
export const isSetOperator = (op: Operator) => op === 'hasany' || op === 'hasall'
