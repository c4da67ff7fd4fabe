import type { AnswerCache, Config } from '@groundwork/services'
import type { Redis } from 'ioredis'
import type { Logger } from 'pino'

interface Given {
  readonly redis: Redis
  readonly log: Logger
  readonly config: Pick<Config, 'databaseUrl'>
}

/** Answers in Redis. While it does not answer nothing is kept, and everything is worked out anew. */
export function redisAnswerCache({ redis, log, config }: Given): AnswerCache {
  // Several installations may share a Redis.
  const installation = new URL(config.databaseUrl).pathname.slice(1)
  const nameOf = (key: string) => `groundwork:answers:${installation}:${key}`
  const untold = (error: unknown) => {
    log.warn({ err: error }, 'an answer could not be kept or found in Redis')
    return null
  }
  return {
    get: (key) => redis.get(nameOf(key)).catch(untold),
    set: async (key, answer, seconds) => {
      await redis.set(nameOf(key), answer, 'EX', seconds).catch(untold)
    },
  }
}
