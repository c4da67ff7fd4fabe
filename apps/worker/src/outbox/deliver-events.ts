import type { DomainEvent } from '@groundwork/domain'
import type { Redis } from 'ioredis'
import type { Queues } from '../job/queues.ts'

/** Every API process listens here and tells its sockets. */
export const eventChannel = 'groundwork:events'

/** Jobs first: they must not be lost. Then the news, which only matters to those who listen now. */
export const deliverEvents =
  (queues: Queues, publisher: Redis) =>
  async (events: readonly DomainEvent[]): Promise<void> => {
    if (events.length === 0) return
    await queues.add(events)
    const pipeline = publisher.pipeline()
    for (const event of events) pipeline.publish(eventChannel, JSON.stringify(event))
    const results = await pipeline.exec()
    const failed = results?.find(([error]) => error)?.[0]
    if (failed) throw failed
  }
