import type { RouterOutputs } from '@groundwork/client'
import type { ResourceName } from '@groundwork/domain'
import { infiniteQueryOptions } from '@tanstack/react-query'
import { gw } from '../api/client.ts'
import type { RowNamed } from '../api/rows.ts'

type HistoryPage = RouterOutputs['product']['history']

/** What every resource's history can do, for code that serves all alike. */
interface HistoryApi<Row> {
  history(
    input: { readonly id: string; readonly cursor?: string },
    options?: { readonly signal?: AbortSignal },
  ): Promise<HistoryPage>
  restoreVersion(input: { readonly id: string; readonly entry: string }): Promise<Row>
}

export const historyOf = <Name extends ResourceName>(name: Name): HistoryApi<RowNamed<Name>> =>
  (gw as unknown as Readonly<Record<ResourceName, HistoryApi<RowNamed<Name>>>>)[name]

export const historyQuery = (name: ResourceName, id: string) =>
  infiniteQueryOptions({
    queryKey: [name, 'history', id] as readonly [ResourceName, string, string],
    queryFn: ({ pageParam, signal }) =>
      historyOf(name).history({ id, ...(pageParam !== null && { cursor: pageParam }) }, { signal }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ nextCursor }) => nextCursor,
  })
