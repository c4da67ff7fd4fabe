import type { WorkContext } from '@groundwork/db'
import { DataJob, type DataJobRow, isAlwaysOwn, knownResource } from '@groundwork/domain'
import { isUnlimited, principalOf } from '../identity/acting.ts'
import { viewsWhole } from './job-target.ts'

/**
 * Whether the actor is told cells that a job has met. One's own job knows no more than one could ask for; a right on the jobs of
 * others is none on the rows that these are about.
 */
export function seesCells(
  context: WorkContext,
  { organization, target, createdBy }: Pick<DataJobRow, 'organization' | 'target' | 'createdBy'>,
): boolean {
  if (isUnlimited(context)) return true
  const principal = principalOf(context)
  if (principal.userId === createdBy && isAlwaysOwn(principal, 'view', DataJob)) return true
  const resource = knownResource(target)
  return resource !== undefined && viewsWhole(context, organization, resource)
}

/** What a result says of the work and of the shape of its file. Whatever else a runner tells, such as samples or a filter, may hold cells. */
const toldToAll = [
  'action',
  'columns',
  'counts',
  'dry_run',
  'format',
  'header',
  'input',
  'left',
  'left_rows',
  'mapping',
  'match',
  'mode',
  'problem',
  'removed',
  'restored',
  'rows',
  'sheet',
  'undo_of',
  'unmapped',
]

/** A job as this caller may see it: samples hold cells of rows, and parameters those that rows are chosen by or filled with. */
export function withholdCells(context: WorkContext, job: DataJobRow): DataJobRow {
  if (seesCells(context, job)) return job
  const told = Object.entries(job.resultLog ?? {}).filter(([name]) => toldToAll.includes(name))
  const { dry_run: isRehearsal } = job.parameters ?? {}
  return {
    ...job,
    resultLog: Object.fromEntries(told),
    parameters: isRehearsal === undefined ? {} : { dry_run: isRehearsal },
  }
}
