import type { UnitOfWork } from '../work/contract.ts'
import type { JobKey } from './data-job-lease.ts'

/** Which rows of a job are to be taken back. */
export interface UndoKey extends JobKey {
  /** The undo whose remnants these are; null for all that the job did. */
  readonly leftBy: string | null
}

/** Of a table of what jobs did to rows: an undo names each row that it leaves by an issue. `$1` is the organization, `$3` the undo. */
export const isLeftBy = `($3::uuid is null or object_id in (
  select issue.value::uuid from import_issue issue where issue.organization_id = $1 and issue.job_id = $3))`

/** The undo that was last through the rows of a job; null where none was. */
export async function lastUndoOf(work: UnitOfWork, { organization, job }: JobKey): Promise<string | null> {
  const [found] = await work.query<{ undo: string | null }>(
    'select undone_by_id as undo from data_job where organization_id = $1 and id = $2',
    [organization, job],
  )
  return found?.undo ?? null
}
