import { randomUUID } from 'node:crypto'
import type { SignInAttempt } from '@groundwork/services'
import { Redis } from 'ioredis'
import { pino } from 'pino'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { redisThrottle } from '../src/identity/redis-throttle.ts'

const connections: Redis[] = []
const config = { databaseUrl: `postgresql://u@localhost/${randomUUID()}` }
let lines: string[]

/** What each API process has. */
function process(url = globalThis.process.env.TEST_REDIS_URL ?? '') {
  const redis = new Redis(url, { maxRetriesPerRequest: 1, enableOfflineQueue: false, retryStrategy: () => null })
  redis.on('error', () => undefined)
  connections.push(redis)
  const log = pino({ level: 'warn' }, { write: (line: string) => void lines.push(line) })
  return { redis, throttle: redisThrottle({ redis, log, config }) }
}

const someone = (): SignInAttempt => ({ account: randomUUID(), network: `network of ${randomUUID()}` })
const throttled = { code: 'rate_limited', reason: 'too_many_attempts' }

beforeAll(() => {
  lines = []
})
afterAll(() => {
  for (const redis of connections) redis.disconnect()
})

async function ready(): Promise<ReturnType<typeof process>> {
  const made = process()
  await expect.poll(() => made.redis.status).toBe('ready')
  return made
}

describe('the throttle of signing in', () => {
  it('is one for all processes, also for attempts at the same moment', async () => {
    const [one, other] = [await ready(), await ready()]
    const attempt = someone()
    const tries = Array.from({ length: 12 }, (_, at) => (at % 2 ? one : other).throttle.admit(attempt))
    const refused = (await Promise.allSettled(tries)).filter(({ status }) => status === 'rejected')
    expect(refused).toHaveLength(7)
    await expect(one.throttle.admit(attempt)).rejects.toMatchObject({ ...throttled, details: { retryAfterSeconds: 1 } })
  })

  it('forgives in all of them', async () => {
    const [one, other] = [await ready(), await ready()]
    const attempt = someone()
    for (let at = 0; at < 5; at += 1) await one.throttle.admit(attempt)
    await expect(other.throttle.admit(attempt)).rejects.toMatchObject(throttled)
    await other.throttle.forgive(attempt)
    for (let at = 0; at < 5; at += 1) await one.throttle.admit(attempt)
  })

  it('slows down a network that tries many accounts, and forgives it what was right', async () => {
    const { throttle } = await ready()
    const { network } = someone()
    const next = () => ({ ...someone(), network })
    for (let at = 0; at < 30; at += 1) {
      const right = next()
      await throttle.admit(right)
      await throttle.forgive(right)
    }
    for (let at = 0; at < 60; at += 1) await throttle.admit(next())
    await expect(throttle.admit(next())).rejects.toMatchObject(throttled)
    await expect(throttle.admit(someone())).resolves.toBeUndefined()
  })

  it('counts codes of a second factor apart, five in a quarter of an hour', async () => {
    const { throttle } = await ready()
    const code = { ...someone(), network: null, factor: 'otp' } as const
    for (let at = 0; at < 5; at += 1) await throttle.admit(code)
    await expect(throttle.admit(code)).rejects.toMatchObject({ details: { retryAfterSeconds: 900 } })
  })

  it('keeps nothing of what was typed', async () => {
    const { redis, throttle } = await ready()
    const account = `a password ${randomUUID()}`
    await throttle.admit({ account, network: null })
    expect(JSON.stringify(await redis.keys('groundwork:attempts:*'))).not.toContain(account)
  })

  it('goes on in this process alone while Redis does not answer, and says so', async () => {
    const { throttle } = process('redis://127.0.0.1:1')
    const attempt = someone()
    for (let at = 0; at < 5; at += 1) await throttle.admit(attempt)
    await expect(throttle.admit(attempt)).rejects.toMatchObject(throttled)
    await throttle.forgive(attempt)
    await expect(throttle.admit(attempt)).resolves.toBeUndefined()
    expect(lines.join('')).toContain('counted by this process alone')
  })
})
