import type { UnitOfWork } from '@groundwork/db'
import { DataJob, type DataJobRow, dataJobOffers, type ImportSessionRow } from '@groundwork/domain'
import { insertDataJob } from '../data-job/create-data-job.ts'

type Session = Pick<ImportSessionRow, 'id' | 'organization'>

/** The imports of a session, the first one first. */
export async function importsOf(work: UnitOfWork, { id, organization }: Session): Promise<readonly DataJobRow[]> {
  const filter = {
    and: [
      { field: 'importSession', op: 'eq', value: id },
      { field: 'jobType', op: 'eq', value: 'import' },
    ],
  } as const
  const { rows } = await work.list(DataJob, { filter, organizations: [organization], orderBy: ['createdAt'] })
  return rows
}

/** Those that can still be taken back, the last one first: what hangs on rows goes before them. */
export const stepsToUndo = async (work: UnitOfWork, session: Session): Promise<readonly DataJobRow[]> =>
  (await importsOf(work, session)).filter(dataJobOffers.undo).reverse()

/** Whether nothing is left of what they did: a step that is merely no longer offered has not been taken back. */
export async function isTakenBack(work: UnitOfWork, session: Session): Promise<boolean> {
  for (const { created, updated, undoneBy } of await importsOf(work, session)) {
    if (created + updated === 0) continue
    if (!undoneBy || (await work.get(DataJob, undoneBy)).skipped > 0) return false
  }
  return true
}

/** Takes one of them back, by a job after whose end the next one comes. */
export async function insertSessionUndo(
  work: UnitOfWork,
  { id, organization }: Session,
  { target, id: undoOf }: DataJobRow,
): Promise<void> {
  await insertDataJob(work, {
    organization,
    jobType: 'undo',
    target,
    inputFiles: {},
    parameters: {},
    undoOf,
    importSession: id,
  })
}
