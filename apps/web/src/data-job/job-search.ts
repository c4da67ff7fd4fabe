import { type DataJobState, dataJobStates, type Filter, type JobType, jobTypes } from '@groundwork/domain'
import { type RawSearch, textParam, wordsParam } from '../ui/search-params.ts'

/** What the address bar holds about the list of jobs. */
export interface JobSearch {
  status?: DataJobState[] | undefined
  type?: JobType[] | undefined
  /** The job in the pane. */
  open?: string | undefined
}

export const readJobSearch = (raw: RawSearch): JobSearch => ({
  status: wordsParam(raw.status, dataJobStates),
  type: wordsParam(raw.type, jobTypes),
  open: textParam(raw.open),
})

export const noJobFilters = { status: undefined, type: undefined } satisfies JobSearch

export const isNarrowed = ({ status, type }: JobSearch): boolean => status !== undefined || type !== undefined

export function jobFilter({ status, type }: JobSearch): Filter | undefined {
  const conditions: Filter[] = [
    ...(status ? [{ field: 'status', op: 'in', value: status } as const] : []),
    ...(type ? [{ field: 'jobType', op: 'in', value: type } as const] : []),
  ]
  return conditions.length ? { and: conditions } : undefined
}
