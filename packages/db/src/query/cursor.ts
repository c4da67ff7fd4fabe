import { DomainError } from '@groundwork/domain'
import type { Parameters } from '../connection/statement.ts'
import type { OrderTerm } from './order.ts'
import { castOf } from './row.ts'
import { columnSql } from './table.ts'

type Place = readonly (string | number | boolean | null)[]

/** Opaque to callers: the order and the last row's values in it. */
export function writeCursor(terms: readonly OrderTerm[], row: Readonly<Record<string, unknown>>): string {
  const values = terms.map(({ column }) => (column.valueIn ? column.valueIn(row) : row[column.field]) ?? null)
  return Buffer.from(JSON.stringify([signature(terms), ...values])).toString('base64url')
}

/** @throws DomainError invalid (`invalid_cursor`), also for a cursor of another order */
export function readCursor(terms: readonly OrderTerm[], cursor: string): Place {
  const parsed = parse(cursor)
  const fits =
    Array.isArray(parsed) &&
    parsed.length === terms.length + 1 &&
    parsed[0] === signature(terms) &&
    terms.every((term, index) => isPlausible(term, parsed[index + 1]))
  if (!fits) throw invalidCursor()
  return parsed.slice(1)
}

function parse(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'))
  } catch (cause) {
    throw invalidCursor(cause)
  }
}

const invalidCursor = (cause?: unknown) =>
  new DomainError('invalid', 'The cursor does not belong to this list', {
    reason: 'invalid_cursor',
    fields: { cursor: ['Does not belong to this list'] },
    cause,
  })

const signature = (terms: readonly OrderTerm[]) =>
  terms.map(({ column, descending }) => `${descending ? '-' : ''}${column.field}`).join()

const shapes: Readonly<Partial<Record<OrderTerm['column']['kind'], RegExp>>> = {
  uuid: /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i,
  timestamp: /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/,
  date: /^\d{4}-\d\d-\d\d$/,
  decimal: /^-?\d{1,100}(\.\d{1,100})?$/,
}

/** A cursor may come back changed: nothing in it may reach Postgres that its column could not hold. */
function isPlausible({ column: { kind, isNullable } }: OrderTerm, value: unknown): boolean {
  if (value === null) return isNullable
  if (kind === 'integer' || kind === 'bigint') return Number.isSafeInteger(value)
  if (kind === 'decimal' && typeof value === 'number') return Number.isFinite(value)
  if (kind === 'boolean') return typeof value === 'boolean'
  return typeof value === 'string' && !value.includes('\u0000') && (shapes[kind]?.test(value) ?? true)
}

/** Rows that come after the place. */
export function afterPlace(
  terms: readonly OrderTerm[],
  place: Place,
  { alias, parameters }: { alias: string; parameters: Parameters },
): string {
  const isOneWay = terms.every(({ descending, column }) => descending === terms[0]?.descending && !column.isNullable)
  const columns = terms.map(({ column }) => columnSql(column, alias))
  const value = (index: number) => parameters.param(place[index], castOf[terms[index]?.column.kind ?? 'text'])
  if (isOneWay) {
    return `(${columns.join(', ')}) ${terms[0]?.descending ? '<' : '>'} (${terms.map((_, index) => value(index)).join(', ')})`
  }
  const branches = terms.flatMap((term, index) => {
    const later = isLater(term, {
      column: columns[index] ?? '',
      isNull: place[index] === null,
      value: () => value(index),
    })
    if (!later) return []
    const same = terms
      .slice(0, index)
      .map((_, before) =>
        place[before] === null ? `${columns[before]} is null` : `${columns[before]} = ${value(before)}`,
      )
    return [`(${[...same, later].join(' and ')})`]
  })
  return `(${branches.join(' or ')})`
}

/** Nulls come last ascending and first descending, unless the term says otherwise. Null when nothing can come later. */
function isLater(
  { descending, isEmptyLast, column: { isNullable } }: OrderTerm,
  { column, isNull, value }: { column: string; isNull: boolean; value: () => string },
): string | null {
  if (descending && !isEmptyLast) return isNull ? `${column} is not null` : `${column} < ${value()}`
  if (isNull) return null
  const isFurther = `${column} ${descending ? '<' : '>'} ${value()}`
  return isNullable ? `(${isFurther} or ${column} is null)` : isFurther
}
