import type { Database } from '@groundwork/db'
import type { StorageProvider } from '@groundwork/storage'
import type { Redis } from 'ioredis'

/** What is up stays so for a while; what is not yet may be a moment later, and whoever starts the process waits for it. */
const cachedMs = { ready: 2000, missing: 200 } as const
const probeMs = 1500

type Part = 'database' | 'redis' | 'storage' | 'worker'

/** Whether the process can do its work. Asked often by load balancers, so the answer is kept for two seconds. */
export interface Readiness {
  /** The parts that do not answer; empty means ready. */
  missing(): Promise<readonly Part[]>
  /** From now on not ready, whatever the parts say: the process is about to stop. */
  drain(): void
}

interface Parts {
  readonly database: Database
  readonly redis: Redis
  readonly storage: StorageProvider
  readonly now: () => number
}

export function watchReadiness({ database, redis, storage, now }: Parts): Readiness {
  const probes: Readonly<Record<Part, () => Promise<unknown>>> = {
    database: () => database.probe(),
    redis: () => redis.ping(),
    storage: () => storage.probe(),
    worker: () => hasWorker(redis),
  }
  let last: { until: number; missing: Promise<readonly Part[]> } | undefined
  let isDraining = false

  const check = async (): Promise<readonly Part[]> => {
    const parts = Object.keys(probes) as Part[]
    const answers = await Promise.all(parts.map((part) => answersInTime(probes[part])))
    return parts.filter((_, index) => !answers[index])
  }

  return {
    missing: () => {
      if (isDraining) return Promise.resolve(['worker'])
      if (last && now() < last.until) return last.missing
      const asked = { until: now() + cachedMs.ready, missing: check() }
      last = asked
      return asked.missing.then((missing) => {
        if (missing.length) asked.until = now() + cachedMs.missing
        return missing
      })
    },
    drain: () => {
      isDraining = true
    },
  }
}

/** Every worker keeps a key alive while it lives. The queue keeps keys of its own, so the search may take several pages. */
async function hasWorker(redis: Redis): Promise<void> {
  let cursor = '0'
  do {
    const [next, keys] = await redis.scan(cursor, 'MATCH', 'groundwork:worker:*', 'COUNT', 1000)
    if (keys.length) return
    cursor = next
  } while (cursor !== '0')
  throw new Error('no worker is alive')
}

/** A part that hangs is as bad as one that refuses. The reason is the part's own to log. */
function answersInTime(probe: () => Promise<unknown>): Promise<boolean> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(false), probeMs)
    const settle = (isUp: boolean) => {
      clearTimeout(timer)
      resolve(isUp)
    }
    probe().then(
      () => settle(true),
      () => settle(false),
    )
  })
}
