import { type DataJobRow, type DataJobVerb, dataJobOffers } from '@groundwork/domain'
import { canOn } from '../session/abilities.ts'
import { isOpenBeside } from './is-open-beside.ts'
import { useJobsBeside } from './use-jobs-beside.ts'

/**
 * What this person can do with a job as it stands. An import that is being taken back does not go on, nor does a step of a session of
 * which any is, and nothing is taken back twice: that is known once the jobs beside it are, and live from then on.
 */
export function useJobOffers(job: DataJobRow): (verb: DataJobVerb) => boolean {
  const isWanted = dataJobOffers.undo(job) || (dataJobOffers.retry(job) && job.importSession !== null)
  const { jobs, isKnown, isStale } = useJobsBeside({ job }, isWanted)
  const isSure = !isWanted || (isKnown && !isStale)
  const isOpen = (verb: DataJobVerb) =>
    (verb !== 'undo' && verb !== 'retry') || (isSure && isOpenBeside(verb, job, jobs))
  return (verb) => dataJobOffers[verb](job) && canOn(verb, job) && isOpen(verb)
}
