import { queryOptions } from '@tanstack/react-query'
import { apiOf } from '../api/rows.ts'

/** The organization's tags with their colours, to suggest and to paint with. */
export const tagsOf = (organization: string) =>
  queryOptions({
    queryKey: ['tag', 'choices', organization] as const,
    queryFn: ({ signal }) =>
      apiOf('tag').list({ limit: 200, orderBy: ['name'], organizations: [organization] }, { signal }),
    select: ({ rows }): ReadonlyMap<string, string> => new Map(rows.map(({ name, color }) => [name, color])),
    staleTime: 60_000,
  })
