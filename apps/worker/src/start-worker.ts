import type { Outbox } from '@groundwork/db'
import {
  forgetOldHistories,
  moveStorages,
  outdatedRescans,
  purgeDueFiles,
  recountQuotas,
  removeDeadBytes,
  removeOldJobFiles,
  sweepDataJobs,
  tellEndedShares,
  warnOfQuotas,
} from '@groundwork/services'
import { Redis } from 'ioredis'
import { consumeJobs } from './job/consume-jobs.ts'
import { openQueues } from './job/queues.ts'
import { deliverEvents } from './outbox/deliver-events.ts'
import { dispatchOutbox } from './outbox/dispatch-outbox.ts'
import { nightlyCheck } from './upkeep/check-files.ts'
import { HEARTBEAT_MS, heartbeatOf } from './upkeep/heartbeat.ts'
import { purge } from './upkeep/purge.ts'
import { repeat } from './upkeep/repeat.ts'
import { sweep } from './upkeep/sweep.ts'
import type { WorkerServices } from './worker-services.ts'

const SWEEP_MS = 30_000
const DATA_JOB_MS = 5000
const OLD_JOB_FILES_MS = 60 * 60 * 1000
const HISTORY_MS = 24 * 60 * 60 * 1000
const PURGE_MS = 60 * 60 * 1000
const CHAIN_MS = 1000
const CHECKPOINT_MS = 10_000
const MONTHS_MS = 24 * 60 * 60 * 1000
const TRASH_MS = 60 * 60 * 1000
const DEAD_BYTES_MS = 30_000
const QUOTA_WARNING_MS = 10_000
/** Somebody may be looking at what is over. */
const ENDED_SHARES_MS = 5000
const RESCAN_MS = 30_000
const CHECK_MS = 15 * 60 * 1000
const RECOUNT_MS = 24 * 60 * 60 * 1000
const STORAGE_MOVE_MS = 10_000
const GRACE_MS = 8000

/** Without Redis a worker starts all the same, a moment later: there is upkeep to do, and Redis may come back. */
const PATIENCE_MS = 2000

export interface RunningWorker {
  stop(): Promise<void>
}

interface Given {
  readonly services: WorkerServices
  readonly outbox: Outbox
  readonly redisUrl: string
  readonly dataJobHistoryYears: number
}

/** Starts everything a worker does. Two connections: one that fails fast for handing over, one that waits for jobs. */
export async function startWorker({
  services,
  outbox,
  redisUrl,
  dataJobHistoryYears: years,
}: Given): Promise<RunningWorker> {
  const { audit, log } = services
  const producer = connect(redisUrl, { enableOfflineQueue: false, maxRetriesPerRequest: 1 })
  const consumer = connect(redisUrl, { maxRetriesPerRequest: null })
  for (const redis of [producer, consumer]) redis.on('error', (error: Error) => log.debug({ err: error }, 'redis'))

  await readyWithin(producer, PATIENCE_MS)

  const queues = openQueues(producer, log)
  const heartbeat = heartbeatOf(services, producer)
  const dispatcher = await dispatchOutbox({ outbox, deliver: deliverEvents(queues, producer), log })
  const stopping = new AbortController()
  const consumers = consumeJobs({ ...services, stopping: stopping.signal }, consumer)
  const upkeep = [
    repeat({ name: 'heartbeat', everyMs: HEARTBEAT_MS, run: heartbeat.beat, log }),
    repeat({ name: 'sweep', everyMs: SWEEP_MS, run: (signal) => sweep(services, queues.add, signal), log }),
    repeat({ name: 'data jobs', everyMs: DATA_JOB_MS, run: () => sweepDataJobs(services), log }),
    repeat({
      name: 'old job files',
      everyMs: OLD_JOB_FILES_MS,
      run: (signal) => removeOldJobFiles(services, signal),
      log,
    }),
    repeat({
      name: 'old histories of jobs',
      everyMs: HISTORY_MS,
      run: (signal) => forgetOldHistories(services, { years, signal }),
      log,
    }),
    repeat({ name: 'purge', everyMs: PURGE_MS, run: (signal) => purge(services, signal), log }),
    repeat({ name: 'audit chain', everyMs: CHAIN_MS, run: audit.chain, log }),
    repeat({ name: 'audit checkpoint', everyMs: CHECKPOINT_MS, run: audit.checkpoint, log }),
    repeat({ name: 'audit months', everyMs: MONTHS_MS, run: audit.keepMonths, log }),
    repeat({ name: 'trash', everyMs: TRASH_MS, run: (signal) => purgeDueFiles(services, signal), log }),
    repeat({ name: 'dead bytes', everyMs: DEAD_BYTES_MS, run: (signal) => removeDeadBytes(services, signal), log }),
    repeat({ name: 'quota warning', everyMs: QUOTA_WARNING_MS, run: (signal) => warnOfQuotas(services, signal), log }),
    repeat({ name: 'ended shares', everyMs: ENDED_SHARES_MS, run: (signal) => tellEndedShares(services, signal), log }),
    repeat({ name: 'rescan', everyMs: RESCAN_MS, run: outdatedRescans(services), log }),
    repeat({ name: 'storage move', everyMs: STORAGE_MOVE_MS, run: (signal) => moveStorages(services, signal), log }),
    repeat({ name: 'files check', everyMs: CHECK_MS, run: nightlyCheck(services, producer), log }),
    repeat({ name: 'quota recount', everyMs: RECOUNT_MS, run: (signal) => recountQuotas(services, signal), log }),
  ]

  return {
    stop: async () => {
      stopping.abort()
      await Promise.all(upkeep.map((task) => task.close()))
      await dispatcher.close()
      await consumers.close(GRACE_MS)
      await heartbeat.stop().catch((error: unknown) => log.debug({ err: error }, 'heartbeat'))
      await queues.close()
      producer.disconnect()
      consumer.disconnect()
    },
  }
}

const connect = (url: string, options: { enableOfflineQueue?: boolean; maxRetriesPerRequest: number | null }) =>
  new Redis(url, { ...options, retryStrategy: (attempt) => Math.min(100 * attempt, 2000) })

function readyWithin(redis: Redis, milliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds)
    redis.once('ready', () => {
      clearTimeout(timer)
      resolve()
    })
  })
}
