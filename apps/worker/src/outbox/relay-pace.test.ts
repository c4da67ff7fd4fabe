import { expect, it } from 'vitest'
import { RelayPace } from './relay-pace.ts'

/** Makes rounds, each of which takes so long; returns what was waited after each of them. */
function paced(
  rounds: number,
  { count, isCrowd, roundMs = 0 }: { count: number; isCrowd?: boolean; roundMs?: number },
) {
  let now = 0
  const pace = new RelayPace(() => now)
  const make = (times: number) =>
    Array.from({ length: times }, () => {
      now += roundMs
      const pauseMs = pace.pauseAfter(count, isCrowd)
      now += pauseMs
      return pauseMs
    })
  return { pauses: make(rounds), again: make, restFor: (milliseconds: number) => (now += milliseconds) }
}

it('the few rounds of somebody who does one thing wait for nothing', () => {
  expect(paced(6, { count: 2, roundMs: 3 }).pauses).toEqual([0, 0, 0, 0, 0, 0])
})

it('rounds that follow each other without end wait, the longer the more they carry', () => {
  expect(paced(20, { count: 0 }).pauses.at(-1)).toBe(20)
  expect(paced(20, { count: 2 }).pauses.at(-1)).toBe(30)
  expect(paced(20, { count: 200 }).pauses.at(-1)).toBe(50)
})

it('after a quiet moment the next ones wait for nothing again', () => {
  const busy = paced(50, { count: 200 })
  busy.restFor(200)
  expect(busy.again(4)).toEqual([0, 0, 0, 0])
})

it('waits longer for those who send many files at once, and no longer for a few events of theirs', () => {
  expect(paced(20, { count: 200, isCrowd: true }).pauses.at(-1)).toBe(150)
  expect(paced(20, { count: 2, isCrowd: true }).pauses.at(-1)).toBe(30)
  expect(paced(6, { count: 2, isCrowd: true, roundMs: 3 }).pauses).toEqual([0, 0, 0, 0, 0, 0])
})
