import { asSystem, undoneEvents } from '@groundwork/db'
import { type DomainEvent, jobNames, jobs } from '@groundwork/domain'
import { reapStaleUploads, reapUploadSessions } from '@groundwork/services'
import type { WorkerServices } from '../worker-services.ts'

const system = asSystem('find events whose job got lost')

/** A job that is alive has been heard of by then. */
const LOST_AFTER_SECONDS = 60
const TEMPORARY_MS = 60 * 60 * 1000
/** Longer than the longest upload session lives: nobody comes back for these parts. */
const ABANDONED_PARTS_MS = 8 * 24 * 60 * 60 * 1000

/**
 * Puts right what crashes leave behind: uploads that nobody receives any more, temporary files, abandoned parts, and events whose job was
 * lost with Redis or gave up for the time being. A step that fails is logged, and keeps none of the others from being taken.
 */
export async function sweep(
  services: WorkerServices,
  add: (events: readonly DomainEvent[]) => Promise<void>,
  signal: AbortSignal,
): Promise<void> {
  const { storages, log } = services
  const step = async (name: string, run: () => Promise<number>): Promise<number> => {
    try {
      return await run()
    } catch (error) {
      log.error({ err: error, step: name }, 'a step of the sweep failed')
      return 0
    }
  }
  const lost = await step('lost events', () => addLost(services, add))
  let reaped = await step('interrupted uploads', () => reapStaleUploads(services, signal))
  reaped += await step('upload sessions', () => reapUploadSessions(services, signal))
  let swept = 0
  for (const storage of storages.all) {
    swept += await step(`temporary files in ${storage.name}`, () => storage.sweepTemp(TEMPORARY_MS))
    swept += await step(`abandoned parts in ${storage.name}`, () => storage.sweepParts(ABANDONED_PARTS_MS))
  }
  if (reaped || swept || lost) log.info({ reaped, swept, lost }, 'swept')
}

async function addLost(
  { database }: Pick<WorkerServices, 'database'>,
  add: (events: readonly DomainEvent[]) => Promise<void>,
): Promise<number> {
  let lost = 0
  for (const handler of jobNames) {
    const events = await database.withUnitOfWork(system, (work) =>
      undoneEvents(work, { topics: jobs[handler].on, handler, afterSeconds: LOST_AFTER_SECONDS }),
    )
    await add(events)
    lost += events.length
  }
  return lost
}
