import { type GroundworkClient, isSettled, type RouterInputs } from '@groundwork/client'
import { infiniteQueryOptions } from '@tanstack/react-query'

/** Which files, in which order. Pages are the query's own business. */
export type FilesWanted = Pick<
  Exclude<RouterInputs['file']['list'], void>,
  'filter' | 'search' | 'orderBy' | 'organizations'
>

const pageSize = 50

/** While files are being scanned it is asked after them so often. */
const scanPauseMs = 2_000

export const filesQuery = (client: GroundworkClient, wanted: FilesWanted) =>
  infiniteQueryOptions({
    queryKey: ['file', 'component-list', wanted] as const,
    queryFn: ({ pageParam, signal }) =>
      client.file.list({ ...wanted, limit: pageSize, ...(pageParam !== null && { cursor: pageParam }) }, { signal }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ nextCursor }) => nextCursor,
    refetchInterval: ({ state }) =>
      state.data?.pages.every(({ rows }) => rows.every(isSettled)) === false && scanPauseMs,
  })
