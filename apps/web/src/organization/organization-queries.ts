import { queryOptions, useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useEffect, useMemo } from 'react'
import { apiOf, type RowNamed, rowQuery, rowsQuery } from '../api/rows.ts'

export type OrganizationRow = RowNamed<'organization'>

const app = getRouteApi('/app')

/** The organization the whole client is narrowed to; undefined for all of them. */
export const useCurrentOrganization = (): string | undefined => app.useSearch().org

/** For lists: `organizations` when one is chosen, nothing when all are. */
export const withinOrganization = (organization: string | undefined) =>
  organization ? { organizations: [organization] } : {}

/** A few organizations by name, for pickers. */
export const organizationChoices = (search: string) =>
  queryOptions({
    queryKey: ['organization', 'choices', search] as const,
    queryFn: ({ signal }) =>
      apiOf('organization').list({ limit: 50, orderBy: ['name'], ...(search && { search }) }, { signal }),
    select: ({ rows, nextCursor }) => ({ rows, hasMore: nextCursor !== null }),
  })

/** The name of an organization; empty until it is known. */
export function useOrganizationName(id: string | undefined): string {
  const { data } = useQuery({
    ...rowQuery('organization', id ?? ''),
    enabled: id !== undefined,
    staleTime: 10 * 60_000,
  })
  return data?.name ?? ''
}

const mostShown = 2_000

/** All organizations within reach, page after page, for the tree. */
export function useAllOrganizations() {
  const query = useInfiniteQuery(rowsQuery('organization', { orderBy: ['name'] }))
  const { data, hasNextPage, isFetchingNextPage, fetchNextPage } = query
  const rows = useMemo(() => data?.pages.flatMap((page) => page.rows) ?? [], [data])
  const wantsMore = hasNextPage && !isFetchingNextPage && rows.length < mostShown

  useEffect(() => {
    if (wantsMore) void fetchNextPage()
  }, [wantsMore, fetchNextPage])
  return { ...query, rows, isComplete: !hasNextPage }
}
