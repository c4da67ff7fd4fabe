import { type DataJobRow, dataJobCounters, type JobType } from '@groundwork/domain'
import { formatNumber } from '../ui/format.ts'
import { words } from './words.ts'

interface Counted extends Pick<DataJobRow, 'counts'> {
  /** None where several jobs are counted together. */
  readonly jobType?: JobType
}

/** What a job's counts are called. */
export const countNames = (jobType: JobType | undefined) => (jobType === 'undo' ? words.undoCounts : words.counts)

/** What a job has counted: `1,204 new, 3 failed`; empty where it counted nothing. */
export function countsInWords({ counts, jobType }: Counted): string {
  const names = countNames(jobType)
  const told = dataJobCounters.filter((name) => name !== 'total' && counts[name] > 0)
  const shown = told.length ? told : counts.total > 0 ? (['total'] as const) : []
  return shown.map((name) => `${formatNumber(counts[name])} ${names[name]}`).join(', ')
}
