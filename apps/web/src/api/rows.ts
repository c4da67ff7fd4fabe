import type { CallOptions } from '@groundwork/client'
import type {
  Filter,
  ImportPlanQuery,
  ImportProposal,
  LineageEntry,
  ResourceName,
  RowOf,
  resources,
} from '@groundwork/domain'
import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query'
import { gw } from './client.ts'
import { newerRow, newerRows } from './newer-rows.ts'

export type RowNamed<Name extends ResourceName> = RowOf<(typeof resources)[Name]>

/** Which rows, in which order. Pages are the query's own business. */
export interface RowsInput {
  readonly filter?: Filter
  /** A saved view, which the server puts into the question. */
  readonly applyFilter?: string
  readonly search?: string
  readonly orderBy?: readonly string[]
  readonly organizations?: readonly string[]
  readonly trash?: boolean
}

export interface RowsPage<Row> {
  readonly rows: readonly Row[]
  readonly nextCursor: string | null
  readonly count?: number
  readonly isCountExact?: boolean
}

interface PageInput extends RowsInput {
  readonly limit: number
  readonly cursor?: string
  readonly withCount?: boolean
}

/** A resource's verbs as code sees them that serves every resource alike. */
export interface ResourceApi<Row> {
  list(input: PageInput, options?: CallOptions): Promise<RowsPage<Row>>
  get(input: { id: string }, options?: CallOptions): Promise<Row>
  create(input: { values: object }): Promise<Row>
  update(input: { id: string; values: object }): Promise<Row>
  remove(input: { id: string }): Promise<unknown>
  restore(input: { id: string }): Promise<unknown>
  /** The list as a file, written by the job that is answered. Of every resource but those of the system itself. */
  export(input: object): Promise<{ readonly jobId: string }>
  /** What a file holds and how it could be brought in. Only of resources that can be. */
  importPlan(input: ImportPlanQuery, options?: CallOptions): Promise<ImportProposal>
  /** The rows of files that a row comes from. Only of resources that files can bring in. */
  lineage(input: { id: string }, options?: CallOptions): Promise<readonly LineageEntry[]>
  /** All of them or none; with their reasons by path, `rows.3.sku`. Only of resources whose verbs are plain. */
  updateMany(input: ManyChanges, options?: CallOptions): Promise<{ readonly rows: readonly Row[] }>
  /** The same for all that a list holds, by the job that is answered. Only of resources whose rows belong to organizations. */
  bulk(input: object): Promise<{ readonly jobId: string }>
  removeMany(input: { ids: readonly string[] }, options?: CallOptions): Promise<{ readonly count: number }>
  restoreMany(input: { ids: readonly string[] }, options?: CallOptions): Promise<{ readonly count: number }>
}

/** What a selection is given: the same values, and tags more or less than each row has. */
export interface ManyChanges {
  readonly ids: readonly string[]
  readonly values?: object
  readonly addTags?: readonly string[]
  readonly removeTags?: readonly string[]
}

/** The typed client knows each resource exactly; here, once, that knowledge is given up for one shape that fits all. */
export const apiOf = <Name extends ResourceName>(name: Name): ResourceApi<RowNamed<Name>> =>
  gw[name] as unknown as ResourceApi<RowNamed<Name>>

const pageSize = 100

/** Pages of rows. A change of filter or order keeps showing the old rows until the new ones are there. */
export const rowsQuery = <Name extends ResourceName>(name: Name, input: RowsInput) =>
  infiniteQueryOptions({
    queryKey: [name, 'list', input] as const,
    queryFn: ({ pageParam, signal }) =>
      apiOf(name).list(
        { ...input, limit: pageSize, ...(pageParam === null ? { withCount: true } : { cursor: pageParam }) },
        { signal },
      ),
    initialPageParam: null as string | null,
    getNextPageParam: ({ nextCursor }) => nextCursor,
    placeholderData: keepPreviousData,
    structuralSharing: newerRows,
  })

/**
 * How many rows a question finds. It stands apart from the lists: those hold pages of rows, which are changed where they stand.
 */
export const rowCountQuery = (name: ResourceName, input: RowsInput) =>
  queryOptions({
    queryKey: [name, 'count', input] as const,
    queryFn: async ({ signal }) => {
      const { count, isCountExact = true } = await apiOf(name).list({ ...input, limit: 1, withCount: true }, { signal })
      return count === undefined ? null : { count, isCountExact }
    },
  })

export const rowQuery = <Name extends ResourceName>(name: Name, id: string) =>
  queryOptions({
    queryKey: [name, 'get', id] as const,
    queryFn: ({ signal }) => apiOf(name).get({ id }, { signal }),
    structuralSharing: newerRow,
  })
