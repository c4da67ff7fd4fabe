import { DomainError, isSortable, type Resource, sortedCustomField } from '@groundwork/domain'
import type { Parameters } from '../connection/statement.ts'
import { customFieldColumns } from './custom-field-order.ts'
import { type Column, columnOfField, columnSql, type Table } from './table.ts'

export interface OrderTerm {
  readonly column: Column
  readonly descending: boolean
  /** Rows without a value come last also where the largest comes first. */
  readonly isEmptyLast?: true
}

interface Wanted {
  readonly orderBy: readonly string[] | undefined
  readonly canRead: (field: string) => boolean
  readonly parameters: Parameters
}

/** The order asked for, or the resource's own; the key is always last, so that every row has one place. */
export function orderTerms(table: Table, { orderBy, canRead, parameters }: Wanted): readonly OrderTerm[] {
  const wanted = orderBy?.length ? orderBy : [table.resource.defaultOrder]
  const terms: OrderTerm[] = []
  for (const spelling of wanted) {
    const descending = spelling.startsWith('-')
    const field = descending ? spelling.slice(1) : spelling
    if (terms.some(({ column }) => column.field === field)) continue
    if (orderBy?.length) refuseUnsortable(table.resource, field, canRead)
    // The resource's own order would tell, by places and cursors, what the field itself does not show.
    else if (!canRead(field)) continue
    const key = sortedCustomField(table.resource, field)
    if (key !== undefined) {
      const columns = customFieldColumns(key, parameters)
      terms.push(...columns.map((column) => ({ column, descending, isEmptyLast: true }) as const))
      continue
    }
    const lookup = table.lookups.find((column) => column.field === field)
    terms.push({ column: lookup ?? columnOfField(table, field), descending })
  }
  const isKeyThere = terms.some(({ column }) => column === table.key)
  return isKeyThere ? terms : [...terms, { column: table.key, descending: terms.at(-1)?.descending ?? false }]
}

function refuseUnsortable(resource: Resource, field: string, canRead: (field: string) => boolean): void {
  const message = isSortable(resource, field) ? null : 'Cannot be sorted by'
  if (message)
    throw new DomainError('invalid', `${message}: ${field}`, {
      reason: 'unsortable_field',
      fields: { orderBy: [message] },
    })
  if (canRead(sortedCustomField(resource, field) === undefined ? field : 'customFields')) return
  throw new DomainError('invalid', `No such field: ${field}`, {
    reason: 'unreadable_field',
    fields: { orderBy: ['No such field'] },
  })
}

/** Postgres's own place for nulls - last ascending, first descending - is the one that its indexes serve. No index serves custom fields. */
export const orderSql = (terms: readonly OrderTerm[], alias: string) =>
  terms
    .map(
      ({ column, descending, isEmptyLast }) =>
        `${columnSql(column, alias)}${descending ? ' desc' : ''}${isEmptyLast ? ' nulls last' : ''}`,
    )
    .join(', ')
