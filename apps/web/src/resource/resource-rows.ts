import type { Filter, Resource } from '@groundwork/domain'
import type { RowsInput } from '../api/rows.ts'
import { withinOrganization } from '../organization/organization-queries.ts'
import { filtersByField, type ResourceSearch } from './resource-search.ts'

/** What the address says about a list of records, as the question to ask. What the definition does not allow is left out. */
export function rowsInputOf(
  resource: Resource,
  { q, filter, sort }: ResourceSearch,
  organization: string | undefined,
): RowsInput {
  const conditions: Filter[] = Object.entries(filtersByField(filter))
    .filter(([name]) => resource.fields[name]?.filter)
    .map(([name, values]) => ({ field: name, op: 'in', value: values }))
  const isSortable = sort !== undefined && resource.fields[sort.replace(/^-/, '')]?.sort
  return {
    orderBy: [isSortable ? sort : resource.defaultOrder],
    ...(q && { search: q }),
    ...(conditions.length && { filter: { and: conditions } }),
    ...(resource.scope.kind === 'organization' && withinOrganization(organization)),
  }
}
