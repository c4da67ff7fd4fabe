import type { Filter } from '@groundwork/domain'
import type { RowsInput } from '../api/rows.ts'
import type { AnyRow } from './record-types.ts'

/** What a row has in the field that is grouped by. */
export function groupValue(row: AnyRow, group: string): unknown {
  const [field = '', key] = group.split(/\.(.*)/s)
  const value = row[field]
  if (key === undefined) return value
  return typeof value === 'object' && value !== null ? (value as AnyRow)[key] : undefined
}

/** What has no value is a group as well. */
export const isNothing = (value: unknown) => value === null || value === undefined

/** The list's question, of this group alone. */
export function withinGroup({ orderBy: _, filter, ...input }: RowsInput, field: string, value: unknown): RowsInput {
  const own = isOfGroup(field, value)
  return { ...input, filter: filter ? { and: [filter, own] } : own }
}

/** The list's question without these groups. */
export function outsideGroups(input: RowsInput, field: string, values: readonly unknown[]): RowsInput {
  if (!values.length) return input
  const others = values.map((value): Filter => ({ not: isOfGroup(field, value) }))
  return { ...input, filter: { and: [...(input.filter ? [input.filter] : []), ...others] } }
}

const isOfGroup = (field: string, value: unknown): Filter =>
  isNothing(value)
    ? { field, op: 'isnull', value: true }
    : { field, op: 'eq', value: value as string | number | boolean }
