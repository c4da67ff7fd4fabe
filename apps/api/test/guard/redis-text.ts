import { Redis } from 'ioredis'

/** Everything that stands in a Redis database, keys and values, as one text. */
export async function redisText(url: string): Promise<string> {
  const redis = new Redis(url)
  const readers: Readonly<Record<string, (key: string) => Promise<unknown>>> = {
    string: (key) => redis.get(key),
    hash: (key) => redis.hgetall(key),
    list: (key) => redis.lrange(key, 0, -1),
    set: (key) => redis.smembers(key),
    zset: (key) => redis.zrange(key, '-inf', '+inf', 'BYSCORE'),
    stream: (key) => redis.xrange(key, '-', '+'),
  }
  try {
    const keys = await redis.keys('*')
    const values = keys.map(async (key) => [key, await readers[await redis.type(key)]?.(key)])
    return JSON.stringify(await Promise.all(values))
  } finally {
    redis.disconnect()
  }
}
