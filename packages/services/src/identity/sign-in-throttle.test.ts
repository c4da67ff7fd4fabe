import { describe, expect, it } from 'vitest'
import { createMemoryThrottle } from './sign-in-throttle.ts'

function throttleAt(start: number) {
  let now = start
  const throttle = createMemoryThrottle(() => new Date(now))
  const wait = (seconds: number) => {
    now += seconds * 1000
  }
  const tries = async (times: number, account = 'ada', network = '203.0.113.0/24') => {
    for (let at = 0; at < times; at += 1) await throttle.admit({ account, network })
  }
  return { throttle, wait, tries }
}

const throttled = (retryAfterSeconds: number) => ({ code: 'rate_limited', details: { retryAfterSeconds } })

describe('the sign-in throttle', () => {
  it('asks for a wait after five mistakes, and for twice as long after each further one', async () => {
    const { tries, wait } = throttleAt(0)
    await tries(5)
    await expect(tries(1)).rejects.toMatchObject(throttled(1))
    wait(1)
    await tries(1)
    await expect(tries(1)).rejects.toMatchObject(throttled(2))
  })

  it('never asks for more than a minute: nobody can lock another out for good', async () => {
    const { tries, wait } = throttleAt(0)
    for (let at = 0; at < 40; at += 1) {
      wait(61)
      await tries(1)
    }
    await expect(tries(1)).rejects.toMatchObject(throttled(60))
  })

  it('does not make refused attempts count against the account', async () => {
    const { tries, wait } = throttleAt(0)
    await tries(5)
    await expect(tries(1)).rejects.toMatchObject(throttled(1))
    await expect(tries(1)).rejects.toMatchObject(throttled(1))
    wait(1)
    await expect(tries(1)).resolves.toBeUndefined()
  })

  it('leaves other accounts alone', async () => {
    const { tries } = throttleAt(0)
    await tries(5, 'ada')
    await expect(tries(1, 'grace')).resolves.toBeUndefined()
  })

  it('slows down a network that tries many accounts', async () => {
    const { throttle } = throttleAt(0)
    const network = '203.0.113.0/24'
    for (let at = 0; at < 60; at += 1) await throttle.admit({ account: `user-${at}`, network })
    await expect(throttle.admit({ account: 'one-more', network })).rejects.toMatchObject(throttled(1))
    await expect(throttle.admit({ account: 'one-more', network: '198.51.100.0/24' })).resolves.toBeUndefined()
  })

  it('allows five codes of a second factor in a quarter of an hour, apart from passwords', async () => {
    const { throttle, tries, wait } = throttleAt(0)
    const code = { account: 'ada', network: null, factor: 'otp' } as const
    for (let at = 0; at < 5; at += 1) await throttle.admit(code)
    await expect(throttle.admit(code)).rejects.toMatchObject(throttled(900))
    await expect(tries(5)).resolves.toBeUndefined()
    wait(899)
    await expect(throttle.admit(code)).rejects.toMatchObject(throttled(1))
    wait(1)
    await throttle.admit(code)
    await throttle.forgive(code)
    for (let at = 0; at < 5; at += 1) await throttle.admit(code)
  })

  it('forgives mistakes once the password was right', async () => {
    const { throttle, tries } = throttleAt(0)
    await tries(5)
    await throttle.forgive({ account: 'ada', network: '203.0.113.0/24' })
    await expect(tries(5)).resolves.toBeUndefined()
  })

  it('forgets after a quarter of an hour', async () => {
    const { tries, wait } = throttleAt(0)
    await tries(5)
    wait(15 * 60)
    await expect(tries(5)).resolves.toBeUndefined()
  })
})
