import { asSystem, purgeLimit, purgeSpent } from '@groundwork/db'
import type { WorkerServices } from '../worker-services.ts'

const system = asSystem('clear away sessions, resets and events that are long over')

/** Goes on until less is left than one bite. Two workers at once take different bites or wait for each other. */
export async function purge({ database }: Pick<WorkerServices, 'database'>, signal: AbortSignal): Promise<void> {
  for (let taken = purgeLimit; taken >= purgeLimit && !signal.aborted; ) {
    taken = await database.withUnitOfWork(system, (work) => purgeSpent(work, new Date()))
  }
}
