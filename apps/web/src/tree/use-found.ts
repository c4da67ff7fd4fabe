import type { Filter } from '@groundwork/domain'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { type RowsInput, rowsQuery } from '../api/rows.ts'
import type { AnyRow, NamedResource } from '../resource/record-types.ts'
import type { Line } from './use-tree.ts'

interface Wanted {
  /** What is asked for: words, a filter, a view. */
  readonly input: RowsInput
  readonly within: Filter | null | undefined
  readonly organizations: readonly string[] | undefined
  readonly isEnabled: boolean
}

/** Found nodes stand one below the other, without their tree. */
export function useFound(resource: NamedResource, { input, within, organizations, isEnabled }: Wanted) {
  const { organizations: _, filter, ...asked } = input
  const conditions = [filter, within].filter((one) => one !== undefined && one !== null)
  const [only] = conditions
  const query = useInfiniteQuery({
    ...rowsQuery(resource.name, {
      ...asked,
      // A view has an order of its own.
      ...(!asked.applyFilter && { orderBy: [resource.title] }),
      ...(only && { filter: conditions.length > 1 ? { and: conditions } : only }),
      ...(organizations && { organizations }),
    }),
    enabled: isEnabled,
  })
  const lines = useMemo(
    (): readonly Line[] =>
      ((query.data?.pages.flatMap((page) => page.rows) ?? []) as unknown as AnyRow[]).map((node) => ({
        node,
        level: 1,
        isOpen: undefined,
        above: [],
      })),
    [query.data],
  )
  const { isPending, error, hasNextPage, isFetchingNextPage, fetchNextPage, refetch } = query
  const more = hasNextPage && !isFetchingNextPage ? () => void fetchNextPage() : undefined
  return { lines, isPending, error, more, retry: refetch }
}
