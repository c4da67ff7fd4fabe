import type { Cell } from '../import/cell.ts'
import type { ExportableColumn } from './exportable-columns.ts'

type RowLike = Readonly<Record<string, unknown>>

/** What stands in a row's cell. Days and moments stay ISO 8601 text: whoever writes a sheet knows by the column's kind what they are. */
export const cellOf = (column: ExportableColumn, row: RowLike): Cell => cellReader(column)(row)

/** The same for many rows: what a column is asks for is found out once. */
export function cellReader({ field, key, kind }: ExportableColumn): (row: RowLike) => Cell {
  if (key !== undefined) return (row) => loose(memberOf(row[field], key))
  switch (kind) {
    case 'textArray':
      return (row) => listed(row[field])
    case 'json':
    case 'items':
      return (row) => structured(row[field])
    default:
      return (row) => loose(row[field])
  }
}

function memberOf(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, key) ? (value as RowLike)[key] : undefined
}

function loose(value: unknown): Cell {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value
  if (value === null || value === undefined) return null
  return Array.isArray(value) ? listed(value) : JSON.stringify(value)
}

/** Our own words have no commas in them (`hasNoComma`); choices that others have named may. */
function listed(value: unknown): Cell {
  if (!Array.isArray(value) || value.length === 0) return null
  return value.some((item) => String(item).includes(',')) ? JSON.stringify(value) : value.join(', ')
}

/** Nothing in it is nothing to write. */
function structured(value: unknown): Cell {
  if (typeof value !== 'object' || value === null) return null
  for (const _ in value) return JSON.stringify(value)
  return null
}
