import { setImmediate as turn } from 'node:timers/promises'
import type pg from 'pg'
import { expect, it, vi } from 'vitest'
import { OutboxBell } from './outbox-bell.ts'

function watched() {
  const query = vi.fn(async () => undefined)
  return { query, bell: new OutboxBell({ query } as unknown as pg.Pool) }
}

it('the first ring leaves at once', () => {
  const { query, bell } = watched()
  bell.ring()
  expect(query).toHaveBeenCalledOnce()
})

it('rings that follow become one more, and the last is heard', async () => {
  const { query, bell } = watched()
  for (let ring = 0; ring < 50; ring += 1) {
    bell.ring()
    await turn()
  }
  const rung = query.mock.calls.length
  expect(rung).toBeLessThan(25)
  await vi.waitFor(() => expect(query.mock.calls.length).toBeGreaterThan(rung))
})

it('rests the longer the more there were meanwhile', async () => {
  const rings = [0, 2, 4, 40, 1, 0]
  const rests: number[] = []
  const query = vi.fn(async () => undefined)
  const bell = new OutboxBell({ query } as unknown as pg.Pool, async (milliseconds) => {
    rests.push(milliseconds)
    for (let ring = rings[rests.length] ?? 0; ring > 0; ring -= 1) bell.ring()
  })
  bell.ring()
  await vi.waitFor(() => expect(rests).toEqual([10, 20, 40, 50, 10]))
  expect(query).toHaveBeenCalledTimes(5)
})

it('a dispatcher in this process hears every ring, and nobody else is told for as long as it listens', () => {
  const { query, bell } = watched()
  let heard = 0
  const stop = bell.hear(() => {
    heard += 1
  })
  bell.ring()
  bell.ring()
  expect(heard).toBe(2)
  expect(query).not.toHaveBeenCalled()
  stop()
  bell.ring()
  expect(heard).toBe(2)
  expect(query).toHaveBeenCalledOnce()
})
