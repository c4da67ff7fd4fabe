import { DomainError, type JobType } from '@groundwork/domain'
import { runExport } from '../export/run-export.ts'
import { runImport, runUndo } from '../import/index.ts'
import type { DataJobRunner } from './data-job-runner.ts'

const notOffered: DataJobRunner = async ({ log }, { job }) => {
  log.warn({ dataJob: job.id, jobType: job.jobType }, 'a data job of a kind that this worker does not know')
  throw new DomainError('not_available', 'This kind of job is not offered', { reason: 'no_runner' })
}

/** Who does what. Adding a kind of job without a runner does not compile. */
export const dataJobRunners: Readonly<Record<JobType, DataJobRunner>> = {
  import: runImport,
  export: runExport,
  undo: runUndo,
  bulk: notOffered,
}
