import { isAlwaysReadable } from '@groundwork/domain'
import type { Table } from './table.ts'

export type Row = Record<string, unknown>

/** The fields of one row that a caller may read or write. */
export type OpenFields = ReadonlySet<string> | 'all'

/** A row as callers see it, from the cells of `selectList`; `from` is the place of the first one. */
export function rowFrom({ cells: names, derived, emptyRow }: Table, cells: readonly unknown[], from = 0): Row {
  const row: Row = { ...emptyRow }
  for (let index = 0; index < names.length; index++) row[names[index] as string] = cells[from + index]
  for (const [name, { from: compute }] of derived) row[name] = compute(row)
  return row
}

/** Of a field-limited row only what may be read; the rest is null, so that every row keeps its shape. Abilities are no field. */
export function maskRow({ resource }: Table, row: Row, open: OpenFields): Row {
  if (open === 'all') return row
  for (const name of resource.columns) {
    if (!open.has(name) && !isAlwaysReadable(resource, name) && name !== 'abilities') row[name] = null
  }
  return row
}

/** The stored form of a value as pg sends it: JSON as text, everything else as it is. */
export const toParameter = (kind: string, value: unknown): unknown =>
  (kind === 'json' || kind === 'items') && value !== null && value !== undefined ? JSON.stringify(value) : value

/** What a parameter is cast to, where Postgres could not infer it from the column. */
export const castOf: Readonly<Record<Table['columns'][number]['kind'], string>> = {
  uuid: 'uuid',
  text: 'text',
  integer: 'integer',
  bigint: 'bigint',
  decimal: 'numeric',
  boolean: 'boolean',
  date: 'date',
  timestamp: 'timestamptz',
  textArray: 'text[]',
  json: 'jsonb',
  items: 'jsonb',
}
