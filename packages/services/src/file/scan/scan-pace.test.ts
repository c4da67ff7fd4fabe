import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { Arrival } from './at-once.ts'
import { ScanPace } from './scan-pace.ts'

beforeEach(() => vi.useFakeTimers())
afterEach(() => vi.useRealTimers())

const inCrowd = { areMany: () => true }
const paceOf = (isBusy: boolean, atOnce = inCrowd) => new ScanPace({ isBusy: () => isBusy }, atOnce)

const files = (count: number): Arrival[] => Array.from({ length: count }, () => ({ from: 0, to: 10 }))

/** Takes batch after batch for so long, and tells how many files that were. */
function takenWithin(pace: ScanPace, { seconds, waitedMs }: { seconds: number; waitedMs: number }): number {
  const end = performance.now() + seconds * 1000
  let taken = 0
  while (performance.now() < end) {
    taken += 32
    vi.advanceTimersByTime(Math.max(10, Math.ceil(pace.pauseAfter(files(32), waitedMs))))
  }
  return taken
}

it('takes the first few at once, and then so many a second, while there is not a processor to spare', () => {
  const pace = paceOf(true)
  expect(pace.pauseAfter(files(1), 5)).toBe(0)
  expect(pace.pauseAfter(files(7), 5)).toBe(0)
  expect(pace.pauseAfter(files(16), 900)).toBe(1000)
  vi.advanceTimersByTime(1000)
  const taken = takenWithin(pace, { seconds: 60, waitedMs: 2000 })
  expect(taken).toBeGreaterThan(16 * 58)
  expect(taken).toBeLessThan(16 * 60 + 64)
})

it('lets many gather for the next batch, however few were in the last', () => {
  const pace = paceOf(true)
  expect(pace.pauseAfter(files(8), 5)).toBe(0)
  expect(pace.pauseAfter(files(1), 5)).toBe(1000)
  vi.advanceTimersByTime(1000)
  expect(pace.pauseAfter(files(8), 1000), 'what a pause has earned is given without another').toBe(0)
})

it('has the first few to give again after a while', () => {
  const pace = paceOf(true)
  expect(pace.pauseAfter(files(24), 5)).toBe(1000)
  vi.advanceTimersByTime(60_000)
  expect(pace.pauseAfter(files(8), 5)).toBe(0)
  expect(pace.pauseAfter(files(1), 5)).toBeGreaterThan(0)
})

it('lets nobody wait for the sake of others once they have waited for long', () => {
  const pace = paceOf(true)
  expect(pace.pauseAfter(files(64), 100)).toBeGreaterThan(0)
  for (let batch = 0; batch < 10; batch++) expect(pace.pauseAfter(files(32), 20_000)).toBe(0)
  expect(pace.pauseAfter(files(16), 9000), 'who comes after them').toBe(1000)
})

it('takes all there are where others do not wait for it', () => {
  const pace = paceOf(false)
  expect(pace.pauseAfter(files(32), 5), 'whether they wait is looked at once').toBe(120)
  expect(pace.pauseOn()).toBe(0)
  for (let batch = 0; batch < 10; batch++) expect(pace.pauseAfter(files(32), 5)).toBe(0)
})

it('waits for whether it takes all there is of the machine that many begin to be sent', () => {
  let isBusy = false
  let areMany = false
  const pace = new ScanPace({ isBusy: () => isBusy }, { areMany: () => areMany })
  expect(pace.pauseAfter(files(1), 5), 'a single one').toBe(0)
  areMany = true
  expect(pace.pauseAfter(files(3), 5)).toBe(120)
  isBusy = true
  expect(pace.pauseOn(), 'a second altogether').toBe(880)
  expect(pace.pauseOn()).toBe(0)
  vi.advanceTimersByTime(1000)
  expect(pace.pauseAfter(files(8), 1000), 'what a pause has earned').toBe(0)
  expect(pace.pauseAfter(files(8), 1000)).toBe(1000)
  expect(pace.pauseOn(), 'nobody looked').toBe(0)
})

it('looks again where many begin once more', () => {
  let areMany = true
  const pace = new ScanPace({ isBusy: () => false }, { areMany: () => areMany })
  const pauses = [true, true, false, true].map((next) => {
    areMany = next
    return pace.pauseAfter(files(2), 5)
  })
  expect(pauses).toEqual([120, 0, 0, 120])
})

it('takes all there are where somebody sends one after the other, also while there is not a processor to spare', () => {
  const pace = paceOf(true, { areMany: () => false })
  for (let batch = 0; batch < 10; batch++) expect(pace.pauseAfter(files(32), 5)).toBe(0)
})

it('tells by when files were received whether many are sent', () => {
  const pace = new ScanPace({ isBusy: () => true })
  const inTurn = Array.from({ length: 64 }, (_, turn) => ({ from: turn * 10, to: turn * 10 + 10 }))
  expect(pace.pauseAfter(inTurn, 5)).toBe(0)
  const atOnce = inTurn.map(({ from }) => ({ from: 2000 + from, to: 2100 + from }))
  expect(pace.pauseAfter(atOnce, 5)).toBeGreaterThan(0)
})
