import { createHash } from 'node:crypto'
import { type Config, countsOf, createMemoryThrottle, type SignInThrottle, tooManyAttempts } from '@groundwork/services'
import type { Redis } from 'ioredis'
import type { Logger } from 'pino'

interface Given {
  readonly redis: Redis
  readonly log: Logger
  readonly config: Pick<Config, 'databaseUrl'>
}

/**
 * One count for all API processes. While Redis does not answer each counts for itself: signing in must not depend on it, and
 * guessing stays slow.
 */
export function redisThrottle({ redis, log, config }: Given): SignInThrottle {
  const ownCount = createMemoryThrottle(() => new Date())
  // Several installations may share a Redis. Hashed, because people type passwords into the box for names.
  const installation = new URL(config.databaseUrl).pathname.slice(1)
  const nameOf = ({ key }: { readonly key: string }) =>
    `groundwork:attempts:${installation}:${createHash('sha256').update(key).digest('base64url')}`

  /** Null when Redis does not answer. */
  const ask = async (script: string, keys: readonly string[], values: readonly number[]): Promise<number | null> => {
    try {
      return Number(await redis.eval(script, keys.length, ...keys, ...values))
    } catch (error) {
      log.warn({ err: error }, 'attempts to sign in are counted by this process alone')
      return null
    }
  }

  return {
    async admit(attempt) {
      const counts = countsOf(attempt)
      const allowances = counts.flatMap(({ allowance }) => [
        allowance.free,
        allowance.firstSeconds,
        allowance.longestSeconds,
        allowance.forgetSeconds,
      ])
      const wait = await ask(admitScript, counts.map(nameOf), allowances)
      if (wait === null) await ownCount.admit(attempt)
      else if (wait > 0) throw tooManyAttempts(wait)
    },
    async forgive(attempt) {
      await ownCount.forgive(attempt)
      await ask(forgiveScript, countsOf(attempt).map(nameOf), [])
    },
  }
}

/**
 * What the throttle in memory does, by the clock of Redis: attempts at the same moment, in whichever process, come one after
 * the other. Answers with the seconds to wait, or counts the attempt and answers 0.
 */
const admitScript = `
local time = redis.call('TIME')
local now = time[1] + time[2] / 1000000
local wait = 0
local before = {}
for at, key in ipairs(KEYS) do
  local free, first, longest, forget = unpack(ARGV, at * 4 - 3, at * 4)
  local stored = redis.call('HMGET', key, 'attempts', 'lastAt')
  local since = math.max(0, now - (tonumber(stored[2]) or now))
  before[at] = math.max(0, (tonumber(stored[1]) or 0) - since / forget)
  local beyond = math.ceil(before[at]) - free
  if beyond >= 0 then
    wait = math.max(wait, math.ceil(math.min(first * 2 ^ beyond, tonumber(longest)) - since))
  end
end
if wait > 0 then return wait end
for at, key in ipairs(KEYS) do
  redis.call('HSET', key, 'attempts', before[at] + 1, 'lastAt', string.format('%.3f', now))
  redis.call('EXPIRE', key, math.ceil((before[at] + 1) * ARGV[at * 4]))
end
return 0`

/** The account's count is gone; the network's is as if this attempt had not been. */
const forgiveScript = `
redis.call('DEL', KEYS[1])
if KEYS[2] and redis.call('EXISTS', KEYS[2]) == 1 then redis.call('HINCRBYFLOAT', KEYS[2], 'attempts', -1) end
return 0`
