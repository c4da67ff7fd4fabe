import type { ResourceName } from '@groundwork/domain'
import { apiOf, type RowsInput } from '../api/rows.ts'
import type { AnyRow, NamedResource } from '../resource/record-types.ts'

/** What something is to be done to: some rows, or everything that the list would show. */
export type Chosen =
  | { readonly is: 'rows'; readonly rows: readonly AnyRow[] }
  | { readonly is: 'matching'; readonly input: RowsInput; readonly count: number; readonly isCountExact: boolean }

export const chunkSize = 200

export const countIn = (chosen: Chosen): number => (chosen.is === 'rows' ? chosen.rows.length : chosen.count)

/**
 * The chosen rows, a chunk at a time. Those that match are read in the order of their keys: a change made on the way neither
 * moves a row behind the reader nor ahead of it again.
 */
export async function* chunksOf(
  resource: NamedResource,
  chosen: Chosen,
  signal: AbortSignal,
): AsyncGenerator<AnyRow[]> {
  if (chosen.is === 'rows') {
    for (let from = 0; from < chosen.rows.length; from += chunkSize) yield chosen.rows.slice(from, from + chunkSize)
    return
  }
  const api = apiOf(resource.name as ResourceName)
  const orderBy = resource.fields[resource.key]?.sort ? [resource.key] : [resource.defaultOrder]
  let cursor: string | null = null
  do {
    const page: { rows: readonly unknown[]; nextCursor: string | null } = await api.list(
      { ...chosen.input, orderBy, limit: chunkSize, ...(cursor !== null && { cursor }) },
      { signal },
    )
    yield page.rows as AnyRow[]
    cursor = page.nextCursor
  } while (cursor !== null && !signal.aborted)
}
