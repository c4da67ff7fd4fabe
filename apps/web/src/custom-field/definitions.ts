import type { ResourceName } from '@groundwork/domain'
import { queryOptions, useQuery } from '@tanstack/react-query'
import { apiOf, type RowNamed } from '../api/rows.ts'
import { useCurrentOrganization, withinOrganization } from '../organization/organization-queries.ts'

export type Definition = RowNamed<'customFieldDefinition'>

const mostDefinitions = 200

/** The fields that organizations have given to a kind of row. */
export const definitionsQuery = (resource: ResourceName, organization: string | undefined) =>
  queryOptions({
    queryKey: ['customFieldDefinition', 'of', resource, organization ?? null] as const,
    queryFn: ({ signal }) =>
      apiOf('customFieldDefinition').list(
        {
          filter: { field: 'resource', op: 'eq', value: resource },
          orderBy: ['position'],
          limit: mostDefinitions,
          ...withinOrganization(organization),
        },
        { signal },
      ),
    select: ({ rows }) => firstOfEachKey(rows),
    staleTime: 5 * 60_000,
  })

/** Organizations may mean different things by one key; over all of them the first one names the column. */
const firstOfEachKey = (rows: readonly Definition[]): readonly Definition[] =>
  rows.filter((row, place) => rows.findIndex(({ key }) => key === row.key) === place)

const none: readonly Definition[] = []

/** The custom fields of what is on the screen; empty until they are known, and for kinds of rows that have none. */
export function useDefinitions({ name, customFields }: { name: ResourceName; customFields?: boolean }) {
  const organization = useCurrentOrganization()
  const { data } = useQuery({ ...definitionsQuery(name, organization), enabled: customFields === true })
  return data ?? none
}
