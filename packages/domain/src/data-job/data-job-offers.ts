import { bulkActionOf } from '../bulk/bulk-action-of.ts'
import { resourceNamed } from '../registry.ts'
import type { DataJobRow } from './data-job.ts'
import { isDataJobOver } from './data-job-state.ts'

export const dataJobVerbs = ['apply', 'undo', 'cancel', 'retry'] as const
export type DataJobVerb = (typeof dataJobVerbs)[number]

type Standing = Pick<
  DataJobRow,
  'status' | 'jobType' | 'target' | 'created' | 'updated' | 'parameters' | 'undoLeft' | 'historyGone'
>

/** What can be done with a job as it stands. Who may do it is another question. The API refuses by this, and screens offer by it. */
export const dataJobOffers: Readonly<Record<DataJobVerb, (job: Standing) => boolean>> = {
  apply: ({ status }) => status === 'READY',
  cancel: ({ status }) => status === 'PENDING' || status === 'RUNNING' || status === 'READY',
  // What it went on to do could be taken back only in part once the first part is forgotten.
  retry: ({ status, historyGone }) => status === 'FAILED' && !historyGone,
  undo: (job) => isKept(job) && !isDryRun(job) && job.created + job.updated > 0 && (hasEnded(job) || isLeftInPart(job)),
}

const hasEnded = ({ status }: Standing) => status === 'COMPLETED' || status === 'FAILED' || status === 'CANCELLED'

const isLeftInPart = ({ status, undoLeft }: Standing) => status === 'UNDONE' && undoLeft > 0

/** What it did was noted, row by row, and still is. What was deleted where nothing is kept is gone. */
const isKept = (job: Standing) => !job.historyGone && isNoted(job)

const isNoted = (job: Standing) =>
  job.jobType === 'import' ||
  (job.jobType === 'bulk' && (bulkActionOf(job) !== 'delete' || resourceNamed(job.target).softDelete === true))

/** Counts of a dry run tell what would happen. */
export const isDryRun = ({ parameters }: Pick<DataJobRow, 'parameters'>): boolean => parameters.dry_run === true

/**
 * Whether what takes an import back has been at work, or will be: what waits is begun by whoever has time. The import then does not go
 * on from where it stood.
 */
export const hasBegunToUndo = ({
  status,
  updated,
  skipped,
}: Pick<DataJobRow, 'status' | 'updated' | 'skipped'>): boolean => !isDataJobOver(status) || updated + skipped > 0

/** Whether another undo has been through the import since this one failed: where this one stood says nothing any more. */
export const isOvertaken = (
  { id, finishedAt }: Pick<DataJobRow, 'id' | 'finishedAt'>,
  undoneBy: Pick<DataJobRow, 'id' | 'finishedAt'> | null,
): boolean =>
  undoneBy !== null &&
  undoneBy.id !== id &&
  undoneBy.finishedAt !== null &&
  finishedAt !== null &&
  undoneBy.finishedAt >= finishedAt
