import type { RouterOutputs } from '@groundwork/client'
import { queryOptions } from '@tanstack/react-query'
import { gw } from '../api/client.ts'

export type KeyRow = RouterOutputs['apiKey']['list'][number]

export const keysQuery = queryOptions({
  queryKey: ['apiKey', 'list'] as const,
  queryFn: ({ signal }) => gw.apiKey.list(undefined, { signal }),
  staleTime: 0,
})
