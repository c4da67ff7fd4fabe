import type { Principal } from '@groundwork/domain'
import { describe, expect, it, vi } from 'vitest'
import { createPrincipalCache } from './principal-cache.ts'

const ada: Principal = { kind: 'user', userId: 'ada', username: 'ada', isSuperuser: false, memberships: [] }

function cacheAt(start: number) {
  let now = start
  const cache = createPrincipalCache(() => new Date(now))
  const wait = (milliseconds: number) => {
    now += milliseconds
  }
  return { cache, wait }
}

/** A load that a test finishes itself. */
function held() {
  let finish = (_: Principal) => {}
  const promise = new Promise<Principal>((resolve) => {
    finish = resolve
  })
  return { load: vi.fn(() => promise), finish }
}

describe('the principal cache', () => {
  it('loads once for all who ask at the same moment', async () => {
    const { cache } = cacheAt(0)
    const { load, finish } = held()
    const asking = Promise.all(Array.from({ length: 10 }, () => cache.resolve('session', load)))
    finish(ada)
    expect(await asking).toEqual(Array(10).fill(ada))
    expect(load).toHaveBeenCalledTimes(1)
  })

  it('loads again after two seconds', async () => {
    const { cache, wait } = cacheAt(0)
    const load = vi.fn(async () => ada)
    await cache.resolve('session', load)
    wait(1999)
    await cache.resolve('session', load)
    expect(load).toHaveBeenCalledTimes(1)
    wait(1)
    await cache.resolve('session', load)
    expect(load).toHaveBeenCalledTimes(2)
  })

  it('does not remember failures', async () => {
    const { cache } = cacheAt(0)
    await expect(cache.resolve('session', () => Promise.reject(new Error('database down')))).rejects.toThrow()
    await expect(cache.resolve('session', async () => ada)).resolves.toBe(ada)
  })

  it('forgets a user at once', async () => {
    const { cache } = cacheAt(0)
    const load = vi.fn(async () => ada)
    await cache.resolve('session', load)
    cache.forgetUser('ada')
    await cache.resolve('session', load)
    expect(load).toHaveBeenCalledTimes(2)
  })

  it('keeps nothing that was being loaded while the user changed', async () => {
    const { cache } = cacheAt(0)
    const before = held()
    const asked = cache.resolve('session', before.load)
    cache.forgetUser('ada')
    before.finish(ada)
    await asked
    const after = { ...ada, username: 'ada.lovelace' }
    expect(await cache.resolve('session', async () => after)).toBe(after)
  })
})
