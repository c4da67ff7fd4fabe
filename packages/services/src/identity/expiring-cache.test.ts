import { describe, expect, it } from 'vitest'
import { createExpiringCache } from './expiring-cache.ts'

function cacheAt(start: number, maxEntries = 10) {
  let now = start
  const cache = createExpiringCache<string>(maxEntries, () => new Date(now))
  const at = (time: number) => {
    now = time
  }
  const set = (key: string, value: string) =>
    cache.set(key, value, { storedAt: new Date(now), expiresAt: new Date(now + 100) })
  return { cache, at, set }
}

describe('the expiring cache', () => {
  it('forgets a value when its time is over', () => {
    const { cache, at, set } = cacheAt(1000)
    set('a', 'one')
    at(1099)
    expect(cache.get('a')).toBe('one')
    at(1100)
    expect(cache.get('a')).toBeUndefined()
  })

  it('does not trust a clock that was set back', () => {
    const { cache, at, set } = cacheAt(1000)
    set('a', 'one')
    at(900)
    expect(cache.get('a')).toBeUndefined()
  })

  it('drops what was used longest ago', () => {
    const { cache, set } = cacheAt(1000, 2)
    set('a', 'one')
    set('b', 'two')
    cache.get('a')
    set('c', 'three')
    expect([cache.get('a'), cache.get('b'), cache.get('c')]).toEqual(['one', undefined, 'three'])
  })

  it('drops what is said to be stale', () => {
    const { cache, set } = cacheAt(1000)
    set('a', 'one')
    set('b', 'two')
    cache.deleteWhere((value) => value === 'one')
    expect([cache.get('a'), cache.get('b')]).toEqual([undefined, 'two'])
  })
})
