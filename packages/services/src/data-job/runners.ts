import { bulkActionOf, type JobType } from '@groundwork/domain'
import { runBulk, undoBulk } from '../bulk/index.ts'
import { runExport } from '../export/run-export.ts'
import { runImport, runUndo } from '../import/index.ts'
import type { DataJobRunner } from './data-job-runner.ts'

/** What takes a change of many rows back says what it does; what takes an import back goes by where its rows come from. */
const undo: DataJobRunner = (services, run) => (bulkActionOf(run.job) ? undoBulk : runUndo)(services, run)

/** Who does what. Adding a kind of job without a runner does not compile. */
export const dataJobRunners: Readonly<Record<JobType, DataJobRunner>> = {
  import: runImport,
  export: runExport,
  undo,
  bulk: runBulk,
}
