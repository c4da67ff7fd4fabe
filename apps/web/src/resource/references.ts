import { type ResourceName, resourceNamed } from '@groundwork/domain'
import { queryOptions } from '@tanstack/react-query'
import { apiOf, rowQuery } from '../api/rows.ts'

type Row = Readonly<Record<string, unknown>>

/** How a referenced row is called. */
export function titleOf(resource: string, row: unknown): string {
  const { title, key } = resourceNamed(resource)
  const given = (row as Row)[title] ?? (row as Row)[key]
  return typeof given === 'string' ? given : ''
}

export const keyOfRow = (resource: string, row: unknown): string => String((row as Row)[resourceNamed(resource).key])

export const referenceQuery = (resource: string, id: string) =>
  queryOptions({ ...rowQuery(resource as ResourceName, id), staleTime: 10 * 60_000 })

/** Rows that a reference may point to, by words. */
export const referenceChoices = (resource: string, search: string) =>
  queryOptions({
    queryKey: [resource, 'choices', search] as const,
    queryFn: ({ signal }) =>
      apiOf(resource as ResourceName).list(
        { limit: 50, orderBy: [resourceNamed(resource).defaultOrder], ...(search && { search }) },
        { signal },
      ),
    staleTime: 60_000,
  })
