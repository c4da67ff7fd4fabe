import { asSystem, endDataJobLease, type UnitOfWork, type WorkContext } from '@groundwork/db'
import {
  canDataJobBecome,
  DataJob,
  type DataJobRow,
  DomainError,
  type JsonObject,
  type Principal,
} from '@groundwork/domain'
import { followDataJob } from '../import-session/follow-data-job.ts'
import type { DataJobOutcome, DataJobServices } from './data-job-runner.ts'
import type { HeldJob } from './hold-data-job.ts'
import { offerDataJob } from './offer-data-job.ts'

/** The system at work for somebody: the trail names them. */
const onBehalfOf = (person: Principal | null): WorkContext =>
  person
    ? { actor: { kind: 'system', reason: 'run the data job that somebody asked for', onBehalfOf: person } }
    : asSystem('run the data jobs that people asked for')

export interface Ending {
  readonly held: HeldJob
  readonly asker: Principal | null
}

/** Gives the lease back and says how the job ended, in one transaction. Nothing happens when somebody else has the job by now. */
export async function endDataJob(
  { database, clock }: Pick<DataJobServices, 'database' | 'clock'>,
  { held, asker }: Ending,
  { status, ...outcome }: Omit<DataJobOutcome, 'status'> & { readonly status: DataJobOutcome['status'] | 'CANCELLED' },
): Promise<void> {
  await database.withUnitOfWork(onBehalfOf(asker), async (work) => {
    const standing = await endDataJobLease(work, { ...held.taken, token: held.token })
    if (standing === 'lost') return
    // Before the undo itself: whoever asks for another one holds it, and waits for the end of this one.
    const { undoOf } = await work.get(DataJob, held.taken.job)
    if (undoOf) await work.get(DataJob, undoOf, { lock: true })
    const now = clock().toISOString()
    const ended = await work.update(
      DataJob,
      held.taken.job,
      {
        status,
        resultLog: outcome.resultLog,
        ...(outcome.outputFile && { outputFile: outcome.outputFile }),
        ...(outcome.errorFile && { errorFile: outcome.errorFile }),
        ...(outcome.logFile && { logFile: outcome.logFile }),
        ...((status === 'READY' || status === 'COMPLETED') && { progress: 100 }),
        finishedAt: now,
      },
      { expected: { status: 'RUNNING' }, event: status.toLowerCase() },
    )
    if (ended.status === 'COMPLETED') await markUndone(work, ended, outcome.undoLeft)
    await followDataJob(work, ended, standing)
  })
}

async function markUndone(work: UnitOfWork, { id: undoneBy, undoOf }: DataJobRow, undoLeft = 0): Promise<void> {
  if (!undoOf) return
  const { status } = await work.get(DataJob, undoOf, { lock: true })
  if (!canDataJobBecome(status, 'UNDONE')) return
  const changes = { status: 'UNDONE', undoneBy, undoLeft } as const
  await work.update(DataJob, undoOf, changes, { expected: { status }, event: 'undone' })
}

/** What went wrong, in the words of an error's answer. What is a bug is told as one. */
export function failureOf(error: unknown): { readonly status: 'FAILED'; readonly resultLog: JsonObject } {
  const known = error instanceof DomainError ? error : null
  const problem = known
    ? {
        code: known.code,
        message: known.message,
        ...(known.reason && { reason: known.reason }),
        ...(known.fields && {
          errors: Object.fromEntries(Object.entries(known.fields).map(([path, told]) => [path, [...told]])),
        }),
      }
    : { code: 'internal', message: 'Something went wrong here. It is no fault of the file or of yours.' }
  return { status: 'FAILED', resultLog: { problem } }
}

/** The process is to end: the job waits again, where its last checkpoint stands, and somebody else may have it at once. */
export async function putBackDataJob(
  { database }: Pick<DataJobServices, 'database'>,
  { held, asker }: Ending,
): Promise<void> {
  const { organization, job } = held.taken
  await database.withUnitOfWork(onBehalfOf(asker), async (work) => {
    if ((await endDataJobLease(work, { organization, job, token: held.token })) === 'lost') return
    await work.update(DataJob, job, { status: 'PENDING' }, { expected: { status: 'RUNNING' }, event: 'released' })
    offerDataJob(work, { organization, job })
  })
}

/** Something that may pass kept it from going on. It stays under way, and is taken up again after a pause that grows. */
export async function pauseDataJob(
  { database }: Pick<DataJobServices, 'database'>,
  { held, asker }: Ending,
): Promise<void> {
  const pauseSeconds = 2 * 2 ** Math.min(held.taken.attempts, 5)
  await database.withUnitOfWork(onBehalfOf(asker), (work) =>
    endDataJobLease(work, { ...held.taken, token: held.token, pauseSeconds }),
  )
}
