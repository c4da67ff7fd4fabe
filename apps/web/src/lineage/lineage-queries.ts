import type { DataJobRow, ResourceName } from '@groundwork/domain'
import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query'
import { gw } from '../api/client.ts'
import { apiOf } from '../api/rows.ts'

interface Landed {
  readonly id: string
  /** With each change an import may have been at it. */
  readonly version: unknown
}

/** The rows of files that a record comes from, the latest first. */
export const lineageQuery = (resource: ResourceName, { id, version }: Landed) =>
  queryOptions({
    queryKey: [resource, 'lineage', id, version] as const,
    queryFn: ({ signal }) => apiOf(resource).lineage({ id }, { signal }),
    placeholderData: keepPreviousData,
  })

/** What imports have made of a file. */
export const fileImportsQuery = (file: string) =>
  queryOptions({
    queryKey: ['file', 'imports', file] as const,
    queryFn: ({ signal }) => gw.file.imports({ id: file }, { signal }),
  })

/** The job that a line names. Not as a screen asks for it: nobody follows it here. */
export const namedJobQuery = (job: string) =>
  queryOptions({
    queryKey: ['dataJob', 'named', job] as const,
    queryFn: ({ signal }) => gw.dataJob.get({ id: job }, { signal }),
    staleTime: 10 * 60_000,
    retry: false,
  })

const rowsAtOnce = 20

/** Rows that a job made or changed; anew once it was taken back. */
export const jobRowsQuery = ({ id, status }: DataJobRow, isChangedSince: boolean) =>
  infiniteQueryOptions({
    queryKey: ['dataJob', 'rows', id, status, isChangedSince] as const,
    queryFn: ({ pageParam, signal }) =>
      gw.dataJob.rows(
        { id, limit: rowsAtOnce, cursor: pageParam, ...(isChangedSince && { isChangedSince: true }) },
        { signal },
      ),
    initialPageParam: null as string | null,
    getNextPageParam: ({ nextCursor }) => nextCursor,
    placeholderData: keepPreviousData,
  })
