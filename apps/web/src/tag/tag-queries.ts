import { queryOptions, useQueries } from '@tanstack/react-query'
import { gw } from '../api/client.ts'
import type { RowNamed } from '../api/rows.ts'

export type TagRow = RowNamed<'tag'>

/** How many records of each kind have a tag. */
export interface TagUse {
  readonly count: number
  readonly byResource: Readonly<Record<string, number>>
}

const usageQuery = (organization: string) =>
  queryOptions({
    queryKey: ['tag', 'usage', organization] as const,
    queryFn: ({ signal }) => gw.tag.usage({ organization }, { signal }),
  })

/** The uses of tags by their ids, over all organizations that they belong to. Undefined until they are counted. */
export function useTagUsage(tags: readonly TagRow[]): ReadonlyMap<string, TagUse> {
  const organizations = [...new Set(tags.map(({ organization }) => organization))]
  return useQueries({
    queries: organizations.map(usageQuery),
    combine: (results) =>
      new Map(results.flatMap(({ data }) => (data ?? []).map(({ id, ...use }) => [id, use] as const))),
  })
}
