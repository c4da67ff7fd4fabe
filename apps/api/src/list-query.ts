import type { ListQuery } from '@groundwork/db'
import { type Principal, parseFilter, type Resource, readableBy } from '@groundwork/domain'

export interface ListInput {
  readonly filter?: unknown
  readonly search?: string | undefined
  readonly orderBy?: readonly string[] | undefined
  readonly limit?: number | undefined
  readonly cursor?: string | null | undefined
  readonly offset?: number | undefined
  readonly withCount?: boolean | undefined
  readonly organizations?: readonly string[] | undefined
  readonly trash?: boolean | undefined
}

/** Makes a list's untrusted options into a query that can only name what the caller may read. */
export function readListQuery(
  resource: Resource,
  principal: Principal,
  { filter, cursor, ...rest }: ListInput,
  spelling: 'camel' | 'rest' = 'camel',
): ListQuery {
  const given = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined)) as ListQuery
  return {
    ...given,
    ...(cursor && { cursor }),
    ...(filter !== undefined && {
      filter: parseFilter(filter, resource, { readable: readableBy(principal), spelling }),
    }),
  }
}
