import type { UnitOfWork } from '@groundwork/db'
import { DataJob, type DataJobRow, dataJobOffers, type ImportSessionRow } from '@groundwork/domain'
import { insertDataJob } from '../data-job/create-data-job.ts'

/** The imports of a session that can still be taken back, the last one first: what hangs on rows goes before them. */
export async function stepsToUndo(
  work: UnitOfWork,
  { id, organization }: Pick<ImportSessionRow, 'id' | 'organization'>,
): Promise<readonly DataJobRow[]> {
  const filter = { field: 'importSession', op: 'eq', value: id } as const
  const { rows } = await work.list(DataJob, { filter, organizations: [organization], orderBy: ['-createdAt'] })
  return rows.filter((job) => job.jobType === 'import' && dataJobOffers.undo(job))
}

/** Takes one of them back, by a job after whose end the next one comes. */
export async function insertSessionUndo(
  work: UnitOfWork,
  { id, organization }: Pick<ImportSessionRow, 'id' | 'organization'>,
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
