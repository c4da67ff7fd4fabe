import {
  type DataJobRow,
  type DataJobVerb,
  dataJobOffers,
  hasBegunToUndo,
  isDataJobOver,
  isOvertaken,
} from '@groundwork/domain'

/**
 * Whether the jobs beside it let this be done with a job: the steps of its session, and what takes any of them back. The server refuses
 * by the same rules (`being_undone`, `not_offered`).
 */
export function isOpenBeside(verb: DataJobVerb, job: DataJobRow, beside: readonly DataJobRow[]): boolean {
  if (verb !== 'undo' && verb !== 'retry') return true
  const others = beside.filter(({ id }) => id !== job.id)
  const areOver = others.every(({ status }) => isDataJobOver(status))
  if (verb === 'undo') return areOver
  if (job.jobType !== 'undo') return !others.some((other) => other.jobType === 'undo' && hasBegunToUndo(other))
  const takenBack = others.find(({ id }) => id === job.undoOf)
  const undoneBy = others.find(({ id }) => id === takenBack?.undoneBy) ?? null
  return areOver && !isOvertaken(job, undoneBy) && (!takenBack || dataJobOffers.undo(takenBack))
}
