import { toGroundworkError } from '@groundwork/client'
import { FreshQueryClient } from './fresh-query-client.ts'

/** Worth another try without asking: the way was blocked, the question was not wrong. */
const isPassing = (error: unknown): boolean => {
  const { code } = toGroundworkError(error)
  return code === 'unreachable' || code === 'unavailable' || code === 'rate_limited'
}

export const queryClient = new FreshQueryClient({
  defaultOptions: {
    queries: {
      staleTime: 30_000,
      gcTime: 10 * 60_000,
      retry: (failures, error) => failures < 2 && isPassing(error),
      retryDelay: (attempt) => Math.min(500 * 2 ** attempt, 5_000),
    },
  },
})
