import { lockDataJobLease, type UnitOfWork } from '@groundwork/db'
import {
  DataJob,
  type DataJobRow,
  DomainError,
  dataJobOffers,
  dataJobStates,
  type Filter,
  hasBegunToUndo,
  ImportSession,
  isDataJobOver,
  isOvertaken,
} from '@groundwork/domain'

/**
 * An import and what takes it back do not go on beside each other, nor does either from where it stood once the other has been at work:
 * the undo goes through the rows from the last, and what came in behind its back would stay. The lease of the import is held, by whoever
 * asks for its undo as well. The steps of a session stand and fall together: each names rows of the one before.
 *
 * @throws DomainError conflict (`being_undone`, `not_offered`)
 */
export async function refuseCrossing(work: UnitOfWork, job: DataJobRow): Promise<void> {
  const { organization, undoOf } = job
  if (undoOf) {
    await lockDataJobLease(work, { organization, job: undoOf })
    const undone = await work.get(DataJob, undoOf, { lock: true })
    const undoneBy = undone.undoneBy ? await work.get(DataJob, undone.undoneBy) : null
    await refuseBesideOthers(work, job)
    if (dataJobOffers.undo(undone) && !isOvertaken(job, undoneBy)) return
    throw new DomainError('conflict', 'The import cannot be taken back as it stands', { reason: 'not_offered' })
  }
  const undos = await listJobs(work, organization, [undoOfAny(await lockedSteps(work, job))])
  if (!undos.some(hasBegunToUndo)) return
  throw new DomainError('conflict', 'The import is being taken back', { reason: 'being_undone' })
}

/**
 * No step of a session is taken back while another job of it goes on. The session stays locked: whoever asks for either waits here.
 *
 * @throws DomainError conflict (`not_offered`)
 */
export async function refuseBesideOthers(work: UnitOfWork, job: DataJobRow): Promise<void> {
  if (!job.importSession) return
  const steps = await lockedSteps(work, job)
  const underWay = await Promise.all(
    [stepOf(job.importSession), undoOfAny(steps)].map((those) => listJobs(work, job.organization, [those, isNotOver])),
  )
  if (underWay.flat().every(({ id }) => id === job.id)) return
  throw new DomainError('conflict', 'Another job of the session is under way', { reason: 'not_offered' })
}

/** The imports of the session that it is a step of, or itself. Their session is locked behind them, as by those who end them. */
async function lockedSteps(work: UnitOfWork, job: DataJobRow): Promise<readonly DataJobRow[]> {
  const { organization, importSession } = job
  if (!importSession) return [job]
  await work.get(ImportSession, importSession, { lock: true, withDeleted: true })
  return listJobs(work, organization, [stepOf(importSession), { field: 'jobType', op: 'eq', value: 'import' }])
}

const stepOf = (session: string): Filter => ({ field: 'importSession', op: 'eq', value: session })

const undoOfAny = (jobs: readonly DataJobRow[]): Filter => ({
  field: 'undoOf',
  op: 'in',
  value: jobs.map(({ id }) => id),
})

const isNotOver: Filter = { field: 'status', op: 'in', value: dataJobStates.filter((state) => !isDataJobOver(state)) }

/** What a page cannot hold is of no matter as long as the question is narrow: jobs under way are few. */
async function listJobs(
  work: UnitOfWork,
  organization: string,
  all: readonly Filter[],
): Promise<readonly DataJobRow[]> {
  const { rows } = await work.list(DataJob, { filter: { and: all }, organizations: [organization], limit: 200 })
  return rows
}
