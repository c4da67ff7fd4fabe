import type { UnitOfWork, WorkContext } from '@groundwork/db'
import type { DataJobCounts, DataJobRow, JsonObject } from '@groundwork/domain'
import type { FileServices } from '../file/index.ts'

/** What runners stand on: files to read and write, and the database. */
export type DataJobServices = FileServices

/** What a checkpoint adds. Counts are whole numbers so far, not what was added. */
export interface DataJobStep {
  readonly counts?: Partial<DataJobCounts>
  /** Percent. */
  readonly progress?: number
  /** Where the next start goes on. */
  readonly cursor?: JsonObject
}

/** One start of a job. A job killed at any moment is started again, with the cursor of its last checkpoint. */
export interface DataJobRun {
  readonly job: DataJobRow
  /** Of the person who asked, with the rights they have now. */
  readonly context: WorkContext
  /**
   * The same with the rights that they have at this moment: a change of many rows that nobody looks at stops when its asker may no longer
   * do it.
   *
   * @throws DomainError forbidden
   */
  askAgain(): Promise<WorkContext>
  /** Aborted when the job is cancelled, the lease is lost or the process ends: stop and throw, and nothing is half done. */
  readonly signal: AbortSignal
  /** Where the last checkpoint stood; null at the first start. */
  readonly cursor: JsonObject | null
  /**
   * Inside the runner's own transaction: fenced by the lease token, so that what somebody else goes on with is not done twice.
   * Steps without a cursor may come as often as they like: few of them are written.
   *
   * @throws JobInterrupted when somebody else has the job, or somebody has cancelled it
   */
  checkpoint(work: UnitOfWork, step: DataJobStep): Promise<void>
}

/** How a run ended. A runner that throws a DomainError fails its job with that reason. */
export interface DataJobOutcome {
  readonly status: 'READY' | 'COMPLETED' | 'FAILED'
  readonly resultLog: JsonObject
  readonly outputFile?: string
  readonly errorFile?: string
  readonly logFile?: string
  /** Of an undo: rows that another one may take back, once what stands in their way is gone. */
  readonly undoLeft?: number
}

export type DataJobRunner = (services: DataJobServices, run: DataJobRun) => Promise<DataJobOutcome>
