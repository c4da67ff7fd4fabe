import { asSystem, endDataJobLease, isRefusal, type TakenJob, takeDueJob, type UnitOfWork } from '@groundwork/db'
import { DataJob, type DataJobRow, DomainError, isDataJobOver, type Principal } from '@groundwork/domain'
import { v4 } from 'uuid'
import type { Done } from '../file/index.ts'
import { followDataJob } from '../import-session/follow-data-job.ts'
import { askerOf } from './asker-of.ts'
import type { DataJobRunner, DataJobServices } from './data-job-runner.ts'
import { endDataJob, failureOf, pauseDataJob, putBackDataJob } from './end-data-job.ts'
import { DATA_JOB_LEASE_SECONDS, type HeldJob, holdDataJob } from './hold-data-job.ts'
import { requireJobRight } from './job-target.ts'
import { pinOf } from './pin-of.ts'
import { dataJobRunners } from './runners.ts'

/** An organization with a hundred jobs leaves room for those of others. */
const mostPerOrganization = 2
/** So many starts in a row may end in silence without a checkpoint in between; then the job is what kills its workers. */
const mostSilentStarts = 5

const system = asSystem('take the data job whose turn it is')

export interface WorkingServices extends DataJobServices {
  /** Aborted when the process is to end. */
  readonly stopping: AbortSignal
  /** Instead of the usual ones, for tests. */
  readonly runners?: Readonly<Record<DataJobRow['jobType'], DataJobRunner>>
}

/**
 * Does data jobs until none is due. What woke the worker only says that there may be some: Postgres knows which, and whose turn
 * it is. The wish is dealt with as soon as the first job is taken, for from then on its lease is what brings it back.
 */
export async function runDataJobs(services: WorkingServices, _payload: unknown, done: Done): Promise<void> {
  services.stopping.throwIfAborted()
  for (let isFirst = true; !services.stopping.aborted; isFirst = false) {
    const token = v4()
    const taken = await services.database.withUnitOfWork(system, async (work) => {
      if (isFirst) await done(work)
      return take(work, token, services.clock())
    })
    if (!taken) return
    await runTaken(services, { ...taken, token })
  }
}

interface Taken {
  readonly taken: TakenJob
  readonly job: DataJobRow
}

async function take(work: UnitOfWork, token: string, now: Date): Promise<Taken | null> {
  const lease = { token, seconds: DATA_JOB_LEASE_SECONDS, perOrganization: mostPerOrganization }
  const taken = await takeDueJob(work, lease)
  if (!taken) return null
  const { status, startedAt } = await work.get(DataJob, taken.job, { lock: true })
  if (isDataJobOver(status)) {
    // Somebody ended it while the lease was waited for: it was due only when it was chosen. The next one is.
    await endDataJobLease(work, { ...taken, token })
    return take(work, token, now)
  }
  const changes = { status: 'RUNNING', startedAt: startedAt ?? now.toISOString(), finishedAt: null } as const
  const job = await work.update(DataJob, taken.job, changes, { expected: { status }, event: 'started' })
  await followDataJob(work, job)
  return { taken, job }
}

async function runTaken(
  services: WorkingServices,
  { taken, job, token }: Taken & { readonly token: string },
): Promise<void> {
  const held = holdDataJob(services, { taken, token, stopping: services.stopping })
  let asker: Principal | null = null
  try {
    if (taken.isCancelAsked)
      return await endDataJob(services, { held, asker }, { status: 'CANCELLED', resultLog: job.resultLog })
    if (taken.attempts > mostSilentStarts) throw keepsDying()
    const askAgain = async () => {
      asker = await askerOf(services, { createdBy: job.createdBy, apiKey: taken.apiKey })
      requireJobRight({ actor: asker }, job)
      return { actor: asker }
    }
    const context = await askAgain()
    const run = { job, context, askAgain, signal: held.signal, cursor: taken.cursor, checkpoint: held.checkpoint }
    const outcome = await (services.runners ?? dataJobRunners)[job.jobType](services, run)
    await endDataJob(services, { held, asker }, outcome)
  } catch (error) {
    await settle(services, { held, asker, job, error })
  } finally {
    held.release()
  }
}

interface Unsettled {
  readonly held: HeldJob
  readonly asker: Principal | null
  readonly job: DataJobRow
  readonly error: unknown
}

/** A run that did not come to its end. Why it was interrupted counts for more than what the runner threw on its way out. */
async function settle(services: WorkingServices, { held, asker, job, error }: Unsettled): Promise<void> {
  const about = { dataJob: job.id, jobType: job.jobType, organization: job.organization }
  const interruption = held.interruption()
  if (interruption === 'lost') return services.log.warn(about, 'a data job was taken over')
  if (interruption === 'stopping') return putBackDataJob(services, { held, asker })
  if (interruption === 'cancelled') {
    const { resultLog } = await services.database.reader(system).get(DataJob, job.id)
    return endDataJob(services, { held, asker }, { status: 'CANCELLED', resultLog })
  }
  const isFinal = isRefusal(error) || held.taken.attempts >= mostSilentStarts
  if (!isFinal) {
    services.log.warn({ ...about, err: error }, 'a data job pauses')
    return pauseDataJob(services, { held, asker })
  }
  if (!(error instanceof DomainError)) services.log.error({ ...about, err: error }, 'a data job failed')
  const { status, resultLog } = failureOf(error)
  await endDataJob(services, { held, asker }, { status, resultLog: { ...pinOf(job), ...resultLog } })
}

const keepsDying = () =>
  new DomainError(
    'not_available',
    `The job was started ${mostSilentStarts + 1} times, and its process ended each time`,
    {
      reason: 'keeps_dying',
    },
  )
