import type { DataJobRow } from './data-job.ts'

export const dataJobVerbs = ['apply', 'undo', 'cancel', 'retry'] as const
export type DataJobVerb = (typeof dataJobVerbs)[number]

type Standing = Pick<DataJobRow, 'status' | 'jobType' | 'created' | 'updated' | 'parameters' | 'undoneBy'>

/** What can be done with a job as it stands. Who may do it is another question. The API refuses by this, and screens offer by it. */
export const dataJobOffers: Readonly<Record<DataJobVerb, (job: Standing) => boolean>> = {
  apply: ({ status }) => status === 'READY',
  cancel: ({ status }) => status === 'PENDING' || status === 'RUNNING' || status === 'READY',
  retry: ({ status }) => status === 'FAILED',
  undo: (job) => job.jobType === 'import' && hasEnded(job) && !isDryRun(job) && job.created + job.updated > 0,
}

const hasEnded = ({ status }: Standing) => status === 'COMPLETED' || status === 'FAILED' || status === 'CANCELLED'

/** Counts of a dry run tell what would happen. */
export const isDryRun = ({ parameters }: Pick<DataJobRow, 'parameters'>): boolean => parameters.dry_run === true
