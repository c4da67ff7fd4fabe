import {
  askDataJobToCancel,
  forgetDataJobTraces,
  lockDataJobLease,
  renewDataJobLease,
  type UnitOfWork,
  type WorkContext,
} from '@groundwork/db'
import {
  bulkActionOf,
  bulkInverse,
  DataJob,
  type DataJobRow,
  type DataJobVerb,
  DomainError,
  dataJobCounters,
  dataJobOffers,
  type JsonObject,
} from '@groundwork/domain'
import { elevated } from '../identity/acting.ts'
import { followDataJob } from '../import-session/follow-data-job.ts'
import type { EngineServices } from '../resource/verbs.ts'
import { insertDataJob } from './create-data-job.ts'
import { isBeyondKey } from './is-beyond-key.ts'
import { requireJobRight } from './job-target.ts'
import { offerDataJob } from './offer-data-job.ts'
import { pinOf } from './pin-of.ts'
import { refuseBesideOthers, refuseCrossing } from './refuse-crossing.ts'
import { withholdCells } from './withhold-cells.ts'

type Control = (services: EngineServices, context: WorkContext, key: string) => Promise<DataJobRow>

/**
 * Ends a job. One that waits is over at once; one that is under way is asked to stop, and stops between two of its transactions:
 * what has landed until then is whole.
 */
export const cancelDataJob: Control = (services, context, key) =>
  control(services, context, { key, verb: 'cancel' }, async (work, job) => {
    const { organization, id, status } = job
    if (status === 'RUNNING') {
      await askDataJobToCancel(work, { organization, job: id })
      return job
    }
    const changes = { status: 'CANCELLED', finishedAt: new Date().toISOString() } as const
    const cancelled = await work.update(DataJob, id, changes, { expected: { status }, event: 'cancelled' })
    await followDataJob(work, cancelled)
    return cancelled
  })

/** Lets a failed job go on from its last checkpoint. */
export const retryDataJob: Control = (services, context, key) =>
  control(services, context, { key, verb: 'retry' }, async (work, job) => {
    await requireOwnRight(work, context, job)
    await refuseCrossing(work, job)
    return startAgain(work, job, { event: 'retried', isFromStart: false, changes: { resultLog: pinOf(job) } })
  })

/** Does what a dry run has shown: the same plan, this time for good. */
export const applyDataJob: Control = (services, context, key) =>
  control(services, context, { key, verb: 'apply' }, async (work, job) => {
    await requireOwnRight(work, context, job)
    // What is more than a moment can bear is forgotten by whoever does the job, before anything else.
    await forgetDataJobTraces(work, { organization: job.organization, job: job.id, after: null })
    const changes = {
      ...Object.fromEntries(dataJobCounters.map((name) => [name, 0])),
      parameters: { ...job.parameters, dry_run: false },
      progress: 0,
      startedAt: null,
      outputFile: null,
      errorFile: null,
      logFile: null,
    }
    return startAgain(work, job, { event: 'applied', isFromStart: true, changes })
  })

/** Takes an import or a change of many rows back, by a job of its own for which whoever asks for it answers. Gives that job. */
export const undoDataJob: Control = (services, context, key) =>
  control(services, context, { key, verb: 'undo' }, async (work, job) => {
    const { organization, target, id: undoOf } = job
    const action = bulkActionOf(job)
    const parameters: JsonObject = action ? { action: bulkInverse[action] } : {}
    const undo = { organization, target, jobType: 'undo', inputFiles: {}, parameters, undoOf } as const
    requireJobRight(context, undo)
    await refuseBesideOthers(work, job)
    return insertDataJob(work, undo)
  })

/** For what is done with the rights of whoever asked for the job. @throws DomainError forbidden */
export async function requireOwnRight(work: UnitOfWork, context: WorkContext, job: DataJobRow): Promise<void> {
  requireJobRight(context, job)
  if (!(await isBeyondKey(work, context, job))) return
  throw new DomainError('forbidden', 'This key may do only what was asked for with it', { reason: 'other_key' })
}

interface Wish {
  readonly key: string
  readonly verb: DataJobVerb
}

/**
 * Who may is asked with the caller's rights; the change is the system's. The lease is locked before the row, as by those who work:
 * otherwise two could wait for each other.
 *
 * @throws DomainError conflict (`not_offered`) when the job does not stand so that this can be done with it
 */
async function control(
  { database }: EngineServices,
  context: WorkContext,
  { key, verb }: Wish,
  act: (work: UnitOfWork, job: DataJobRow) => Promise<DataJobRow>,
): Promise<DataJobRow> {
  const { organization, id } = await database.reader(context).get(DataJob, key, { action: verb })
  const reach = elevated(context, 'do with a data job what somebody may do with it')
  const after = await database.withUnitOfWork(reach, async (work) => {
    await lockDataJobLease(work, { organization, job: id })
    const job = await work.get(DataJob, id, { lock: true })
    if ((verb === 'undo' || verb === 'retry') && job.historyGone) throw historyGone()
    if (!dataJobOffers[verb](job)) {
      throw new DomainError('conflict', `This cannot be done with a job that is ${job.status}: ${verb}`, {
        reason: 'not_offered',
        details: { status: job.status },
      })
    }
    return act(work, job)
  })
  return withholdCells(context, after)
}

const historyGone = () =>
  new DomainError('conflict', 'It is no longer known what this job did to each row', { reason: 'history_gone' })

interface Start {
  readonly event: string
  readonly isFromStart: boolean
  readonly changes: Partial<DataJobRow>
}

async function startAgain(
  work: UnitOfWork,
  { organization, id, status }: DataJobRow,
  { event, isFromStart, changes }: Start,
): Promise<DataJobRow> {
  await renewDataJobLease(work, { organization, job: id, isFromStart })
  const waiting = { ...changes, status: 'PENDING', finishedAt: null } as const
  const started = await work.update(DataJob, id, waiting, { expected: { status }, event })
  await followDataJob(work, started)
  offerDataJob(work, { organization, job: id })
  return started
}
