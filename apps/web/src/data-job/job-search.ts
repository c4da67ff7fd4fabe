import { type DataJobState, dataJobStates, type Filter, type JobType, jobTypes } from '@groundwork/domain'
import { listParam, type RawSearch, textParam, wordsParam } from '../ui/search-params.ts'

/** What the address bar holds about the list of jobs. */
export interface JobSearch {
  status?: DataJobState[] | undefined
  type?: JobType[] | undefined
  /** Names of resources: `product`. */
  target?: string[] | undefined
  /** The job in the pane. */
  open?: string | undefined
}

export const readJobSearch = (raw: RawSearch): JobSearch => ({
  status: wordsParam(raw.status, dataJobStates),
  type: wordsParam(raw.type, jobTypes),
  target: listParam(raw.target),
  open: textParam(raw.open),
})

export const noJobFilters = { status: undefined, type: undefined, target: undefined } satisfies JobSearch

export const isNarrowed = ({ status, type, target }: JobSearch): boolean =>
  status !== undefined || type !== undefined || target !== undefined

export function jobFilter({ status, type, target }: JobSearch): Filter | undefined {
  const conditions: Filter[] = [
    ...(status ? [{ field: 'status', op: 'in', value: status } as const] : []),
    ...(type ? [{ field: 'jobType', op: 'in', value: type } as const] : []),
    ...(target ? [{ field: 'target', op: 'in', value: target } as const] : []),
  ]
  return conditions.length ? { and: conditions } : undefined
}
