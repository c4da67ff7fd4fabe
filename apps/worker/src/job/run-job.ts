import { asSystem, type Database, type Effect, haveEffects, recordEffect } from '@groundwork/db'
import { type JobName, jobs, type PayloadOf } from '@groundwork/domain'
import { gatheredBy } from '@groundwork/services'
import type { JobServices } from '../worker-services.ts'
import { type Handler, handlers } from './handlers.ts'

/** A job as it comes from the queue. */
export interface DueJob {
  readonly data: unknown
  /** Tries before this one. */
  readonly attemptsMade: number
}

const system = asSystem('note which events have been dealt with')

const effectsOf = gatheredBy<Database, Effect, boolean>((database) => ({
  together: (effects) => database.look(system, (work) => haveEffects(work, effects)),
  alone: async (effect) => (await database.look(system, (work) => haveEffects(work, [effect]))).includes(true),
}))

/** Runs one job: once per event and handler, however often the queue delivers it. */
export async function runJob<N extends JobName>(services: JobServices, name: N, job: DueJob): Promise<void> {
  const { database, log } = services
  const contract = jobs[name]
  const payload = contract.payload.parse(job.data) as PayloadOf<N>
  const { event, organization } = payload
  const effect = { event, handler: name }
  if (await effectsOf(database).call(effect)) return

  const started = performance.now()
  const about = { job: name, event, organization, object: payload.objectId, attempt: job.attemptsMade + 1 }
  const milliseconds = () => Math.round(performance.now() - started)
  try {
    const handle: Handler<N> = handlers[name]
    await handle(services, payload, async (work) => recordEffect(work, effect))
    log.info({ ...about, milliseconds: milliseconds() }, 'job done')
  } catch (error) {
    const isLast = job.attemptsMade + 1 >= contract.attempts
    log[isLast ? 'error' : 'warn']({ ...about, err: error, milliseconds: milliseconds() }, 'job failed')
    if (!isLast || !contract.givesUp) throw error
    await database.withUnitOfWork(system, async (work) => recordEffect(work, effect))
  }
}
