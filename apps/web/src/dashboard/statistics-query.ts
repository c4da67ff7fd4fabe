import { statisticsSeconds } from '@groundwork/domain'
import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { gw } from '../api/client.ts'

/** The server counts anew at most so often; to ask sooner would show the same. */
const countedEveryMs = statisticsSeconds * 1000

/** What has been counted of files and sessions. It goes on being asked for while somebody looks. */
export const statisticsQuery = (organization: string, country: string | undefined) =>
  queryOptions({
    queryKey: ['importSession', 'statistics', organization, country] as const,
    queryFn: ({ signal }) => gw.importSession.statistics({ organization, ...(country && { country }) }, { signal }),
    staleTime: countedEveryMs,
    refetchInterval: countedEveryMs,
    placeholderData: keepPreviousData,
  })
