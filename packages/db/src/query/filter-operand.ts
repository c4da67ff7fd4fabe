import { type Condition, type FieldPlace, isEqualityOperator, type Scalar } from '@groundwork/domain'
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

/** The stored value as the condition compares it. */
export function operandOf(place: FieldPlace, condition: Condition, context: FilterContext): Operand {
  const sql = `${ownerAlias(place, context)}."${columnName(place.last.name, place.last.field)}"`
  switch (place.last.field.kind) {
    case 'uuid':
      return { sql, cast: 'uuid', encode: asIs }
    case 'text':
    case 'textArray':
      return { sql, cast: 'text', encode: asIs }
    case 'integer':
    case 'bigint':
      // Always bigint: a number that an integer column could not hold must compare, not overflow.
      return { sql, cast: 'bigint', encode: asIs }
    case 'boolean':
      return { sql, cast: 'boolean', encode: asIs }
    case 'date':
      return { sql, cast: 'date', encode: asIs }
    case 'timestamp':
      return { sql, cast: 'timestamptz', encode: asIs }
    case 'json':
      return memberOperand(`${sql} -> ${context.param(place.key, 'text')}`, condition)
  }
}

/** A member of a JSON object: text compares with text, a number with numbers; of another type it is null. */
function memberOperand(member: string, { op, value }: Condition): Operand {
  if (op === 'isnull') return { sql: `(${member} #>> '{}')`, cast: 'text', encode: asIs }
  if (isEqualityOperator(op)) return { sql: `(${member})`, cast: 'jsonb', encode: JSON.stringify }
  const sample = typeof value === 'object' && value !== null ? value[0] : value
  return typeof sample === 'number'
    ? {
        sql: `(case when jsonb_typeof(${member}) = 'number' then ${member} end)`,
        cast: 'jsonb',
        encode: JSON.stringify,
      }
    : { sql: `(case when jsonb_typeof(${member}) = 'string' then ${member} #>> '{}' end)`, cast: 'text', encode: asIs }
}
