import { DomainError, searchedMembers } from '@groundwork/domain'
import type { Parameters } from '../connection/statement.ts'
import { memberText } from './filter-operand.ts'
import type { Column, Table } from './table.ts'

const maxLength = 200
const maxWords = 8

/** Each word must occur in one of the searchable fields that the caller may read, whatever its case. */
export function searchCondition(
  table: Table,
  search: string,
  { alias, parameters, canRead }: { alias: string; parameters: Parameters; canRead: (field: string) => boolean },
): string {
  const words = search.trim().split(/\s+/).filter(Boolean)
  if (search.length > maxLength || words.length > maxWords || search.includes('\u0000')) {
    const message = `Expected at most ${maxWords} words and ${maxLength} characters`
    throw new DomainError('invalid', message, { reason: 'invalid_search', fields: { search: [message] } })
  }
  const columns = table.columns.filter(({ field }) => table.resource.fields[field]?.search && canRead(field))
  const lookups = table.lookups.filter(({ field }) => table.resource.findable?.includes(field) && canRead(field))
  if (words.length && !columns.length && !lookups.length) return 'false'
  return words
    .map((word) => {
      const pattern = parameters.param(`%${word.replace(/[\\%_]/g, '\\$&')}%`, 'text')
      const own = columns.flatMap((column) => columnCondition(table, column, { alias, pattern }))
      const behind = lookups.map(
        ({ name, from, target }) =>
          `exists (select from ${target.name} s where s.${target.key} = ${alias}.${from} and s.${name} ilike ${pattern})`,
      )
      return `(${[...own, ...behind].join(' or ')})`
    })
    .join(' and ')
}

/** A structured value holds a word when one of the texts in it does, a list when one of its items does. */
function columnCondition(
  { resource }: Table,
  { field, name, kind }: Column,
  { alias, pattern }: { alias: string; pattern: string },
): readonly string[] {
  const held = `${alias}.${name}`
  const definition = resource.fields[field]
  if (!definition?.members) return [`${held} ilike ${pattern}`]
  const isIn = (value: string) =>
    searchedMembers(definition)
      .map((path) => `${memberText(value, path)} ilike ${pattern}`)
      .join(' or ')
  if (kind !== 'items') return [`(${isIn(held)})`]
  return [`exists (select from jsonb_array_elements(${held}) item where ${isIn('item.value')})`]
}
