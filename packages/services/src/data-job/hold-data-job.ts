import {
  asSystem,
  extendDataJobLease,
  type LeaseStanding,
  noteProgress,
  type TakenJob,
  type UnitOfWork,
} from '@groundwork/db'
import { DataJob } from '@groundwork/domain'
import type { DataJobServices, DataJobStep } from './data-job-runner.ts'
import { type Interruption, JobInterrupted } from './job-interrupted.ts'

/** A worker that says nothing for so long is dead; another one goes on with its job. */
export const DATA_JOB_LEASE_SECONDS = 30
const BEAT_MS = 3000
/** People see it move; more would only be more to write. */
const TOLD_EVERY_MS = 400

const system = asSystem('keep the lease of a data job')

/** A job in somebody's hands. */
export interface HeldJob {
  readonly taken: TakenJob
  readonly token: string
  /** Aborted with a `JobInterrupted`. */
  readonly signal: AbortSignal
  /** Why it was, if it was. */
  interruption(): Interruption | null
  checkpoint(work: UnitOfWork, step: DataJobStep): Promise<void>
  /** Ends the heartbeat; the lease itself is given back by whoever ends the job. */
  release(): void
}

interface Holding {
  readonly taken: TakenJob
  readonly token: string
  /** Aborted when the process is to end. */
  readonly stopping: AbortSignal
}

/** Keeps the lease of a job alive until released, and watches for whatever ends it early. */
export function holdDataJob(
  { database, log }: Pick<DataJobServices, 'database' | 'log'>,
  { taken, token, stopping }: Holding,
): HeldJob {
  const { organization, job } = taken
  const abort = new AbortController()
  const lease = { organization, job, token, seconds: DATA_JOB_LEASE_SECONDS }
  const interrupt = (interruption: Interruption) => {
    if (!abort.signal.aborted) abort.abort(new JobInterrupted(interruption))
  }
  const obey = (standing: LeaseStanding) => {
    if (standing !== 'held') interrupt(standing)
  }
  const beat = () => database.withUnitOfWork(system, (work) => extendDataJobLease(work, lease)).then(obey)
  const timer = setInterval(() => {
    beat().catch((error: unknown) => log.warn({ err: error, dataJob: job }, 'lease of a data job not renewed'))
  }, BEAT_MS)
  const stop = () => interrupt('stopping')
  stopping.addEventListener('abort', stop)
  if (stopping.aborted) stop()

  let toldAt = Number.NEGATIVE_INFINITY
  return {
    taken,
    token,
    signal: abort.signal,
    interruption: () => (abort.signal.reason instanceof JobInterrupted ? abort.signal.reason.interruption : null),
    checkpoint: async (work, { counts, progress, cursor }) => {
      abort.signal.throwIfAborted()
      const isToTell = performance.now() - toldAt >= TOLD_EVERY_MS
      if (cursor === undefined && !isToTell) return
      obey(await extendDataJobLease(work, { ...lease, cursor }))
      abort.signal.throwIfAborted()
      await noteProgress(work, { organization, job, counts, progress })
      if (!isToTell) return
      toldAt = performance.now()
      const topic = `${DataJob.name}.progressed`
      work.emit({ topic, organization, resource: DataJob.name, objectId: job, payload: {} })
    },
    release: () => {
      clearInterval(timer)
      stopping.removeEventListener('abort', stop)
    },
  }
}
