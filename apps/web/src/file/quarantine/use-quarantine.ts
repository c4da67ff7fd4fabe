import type { RouterOutputs } from '@groundwork/client'
import { useThrottledCallback } from '@mantine/hooks'
import { keepPreviousData, useInfiniteQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useMemo } from 'react'
import { gw } from '../../api/client.ts'
import { useCurrentOrganization, withinOrganization } from '../../organization/organization-queries.ts'
import { onEvent } from '../../realtime/event-listeners.ts'
import { isNews } from './is-news.ts'
import type { QuarantineSearch } from './quarantine-search.ts'

export type HeldRow = RouterOutputs['file']['quarantined']['rows'][number]

export const keyOf = ({ key }: HeldRow): string => key
export const nameOf = ({ fileName }: HeldRow): string => fileName

/** Lies below what is asked again whenever somebody here changes a file. */
const quarantineKey = ['file', 'quarantined'] as const

/** What is kept back, or was let out all the same, in the organization of the address. */
export function useQuarantine({ q, verdict, released, sort }: QuarantineSearch) {
  const organization = useCurrentOrganization()
  const input = {
    isReleased: released === 'yes',
    ...(q && { search: q }),
    ...(verdict && { verdict }),
    ...(sort && { orderBy: sort }),
    ...withinOrganization(organization),
  }
  const query = useInfiniteQuery({
    queryKey: [...quarantineKey, input] as const,
    queryFn: ({ pageParam, signal }) =>
      gw.file.quarantined({ ...input, ...(pageParam !== null && { cursor: pageParam }) }, { signal }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ nextCursor }) => nextCursor,
    placeholderData: keepPreviousData,
    staleTime: 0,
  })
  const rows = useMemo(() => query.data?.pages.flatMap((page) => page.rows) ?? [], [query.data])
  useFollowed(rows)
  return {
    rows,
    isPending: query.isPending,
    isStale: query.isPlaceholderData,
    error: query.error,
    isFetchingNextPage: query.isFetchingNextPage,
    onEnd: query.hasNextPage && !query.isFetchingNextPage ? () => void query.fetchNextPage() : undefined,
    refetch: () => query.refetch(),
  }
}

const reloadMs = 600

/** What scanners and colleagues decide is seen as it happens. */
function useFollowed(rows: readonly HeldRow[]): void {
  const client = useQueryClient()
  const reload = useThrottledCallback(() => void client.invalidateQueries({ queryKey: quarantineKey }), reloadMs)
  const shown = useMemo(() => new Set(rows.map(({ file }) => file)), [rows])
  useEffect(() => onEvent((event) => isNews(event, shown) && reload()), [reload, shown])
}
