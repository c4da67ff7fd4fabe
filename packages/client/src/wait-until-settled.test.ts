import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Calls } from './calls.ts'
import { subscriptionStream } from './subscription-stream.ts'
import { waitUntilSettled } from './wait-until-settled.ts'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

describe('waiting for a verdict', () => {
  it('looks as soon as an event tells of a change', async () => {
    const { api, look, tell } = fakeApi(['scanning', 'available'])
    const waiting = waitUntilSettled(api, 'f1')
    await vi.waitFor(() => expect(look).toHaveBeenCalledTimes(1))

    tell({ objectId: 'another file' })
    tell({ objectId: 'f1' })
    await expect(waiting).resolves.toEqual({ status: 'available' })
    expect(look).toHaveBeenCalledTimes(2)
  })

  it('looks now and then when there is no socket', async () => {
    const { api } = fakeApi(['stored', 'scanning', 'quarantined'], () => {
      throw new Error('no socket')
    })
    const waiting = waitUntilSettled(api, 'f1')
    await vi.advanceTimersByTimeAsync(2_000)
    await expect(waiting).resolves.toEqual({ status: 'quarantined' })
  })

  it('does not wait for what is settled', async () => {
    const { api, look } = fakeApi(['failed'])
    await expect(waitUntilSettled(api, 'f1')).resolves.toEqual({ status: 'failed' })
    expect(look).toHaveBeenCalledTimes(1)
  })

  it('ends when told to, with the reason given', async () => {
    const { api, look } = fakeApi(['scanning'])
    const stop = new AbortController()
    const waiting = waitUntilSettled(api, 'f1', { signal: stop.signal })
    await vi.waitFor(() => expect(look).toHaveBeenCalled())
    const reason = new Error('the page was left')
    stop.abort(reason)
    await expect(waiting).rejects.toBe(reason)
  })
})

describe('a subscription as a stream', () => {
  it('hands on what arrives while the loop is busy, in order', async () => {
    const unsubscribe = vi.fn()
    const stream = subscriptionStream((observer) => {
      for (const data of [1, 2, 3]) observer.onData({ id: String(data), data })
      return { unsubscribe }
    })
    const seen: unknown[] = []
    for await (const value of stream) {
      seen.push(value)
      if (value === 3) break
    }
    expect(seen).toEqual([1, 2, 3])
    expect(unsubscribe).toHaveBeenCalledTimes(1)
  })

  it('throws what ended it, after everything that came before', async () => {
    const stream = subscriptionStream((observer) => {
      observer.onData({ id: '1', data: 1 })
      observer.onError(new Error('cut'))
      return { unsubscribe: () => {} }
    })
    expect(await stream.next()).toEqual({ done: false, value: 1 })
    await expect(stream.next()).rejects.toMatchObject({ code: 'unreachable' })
  })

  it('ends with its signal, without a word', async () => {
    const stop = new AbortController()
    const unsubscribe = vi.fn()
    const stream = subscriptionStream(() => ({ unsubscribe }), stop.signal)
    const next = stream.next()
    stop.abort()
    await expect(next).resolves.toEqual({ done: true, value: undefined })
    expect(unsubscribe).toHaveBeenCalledTimes(1)
  })
})

/** Shows a file in one state after the other, the last one for ever. */
function fakeApi(states: string[], changes?: () => AsyncIterable<unknown>) {
  let tell: (change: { objectId: string }) => void = () => {}
  const look = vi.fn(async () => ({ status: states.length > 1 ? states.shift() : states[0] }))
  const told = (_input: unknown, options: { signal: AbortSignal }) =>
    subscriptionStream((observer) => {
      tell = (data) => observer.onData({ id: '1', data })
      return { unsubscribe: () => {} }
    }, options.signal)
  const api = { file: { get: look }, events: { changes: changes ?? told } } as unknown as Pick<Calls, 'file' | 'events'>
  return { api, look, tell: (change: { objectId: string }) => tell(change) }
}
