import { type Filter, groupedOrder, type Resource, sortableNames } from '@groundwork/domain'
import type { RowsInput } from '../api/rows.ts'
import { filterIn, filtersByField, type ResourceSearch } from './resource-search.ts'

/** What the address says about a list of records, as the question to ask. What the definition does not allow is left out. */
export function rowsInputOf(
  resource: Resource,
  { q, filter, where, sort, group, trash }: ResourceSearch,
  organization: string | undefined,
): RowsInput {
  const built = filterIn(where)
  const conditions = [
    ...Object.entries(filtersByField(filter)).flatMap(pillCondition(resource)),
    ...(built ? [built] : []),
  ]
  const [only] = conditions
  const isTrash = trash === '1' && resource.softDelete === true
  const order = (sort?.split(',') ?? []).filter((term) => isSortable(resource, term.replace(/^-/, '')))
  return {
    orderBy: groupedOrder(resource, group ?? null, order.length ? order : [standardOrder(resource, isTrash)]),
    ...(q && { search: q }),
    ...(only && { filter: conditions.length === 1 ? only : { and: conditions } }),
    ...(isTrash && { trash: true }),
    ...(resource.scope.kind === 'organization' && organization && { organizations: [organization] }),
  }
}

/** What was deleted last is most likely what somebody looks for in the trash. */
export const standardOrder = (resource: Resource, isTrash: boolean): string =>
  isTrash ? '-deletedAt' : resource.defaultOrder

const isSortable = (resource: Resource, name: string) =>
  sortableNames(resource).includes(name) || (resource.customFields === true && name.startsWith('customFields.'))

/** A pill's values: any of them will do. */
const pillCondition =
  ({ fields }: Resource) =>
  ([name, values]: [string, readonly string[]]): Filter[] => {
    const field = fields[name.split('.')[0] ?? '']
    if (!field?.filter) return []
    if (field.kind === 'textArray') return [{ field: name, op: 'hasany', value: values }]
    if (field.kind !== 'boolean') return [{ field: name, op: 'in', value: values }]
    return values.length === 1 ? [{ field: name, op: 'eq', value: values[0] === 'true' }] : []
  }
