import type { RouterOutputs } from '@groundwork/client'
import { queryOptions } from '@tanstack/react-query'
import { gw } from './client.ts'

export type UploadPolicy = RouterOutputs['system']['status']['uploadPolicy']

/** Whether files are scanned, and which are taken. */
export const statusQuery = queryOptions({
  queryKey: ['system', 'status'] as const,
  queryFn: ({ signal }) => gw.system.status(undefined, { signal }),
  staleTime: 60_000,
  refetchInterval: 5 * 60_000,
})
