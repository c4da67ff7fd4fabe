import { asSystem, undoneEvents } from '@groundwork/db'
import { type DomainEvent, jobNames, jobs } from '@groundwork/domain'
import { reapStaleUploads } from '@groundwork/services'
import type { WorkerServices } from '../worker-services.ts'

const system = asSystem('find events whose job got lost')

/** A job that is alive has been heard of by then. */
const LOST_AFTER_SECONDS = 60
const TEMPORARY_MS = 60 * 60 * 1000

/**
 * Puts right what crashes leave behind: uploads that nobody receives any more, temporary files, and events whose job was
 * lost with Redis or gave up for the time being.
 */
export async function sweep(
  services: WorkerServices,
  add: (events: readonly DomainEvent[]) => Promise<void>,
  signal: AbortSignal,
): Promise<void> {
  const { database, storage, log } = services
  const reaped = await reapStaleUploads(services, signal)
  const swept = await storage.sweepTemp(TEMPORARY_MS)
  let lost = 0
  for (const handler of jobNames) {
    const events = await database.withUnitOfWork(system, (work) =>
      undoneEvents(work, { topics: jobs[handler].on, handler, afterSeconds: LOST_AFTER_SECONDS }),
    )
    await add(events)
    lost += events.length
  }
  if (reaped || swept || lost) log.info({ reaped, swept, lost }, 'swept')
}
