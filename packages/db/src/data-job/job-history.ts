import type { UnitOfWork } from '../work/contract.ts'
import type { JobKey } from './data-job-lease.ts'

const isKept = (table: 'import_lineage' | 'bulk_change') =>
  `exists (select from ${table} kept where kept.organization_id = job.organization_id and kept.job_id = job.id)`

/** What waits, is under way or is a dry run that may yet be applied is not over; `$1` is when it must have been. */
const isOld = `job.job_type in ('import', 'bulk') and job.finished_at < $1
  and job.status in ('COMPLETED', 'FAILED', 'CANCELLED', 'UNDONE')
  and (${isKept('import_lineage')} or ${isKept('bulk_change')})
  and not exists (
    select from data_job undo where undo.organization_id = job.organization_id and undo.undo_of_id = job.id
      and undo.status in ('PENDING', 'RUNNING'))`

/** Jobs that ended before, of which it is still known what they did to each row, and which nobody is taking back. */
export function listOldHistories(
  work: UnitOfWork,
  { endedBefore, limit }: { readonly endedBefore: Date; readonly limit: number },
): Promise<JobKey[]> {
  return work.query<JobKey>(
    `select organization_id as organization, id as job from data_job job where ${isOld} order by finished_at limit $2`,
    [endedBefore.toISOString(), limit],
  )
}

/** Whether a job is still one of them. */
export async function isOldHistory(
  work: UnitOfWork,
  { organization, job, endedBefore }: JobKey & { readonly endedBefore: Date },
): Promise<boolean> {
  const found = await work.query(`select from data_job job where ${isOld} and organization_id = $2 and id = $3`, [
    endedBefore.toISOString(),
    organization,
    job,
  ])
  return found.length > 0
}

/** Throws so many of its rows away, of each kind. Tells whether there may be more. */
export async function forgetHistory(
  work: UnitOfWork,
  { organization, job, limit }: JobKey & { readonly limit: number },
): Promise<boolean> {
  let isMore = false
  for (const table of ['import_lineage', 'bulk_change']) {
    const gone = await work.query(
      `delete from ${table} where organization_id = $1 and ctid = any(array(
         select ctid from ${table} where organization_id = $1 and job_id = $2 limit $3)) returning true`,
      [organization, job, limit],
    )
    isMore ||= gone.length === limit
  }
  return isMore
}
