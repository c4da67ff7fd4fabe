import {
  type Condition,
  comparedAt,
  type FieldPlace,
  isEqualityOperator,
  isSetOperator,
  type Scalar,
} from '@groundwork/domain'
import type { FilterContext } from './filter-context.ts'
import { columnName } from './table.ts'

/** One side of a comparison: the expression for the stored value, and how the other side is sent. */
export interface Operand {
  readonly sql: string
  /** The type of the parameters it is compared with. */
  readonly cast: string
  encode(value: Scalar): unknown
}

const asIs = (value: Scalar) => value

/** The row that holds the field: the listed one, or a joined one. */
export const ownerAlias = ({ through }: FieldPlace, context: FilterContext) =>
  through ? context.join(through) : context.alias

/** The column that holds the field. */
export const columnAt = (place: FieldPlace, context: FilterContext) =>
  `${ownerAlias(place, context)}."${columnName(place.last.name, place.last.field)}"`

/** The stored value as the condition compares it; `held` is the column, or one item of its list. */
export function operandOf(place: FieldPlace, condition: Condition, context: FilterContext, held: string): Operand {
  const { kind } = comparedAt(place)
  const names = place.member?.path ?? []
  switch (kind) {
    case 'uuid':
      return { sql: held, cast: 'uuid', encode: asIs }
    case 'text':
      return { sql: place.member ? memberText(held, names) : held, cast: 'text', encode: asIs }
    case 'textArray':
      return { sql: held, cast: 'text', encode: asIs }
    case 'integer':
    case 'bigint':
      // Always bigint: a number that an integer column could not hold must compare, not overflow.
      return { sql: held, cast: 'bigint', encode: asIs }
    case 'decimal':
      return { sql: held, cast: 'numeric', encode: asIs }
    case 'boolean':
      return { sql: place.member ? `(${memberText(held, names)})::boolean` : held, cast: 'boolean', encode: asIs }
    case 'date':
      return { sql: held, cast: 'date', encode: asIs }
    case 'timestamp':
      return { sql: held, cast: 'timestamptz', encode: asIs }
    case 'number':
      return numberOperand(memberJson(held, names))
    case 'json':
      return jsonOperand(`${memberJson(held, names)} -> ${context.param(place.key, 'text')}`, condition)
    case 'items':
      throw new Error('A list of structured values is asked by its members')
  }
}

/** Names of members are ours: letters and digits, which SQL may hold as they are. */
const memberJson = (held: string, names: readonly string[]) => [held, ...names.map((name) => `'${name}'`)].join(' -> ')

export const memberText = (held: string, names: readonly string[]) =>
  `(${memberJson(held, names.slice(0, -1))} ->> '${names.at(-1)}')`

const numberOperand = (member: string): Operand => ({
  sql: `(case when jsonb_typeof(${member}) = 'number' then ${member} end)`,
  cast: 'jsonb',
  encode: JSON.stringify,
})

/** A member of a free object: text compares with text, a number with numbers; of another type it is null. */
function jsonOperand(member: string, { op, value }: Condition): Operand {
  if (op === 'isnull') return { sql: `(${member} #>> '{}')`, cast: 'text', encode: asIs }
  if (isSetOperator(op)) {
    return { sql: `(case when jsonb_typeof(${member}) = 'array' then ${member} end)`, cast: 'text', encode: asIs }
  }
  if (isEqualityOperator(op)) return { sql: `(${member})`, cast: 'jsonb', encode: JSON.stringify }
  const sample = typeof value === 'object' && value !== null ? value[0] : value
  return typeof sample === 'number'
    ? numberOperand(member)
    : { sql: `(case when jsonb_typeof(${member}) = 'string' then ${member} #>> '{}' end)`, cast: 'text', encode: asIs }
}
