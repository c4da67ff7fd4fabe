import type { FaultyRows, ImportProposal, JsonObject, ResourceName } from '@groundwork/domain'
import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query'
import { gw } from '../api/client.ts'
import { apiOf } from '../api/rows.ts'
import type { Reading } from './import-draft.ts'

interface ProposalInput {
  readonly organization: string
  readonly file: string
  readonly reading: Reading
}

/** What the reader found in a file, and what it proposes. Another way of reading keeps showing the old one until it is there. */
export const proposalQuery = (resource: ResourceName, { organization, file, reading }: ProposalInput) =>
  queryOptions({
    queryKey: [resource, 'importPlan', organization, file, reading] as const,
    queryFn: ({ signal }): Promise<ImportProposal> => {
      const { sheet, header_row: headerRow, encoding, delimiter } = reading
      return apiOf(resource).importPlan(
        {
          organization,
          file,
          ...(sheet !== undefined && { sheet }),
          ...(headerRow !== undefined && { headerRow }),
          ...(encoding !== undefined && { encoding }),
          ...(delimiter !== undefined && { delimiter: delimiter === '\t' ? 'tab' : delimiter }),
        },
        { signal },
      )
    },
    placeholderData: keepPreviousData,
    retry: false,
    staleTime: 60_000,
  })

/** The plan of a job, whole: lists and live changes leave out what was mended in it. It never changes. */
export const planQuery = (job: string | undefined) =>
  queryOptions({
    queryKey: ['dataJob', 'plan', job ?? ''] as const,
    queryFn: async ({ signal }): Promise<JsonObject> =>
      job === undefined ? {} : (await gw.dataJob.get({ id: job }, { signal })).parameters,
    staleTime: Number.POSITIVE_INFINITY,
  })

const pageSize = 100

/** The rows of a job that did not pass, in the order of the file. */
export const faultyRowsQuery = (job: string) =>
  infiniteQueryOptions({
    queryKey: ['dataJob', 'faultyRows', job] as const,
    queryFn: ({ pageParam, signal }): Promise<FaultyRows> =>
      gw.dataJob.faultyRows({ id: job, limit: pageSize, cursor: pageParam }, { signal }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ nextCursor }) => nextCursor,
    // The rows of a job that has ended change no more.
    staleTime: Number.POSITIVE_INFINITY,
  })
