import type { Cell } from '../import/cell.ts'
import type { ExportableColumn } from './exportable-columns.ts'

/** What stands in a row's cell. Days and moments stay ISO 8601 text: whoever writes a sheet knows by the column's kind what they are. */
export const cellOf = (column: ExportableColumn, row: Readonly<Record<string, unknown>>): Cell =>
  cellReader(column)(row[column.field])

/** The same of a value for many rows: what a column is asks for is found out once. */
export function cellReader({ key, kind }: Pick<ExportableColumn, 'key' | 'kind'>): (value: unknown) => Cell {
  if (key !== undefined) return (value) => loose(memberOf(value, key))
  if (kind === 'textArray') return listed
  return kind === 'json' || kind === 'items' ? structured : loose
}

function memberOf(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, key)
    ? (value as Readonly<Record<string, unknown>>)[key]
    : undefined
}

function loose(value: unknown): Cell {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value
  if (value === null || value === undefined) return null
  return Array.isArray(value) ? listed(value) : JSON.stringify(value)
}

/** Our own words have no commas in them (`hasNoComma`); choices that others have named may. */
function listed(value: unknown): Cell {
  if (!Array.isArray(value) || value.length === 0) return null
  for (const item of value) if (String(item).includes(',')) return JSON.stringify(value)
  return value.join(', ')
}

/** Nothing in it is nothing to write. */
function structured(value: unknown): Cell {
  if (typeof value !== 'object' || value === null) return null
  for (const _ in value) return JSON.stringify(value)
  return null
}
