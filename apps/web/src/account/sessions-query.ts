import type { RouterOutputs } from '@groundwork/client'
import { queryOptions } from '@tanstack/react-query'
import { gw } from '../api/client.ts'

export type SessionRow = RouterOutputs['auth']['sessions'][number]

export const sessionsQuery = queryOptions({
  queryKey: ['auth', 'sessions'] as const,
  queryFn: ({ signal }) => gw.auth.sessions(undefined, { signal }),
  staleTime: 0,
})
