import type { DataJobRow } from '@groundwork/domain'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { SkeletonRows } from '../grid/skeleton-rows.tsx'
import type { NamedResource } from '../resource/record-types.ts'
import { Problem } from '../ui/problem.tsx'
import { FaultList } from './fault-list.tsx'
import { FaultyGrid } from './faulty-grid.tsx'
import { faultyRowsQuery } from './import-queries.ts'
import type { Mending } from './mending.ts'
import { words } from './words.ts'

interface FaultyRowsProps {
  readonly job: DataJobRow
  readonly resource: NamedResource
  readonly mending: Mending
  readonly onMending: (next: Mending) => void
  /** There is nothing to be tried anew: what is wrong is only shown. */
  readonly isReadOnly?: boolean
}

/** The rows that did not pass, to be mended where they stand; without their cells for who may not see those. */
export function FaultyRows({ job, resource, mending, onMending, isReadOnly = false }: FaultyRowsProps) {
  const query = useInfiniteQuery(faultyRowsQuery(job.id))
  const rows = useMemo(() => query.data?.pages.flatMap((page) => page.rows) ?? [], [query.data])
  const header = query.data?.pages[0]?.header ?? none
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = query
  if (query.isPending) return <SkeletonRows label={words.faultyGrid} />
  if (query.error && !rows.length) return <Problem error={query.error} onRetry={() => void query.refetch()} />
  const more = {
    hasMore: hasNextPage,
    isLoadingMore: isFetchingNextPage,
    onEnd: hasNextPage && !isFetchingNextPage ? () => void fetchNextPage() : undefined,
  }
  if (rows.some(({ cells }) => cells === null)) return <FaultList rows={rows} all={job.counts.failed} {...more} />
  return (
    <FaultyGrid
      job={job}
      resource={resource}
      rows={rows}
      header={header}
      mending={mending}
      onMending={onMending}
      isReadOnly={isReadOnly}
      {...more}
    />
  )
}

const none: readonly string[] = []
