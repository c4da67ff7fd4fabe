import type { ListQuery, WorkContext } from '@groundwork/db'
import { type ParseFilterOptions, type Principal, parseFilter, type Resource, readableBy } from '@groundwork/domain'
import { applyStoredFilter } from '@groundwork/services'
import type { ApiServices } from './services.ts'

export interface ListInput {
  readonly filter?: unknown
  /** A saved view, whose filter holds besides. */
  readonly applyFilter?: string | undefined
  readonly search?: string | undefined
  readonly orderBy?: readonly string[] | undefined
  readonly limit?: number | undefined
  readonly cursor?: string | null | undefined
  readonly offset?: number | undefined
  readonly withCount?: boolean | undefined
  readonly organizations?: readonly string[] | undefined
  readonly trash?: boolean | undefined
}

interface Asked {
  readonly services: ApiServices
  readonly work: WorkContext
  readonly principal: Principal
}

/** How the filter is spelled, and whether one that asks for nothing is refused. */
type FilterReading = Pick<ParseFilterOptions, 'spelling' | 'mustAsk'>

/** The same with the saved view in it that the options name. */
export function readAppliedQuery(
  resource: Resource,
  { services, work, principal }: Asked,
  input: ListInput,
  reading: FilterReading = {},
): ListQuery | Promise<ListQuery> {
  const query = readListQuery(resource, principal, input, reading)
  return input.applyFilter === undefined
    ? query
    : applyStoredFilter(services, work, resource, { view: input.applyFilter, query })
}

/** Makes a list's untrusted options into a query that can only name what the caller may read. */
export function readListQuery(
  resource: Resource,
  principal: Principal,
  { filter, cursor, applyFilter: _, ...rest }: ListInput,
  reading: FilterReading = {},
): ListQuery {
  const given = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined)) as ListQuery
  return {
    ...given,
    ...(cursor && { cursor }),
    ...(filter !== undefined && {
      filter: parseFilter(filter, resource, { readable: readableBy(principal), ...reading }),
    }),
  }
}
