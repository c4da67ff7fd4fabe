import { checkNightly } from '@groundwork/services'
import type { Redis } from 'ioredis'
import type { WorkerServices } from '../worker-services.ts'

/** From one o'clock to five, UTC: a check asks the store about every object. */
const isNight = (now: Date) => now.getUTCHours() >= 1 && now.getUTCHours() < 5

const claim = 'groundwork:files-check'
/** Shorter than from the end of one night to the end of the next, and longer than a night. */
const CLAIM_SECONDS = 18 * 60 * 60

/** Holds rows against bytes once a night, whichever worker comes first. Without Redis it waits for the next round. */
export const nightlyCheck =
  (services: Pick<WorkerServices, 'database' | 'storages' | 'clock' | 'log'>, redis: Redis) =>
  async (signal: AbortSignal): Promise<void> => {
    if (!isNight(services.clock())) return
    const isOurs = await redis.set(claim, services.clock().toISOString(), 'EX', CLAIM_SECONDS, 'NX')
    if (!isOurs) return
    try {
      await checkNightly(services, signal)
    } catch (error) {
      // Broken off by a store that was away, or by a stop: tonight somebody may try again.
      await redis.del(claim)
      if (!signal.aborted) throw error
    }
  }
