import { jobNames, jobs } from '@groundwork/domain'
import { Worker } from 'bullmq'
import type { Redis } from 'ioredis'
import type { JobServices } from '../worker-services.ts'
import { queuePrefix } from './queues.ts'
import { runJob } from './run-job.ts'

export interface Consumers {
  /** Takes no new job and waits for those under way, but not for ever: what is cut off is picked up by its lease. */
  close(graceMs: number): Promise<void>
}

/** Starts the handlers. `connection` must have `maxRetriesPerRequest: null`: a worker waits for Redis as long as it takes. */
export function consumeJobs(services: JobServices, connection: Redis): Consumers {
  const workers = jobNames.map((name) => {
    const worker = new Worker(name, (job) => runJob(services, name, job), {
      connection,
      prefix: queuePrefix,
      concurrency: jobs[name].concurrency,
      maxStalledCount: 5,
    })
    worker.on('error', (error) => services.log.warn({ err: error, queue: name }, 'queue'))
    return worker
  })
  return {
    close: async (graceMs) => {
      const closed = Promise.all(workers.map((worker) => worker.close()))
      await withinMs(graceMs, closed)
    },
  }
}

function withinMs(milliseconds: number, work: Promise<unknown>): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, milliseconds)
    work.then(() => resolve(), reject).finally(() => clearTimeout(timer))
  })
}
