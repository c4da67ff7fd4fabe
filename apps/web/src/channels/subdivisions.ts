import { queryOptions } from '@tanstack/react-query'
import { apiOf } from '../api/rows.ts'

/** The states, provinces or cantons of a country, to suggest. */
export const subdivisionsOf = (country: string) =>
  queryOptions({
    queryKey: ['subdivision', 'of', country] as const,
    queryFn: ({ signal }) =>
      apiOf('subdivision').list(
        { filter: { field: 'country', op: 'eq', value: country }, orderBy: ['name'], limit: 200 },
        { signal },
      ),
    select: ({ rows }) => [...new Set(rows.map(({ name }) => name))],
    staleTime: Number.POSITIVE_INFINITY,
  })
