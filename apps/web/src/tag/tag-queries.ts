import { queryOptions, useQueries } from '@tanstack/react-query'
import { gw } from '../api/client.ts'
import { queryClient } from '../api/query-client.ts'
import type { RowNamed } from '../api/rows.ts'
import { idsByOrganization } from './ids-by-organization.ts'

export type TagRow = RowNamed<'tag'>

/** How many records of each kind have a tag. */
export interface TagUse {
  readonly count: number
  readonly byResource: Readonly<Record<string, number>>
}

const usageQuery = (organization: string, ids: readonly string[]) =>
  queryOptions({
    queryKey: ['tag', 'usage', organization, ids] as const,
    queryFn: ({ signal }) => gw.tag.usage({ organization, ids: [...ids] }, { signal }),
    // A page with one tag more or less is another page: what was counted stays until it is counted anew.
    placeholderData: () => lastCounted(organization, ids),
  })

type Counted = Awaited<ReturnType<typeof gw.tag.usage>>

function lastCounted(organization: string, ids: readonly string[]): Counted {
  const asked = new Set(ids)
  return queryClient
    .getQueryCache()
    .findAll({ queryKey: ['tag', 'usage', organization] })
    .sort((one, other) => one.state.dataUpdatedAt - other.state.dataUpdatedAt)
    .flatMap(({ state }) => (state.data as Counted | undefined) ?? [])
    .filter(({ id }) => asked.has(id))
}

/** The uses of tags by their ids, counted once for each page of them. A tag that is not there is not counted yet. */
export function useTagUsage(pages: readonly (readonly TagRow[])[]): ReadonlyMap<string, TagUse> {
  return useQueries({
    queries: pages.flatMap((page) => [...idsByOrganization(page)].map((asked) => usageQuery(...asked))),
    combine: (results) =>
      new Map(results.flatMap(({ data }) => (data ?? []).map(({ id, ...use }) => [id, use] as const))),
  })
}
