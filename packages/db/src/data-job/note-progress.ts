import { type DataJobCounts, dataJobCounters } from '@groundwork/domain'
import type { UnitOfWork } from '../work/contract.ts'
import type { JobKey } from './data-job-lease.ts'

/** How far a job is. No change of the row that anybody made: neither its version nor the audit trail speaks of it. */
export async function noteProgress(
  work: UnitOfWork,
  {
    organization,
    job,
    counts = {},
    progress,
  }: JobKey & { readonly counts?: Partial<DataJobCounts> | undefined; readonly progress?: number | undefined },
): Promise<void> {
  const known = { ...counts, progress }
  const names = [...dataJobCounters, 'progress'] as const
  const sets = names.map((name, place) => `${name} = coalesce($${place + 3}::int, ${name})`)
  await work.query(`update data_job set ${sets.join(', ')} where organization_id = $1 and id = $2`, [
    organization,
    job,
    ...names.map((name) => known[name] ?? null),
  ])
}
