import type { DomainEvent } from '@groundwork/domain'
import type { UnitOfWork } from '../work/contract.ts'

/** What an event carries besides its ids: a job is given those alone. */
export async function findEventPayload(work: UnitOfWork, id: string): Promise<DomainEvent['payload'] | null> {
  const [row] = await work.query<Pick<DomainEvent, 'payload'>>('select payload from outbox_event where id = $1', [id])
  return row?.payload ?? null
}
