import type { Parameters } from '../connection/statement.ts'
import type { Column } from './table.ts'

/**
 * A custom field holds whatever its organization keeps in it: it is sorted by its number, where it is one, and then by its text. A
 * list is sorted by its first word.
 */
export function customFieldColumns(key: string, parameters: Parameters): readonly Column[] {
  const value = `(t.custom_fields -> ${parameters.param(key, 'text')})`
  const field = `customFields.${key}`
  return [
    {
      field,
      name: 'custom_fields',
      kind: 'decimal',
      isNullable: true,
      expression: `(case jsonb_typeof(${value}) when 'number' then ${value}::numeric end)`,
      valueIn: (row) => numberIn(keptValue(row, key)),
    },
    {
      field: `${field} as text`,
      name: 'custom_fields',
      kind: 'text',
      isNullable: true,
      expression: `((case jsonb_typeof(${value}) when 'string' then ${value} #>> '{}' when 'boolean' then ${value} #>> '{}'
        when 'array' then case jsonb_typeof(${value} -> 0) when 'string' then ${value} ->> 0 end end) collate "und-x-icu")`,
      valueIn: (row) => textIn(keptValue(row, key)),
    },
  ]
}

function keptValue({ customFields }: Readonly<Record<string, unknown>>, key: string): unknown {
  const values = (customFields ?? {}) as Readonly<Record<string, unknown>>
  return Object.hasOwn(values, key) ? values[key] : null
}

const numberIn = (value: unknown) => (typeof value === 'number' ? value : null)

function textIn(value: unknown): string | null {
  if (typeof value === 'boolean') return String(value)
  const text: unknown = Array.isArray(value) ? value[0] : value
  return typeof text === 'string' ? text : null
}
