import type { JobKey, UnitOfWork } from '@groundwork/db'
import { DataJob } from '@groundwork/domain'

/** Tells the workers that there is something to do. Which job they take is theirs to choose: this only wakes them. */
export function offerDataJob(work: UnitOfWork, { organization, job }: JobKey): void {
  work.emit({ topic: `${DataJob.name}.due`, organization, resource: DataJob.name, objectId: job, payload: {} })
}
