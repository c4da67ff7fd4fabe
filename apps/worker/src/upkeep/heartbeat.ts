import { randomUUID } from 'node:crypto'
import { scanStatus } from '@groundwork/services'
import type { Redis } from 'ioredis'
import type { WorkerServices } from '../worker-services.ts'

const TTL_SECONDS = 15
export const HEARTBEAT_MS = 5000

/** Says "alive" where /readyz looks, and what the scanner is doing. */
export interface Heartbeat {
  beat(): Promise<void>
  stop(): Promise<void>
}

export function heartbeatOf(services: WorkerServices, redis: Redis): Heartbeat {
  const key = `groundwork:worker:${randomUUID()}`
  return {
    beat: async () => {
      const status = { pid: process.pid, scanning: await scanStatus(services) }
      await redis.set(key, JSON.stringify(status), 'EX', TTL_SECONDS)
    },
    stop: async () => {
      await redis.del(key)
    },
  }
}
