import { type DomainEvent, type JobName, jobNames, jobs, jobsOn, payloadOf } from '@groundwork/domain'
import { type JobsOptions, Queue } from 'bullmq'
import type { Redis } from 'ioredis'
import type { Logger } from 'pino'

export const queuePrefix = 'groundwork'

/** The queues, one per job, so that a slow kind of work never stands in front of a quick one. */
export interface Queues {
  /** Makes due what follows from these events. The event's id is the job's: a second delivery adds nothing. */
  add(events: readonly DomainEvent[]): Promise<void>
  close(): Promise<void>
}

export function openQueues(connection: Redis, log: Logger): Queues {
  const queues = new Map<JobName, Queue>()
  for (const name of jobNames) {
    const queue = new Queue(name, { connection, prefix: queuePrefix })
    queue.on('error', (error) => log.warn({ err: error, queue: name }, 'queue'))
    queues.set(name, queue)
  }
  return {
    add: async (events) => {
      const due = jobsFrom(events)
      await Promise.all([...due].map(([name, entries]) => queues.get(name)?.addBulk(entries)))
    },
    close: async () => {
      await Promise.all([...queues.values()].map((queue) => queue.close()))
    },
  }
}

interface Entry {
  readonly name: JobName
  readonly data: unknown
  readonly opts: JobsOptions
}

function jobsFrom(events: readonly DomainEvent[]): Map<JobName, Entry[]> {
  const due = new Map<JobName, Entry[]>()
  for (const event of events) {
    for (const name of jobsOn(event.topic)) {
      const { attempts, backoffMs } = jobs[name]
      const opts = {
        jobId: event.id,
        attempts,
        backoff: { type: 'exponential', delay: backoffMs },
        removeOnComplete: true,
        removeOnFail: true,
      }
      due.set(name, [...(due.get(name) ?? []), { name, data: payloadOf(name, event), opts }])
    }
  }
  return due
}
