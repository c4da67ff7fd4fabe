import type { LeaseStanding, UnitOfWork } from '@groundwork/db'
import {
  canImportSessionBecome,
  DataJob,
  type DataJobRow,
  dataJobCounters,
  dataJobCounts,
  ImportSession,
  type ImportSessionRow,
  type ImportSessionState,
  type JsonObject,
  stepAfter,
} from '@groundwork/domain'
import { insertDataJob } from '../data-job/create-data-job.ts'
import { pinOf } from '../data-job/pin-of.ts'
import { importsOf, insertSessionUndo, isTakenBack, stepsToUndo } from './session-undo.ts'

/**
 * Moves a session with its job, in the transaction that moved the job: the step after the one that ended comes into being there, so
 * that a session killed at any moment goes on. Jobs lock themselves first, then their session. A deleted one is moved as well, for it
 * may come back; nothing comes after its job, nor after one that somebody cancelled as it came to its end.
 */
export async function followDataJob(
  work: UnitOfWork,
  job: DataJobRow,
  standing: LeaseStanding = 'held',
): Promise<void> {
  if (!job.importSession || (job.jobType !== 'import' && job.jobType !== 'undo')) return
  const session = await work.get(ImportSession, job.importSession, { lock: true, withDeleted: true })
  const stop = session.deletedAt !== null ? 'Deleted' : standing === 'cancelled' ? 'Cancelled' : null
  if (job.jobType === 'undo') return followUndo(work, session, { job, stop })
  switch (job.status) {
    case 'PENDING':
      return become(work, session, 'PENDING', { statusReason: null, completedAt: null })
    case 'RUNNING':
      return become(work, session, 'RUNNING', { startedAt: session.startedAt ?? job.startedAt })
    case 'COMPLETED':
      return goOn(work, session, { job, stop })
    case 'FAILED':
    case 'CANCELLED':
      return become(work, session, 'ERROR', {
        ...(await resultsOf(work, session)),
        statusReason: reasonOf(job),
        completedAt: job.finishedAt,
      })
    default:
      return undefined
  }
}

interface Ended {
  readonly job: DataJobRow
  /** Why nothing comes after it. */
  readonly stop: 'Deleted' | 'Cancelled' | null
}

async function goOn(work: UnitOfWork, session: ImportSessionRow, { job, stop }: Ended): Promise<void> {
  const { target, finishedAt, inputFiles } = job
  const results = await resultsOf(work, session)
  const next = stepAfter(session, target)
  if (!next) return become(work, session, 'DONE', { ...results, completedAt: finishedAt })
  if (stop) {
    const statusReason = `${stop} after ${target} rows`
    return become(work, session, 'ERROR', { ...results, statusReason, completedAt: finishedAt })
  }
  await work.update(ImportSession, session.id, results, { event: 'progressed' })
  await insertDataJob(work, {
    organization: session.organization,
    jobType: 'import',
    target: next.target,
    inputFiles: { main: next.file },
    parameters: next.parameters,
    importSession: session.id,
    // Clients and policies are of the same bytes, whatever is put in their place meanwhile.
    resultLog: next.file === inputFiles.main ? pinOf(job) : {},
  })
}

/** What had to stay of a step keeps none before it from its turn: the session is asked again for the rest. */
async function followUndo(work: UnitOfWork, session: ImportSessionRow, { job, stop }: Ended): Promise<void> {
  if (job.status !== 'COMPLETED' || !job.undoOf) return
  const { createdAt } = await work.get(DataJob, job.undoOf)
  const steps = await stepsToUndo(work, session)
  const next = steps.find((step) => step.createdAt < createdAt)
  if (next && stop) return
  if (next) return insertSessionUndo(work, session, next)
  const statusReason = (await isTakenBack(work, session)) ? 'Taken back' : 'Taken back in part'
  await work.update(ImportSession, session.id, { statusReason }, { event: 'undone', withDeleted: true })
}

const events = { PENDING: 'retried', RUNNING: 'started', DONE: 'done', ERROR: 'failed' } as const satisfies Record<
  ImportSessionState,
  string
>

/** Nothing happens where the table has no such arrow: a job put back and taken up again does not begin its session anew. */
async function become(
  work: UnitOfWork,
  { id, status: from }: ImportSessionRow,
  status: ImportSessionState,
  changes: Partial<ImportSessionRow>,
): Promise<void> {
  if (!canImportSessionBecome(from, status)) return
  const options = { expected: { status: from }, event: events[status], withDeleted: true }
  await work.update(ImportSession, id, { ...changes, status }, options)
}

/** What its jobs have come to together. */
async function resultsOf(work: UnitOfWork, session: ImportSessionRow): Promise<Partial<ImportSessionRow>> {
  const rows = await importsOf(work, session)
  const sum = dataJobCounts.parse(
    Object.fromEntries(dataJobCounters.map((name) => [name, rows.reduce((total, row) => total + row[name], 0)])),
  )
  return {
    ...sum,
    errorFile: rows.find(({ errorFile }) => errorFile !== null)?.errorFile ?? null,
    logFile: rows.findLast(({ logFile }) => logFile !== null)?.logFile ?? null,
  }
}

const mostTold = 500

/** For people: which step, and what was wrong with it. */
function reasonOf({ status, target, resultLog }: DataJobRow): string {
  if (status === 'CANCELLED') return `Cancelled at ${target} rows`
  const { message } = (resultLog.problem ?? {}) as JsonObject
  return `${target}: ${typeof message === 'string' ? message : 'Something went wrong'}`.slice(0, mostTold)
}
