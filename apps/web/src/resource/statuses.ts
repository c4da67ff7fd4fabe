import { queryOptions } from '@tanstack/react-query'
import { apiOf, type RowNamed } from '../api/rows.ts'

/** The whole vocabulary of states; a few dozen words with their colours. */
export const statusesQuery = queryOptions({
  queryKey: ['status', 'vocabulary'] as const,
  queryFn: ({ signal }) => apiOf('status').list({ limit: 200, orderBy: ['name'] }, { signal }),
  select: ({ rows }): ReadonlyMap<string, RowNamed<'status'>> => new Map(rows.map((row) => [row.slug, row])),
  staleTime: 10 * 60_000,
})
