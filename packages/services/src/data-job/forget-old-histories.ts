import {
  asSystem,
  forgetHistory,
  isOldHistory,
  type JobKey,
  listOldHistories,
  lockDataJobLease,
  type UnitOfWork,
} from '@groundwork/db'
import { DataJob } from '@groundwork/domain'
import type { FileServices } from '../file/index.ts'

const system = asSystem('forget what old data jobs did to each row')

/** Jobs at a time, and rows in one transaction. */
const jobsAtOnce = 100
const rowsAtOnce = 5000

type ForgettingServices = Pick<FileServices, 'database' | 'clock' | 'log'>

interface Forgetting {
  /** As long as this after a job's end. */
  readonly years: number
  readonly signal?: AbortSignal
}

/**
 * Throws away what jobs noted of rows so that they could be taken back, once that has been kept for years. A job says so itself before
 * the first row goes: from then on nobody takes it back, nor lets it go on. Killed at any moment, the next sweep goes on. Says how many
 * jobs it were.
 */
export async function forgetOldHistories(
  { database, clock, log }: ForgettingServices,
  { years, signal }: Forgetting,
): Promise<number> {
  const endedBefore = clock()
  endedBefore.setUTCFullYear(endedBefore.getUTCFullYear() - years)
  let forgotten = 0
  for (;;) {
    const due = await database.look(system, (work) => listOldHistories(work, { endedBefore, limit: jobsAtOnce }))
    for (const key of due) {
      let step: Step = 'more'
      while (step === 'more') {
        if (signal?.aborted) return forgotten
        step = await database.withUnitOfWork(system, (work) => forgetSome(work, { ...key, endedBefore }))
      }
      if (step === 'last') forgotten += 1
    }
    if (due.length < jobsAtOnce) break
  }
  if (forgotten) log.info({ jobs: forgotten, years }, 'forgot what old data jobs did to each row')
  return forgotten
}

type Step = 'more' | 'last' | 'passed over'

/** Holds what whoever asks for an undo holds, and only then looks whether nobody has: the job may have moved since it was listed. */
async function forgetSome(work: UnitOfWork, old: JobKey & { readonly endedBefore: Date }): Promise<Step> {
  await lockDataJobLease(work, old)
  const { historyGone } = await work.get(DataJob, old.job, { lock: true })
  if (!(await isOldHistory(work, old))) return 'passed over'
  if (!historyGone) await work.update(DataJob, old.job, { historyGone: true }, { event: 'historyForgotten' })
  return (await forgetHistory(work, { ...old, limit: rowsAtOnce })) ? 'more' : 'last'
}
