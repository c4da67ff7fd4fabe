import { type DataJobRow, dataJobOffers, type ImportSessionRow, isDataJobOver } from '@groundwork/domain'
import { isOpenBeside } from '../data-job/is-open-beside.ts'

export const sessionVerbs = ['retry', 'undo', 'cancel'] as const
export type SessionVerb = (typeof sessionVerbs)[number]

/**
 * What can be done with a session: what can be done with its jobs. What takes back one step by itself is none of them, but the session
 * does not go on beside it, nor after it. Who may do it is another question.
 */
export function sessionOffers(
  { id, status }: Pick<ImportSessionRow, 'id' | 'status'>,
  jobs: readonly DataJobRow[],
): Readonly<Record<SessionVerb, boolean>> {
  const own = jobs.filter(({ importSession }) => importSession === id)
  const isUnderWay = !jobs.every((job) => isDataJobOver(job.status))
  const isOver = status === 'DONE' || status === 'ERROR'
  return {
    retry:
      status === 'ERROR' &&
      !isUnderWay &&
      own.some((job) => dataJobOffers.retry(job) && isOpenBeside('retry', job, jobs)),
    // The last step is taken back first, each by a job: while one is at work there is nothing more to ask for.
    undo: isOver && !isUnderWay && own.some(dataJobOffers.undo),
    cancel: !isOver && own.some(dataJobOffers.cancel),
  }
}
