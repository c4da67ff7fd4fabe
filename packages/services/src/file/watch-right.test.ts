import { Readable } from 'node:stream'
import type { WorkContext } from '@groundwork/db'
import { DomainError } from '@groundwork/domain'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { lasting } from '../identity/lasting.ts'
import { watchRight } from './watch-right.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => vi.useRealTimers())

/** Somebody whose answer is good for three seconds, and who may as long as `judge` says so. */
function scene({ judge = async () => undefined, find }: { judge?: () => Promise<void>; find?: () => Promise<never> }) {
  const person: WorkContext = { actor: { kind: 'system', reason: 'a stand-in' } }
  const asked = vi.fn(find ?? (async () => person))
  const judged = vi.fn(judge)
  const log = { warn: vi.fn() }
  const stream = new Readable({ read: () => undefined })
  const told = new Promise((resolve) => stream.once('error', resolve))
  const context = lasting(person, { clock: () => new Date(), freshMs: 3000, find: asked })
  const right = watchRight({ log }, context, { stream, judge: judged })
  return { asked, judged, log, stream, told, right }
}

it('asks nobody of what is over in time', async () => {
  const { asked, judged, right } = scene({})
  await vi.advanceTimersByTimeAsync(2900)
  await right.confirm()
  right.stop()
  await vi.advanceTimersByTimeAsync(60_000)
  expect([asked.mock.calls.length, judged.mock.calls.length]).toEqual([0, 0])
})

it('asks every few seconds of what takes longer, and once more at its end where the last answer is old', async () => {
  const { asked, judged, right } = scene({})
  await vi.advanceTimersByTimeAsync(12_500)
  expect([asked.mock.calls.length, judged.mock.calls.length]).toEqual([4, 4])
  await right.confirm()
  expect(judged).toHaveBeenCalledTimes(4)
  right.stop()
  await vi.advanceTimersByTimeAsync(3000)
  await right.confirm()
  expect(judged).toHaveBeenCalledTimes(5)
})

it('stops what has lost its right, and says which', async () => {
  const gone = new DomainError('unauthenticated', 'This session has ended')
  const { right, stream, told } = scene({ find: () => Promise.reject(gone) })
  await vi.advanceTimersByTimeAsync(4000)
  expect([right.signal.reason, stream.destroyed, await told]).toEqual([gone, true, gone])
  right.stop()
})

it('lets go on what nobody can be asked about, until its end', async () => {
  const away = new DomainError('unavailable', 'The database is away')
  const { right, stream, log } = scene({ judge: () => Promise.reject(away) })
  await vi.advanceTimersByTimeAsync(4500)
  expect([right.signal.aborted, stream.destroyed, log.warn.mock.calls.length]).toEqual([false, false, 1])
  await expect(right.confirm()).rejects.toBe(away)
  right.stop()
})

it('hears nothing any more of a look that was on its way when it was told to stop', async () => {
  let answer: (loss: DomainError) => void = () => undefined
  const { right, stream, asked } = scene({ find: () => new Promise((_, reject) => (answer = reject)) })
  await vi.advanceTimersByTimeAsync(3500)
  expect(asked).toHaveBeenCalledTimes(1)
  right.stop()
  answer(new DomainError('unauthenticated', 'This session has ended'))
  await vi.advanceTimersByTimeAsync(0)
  expect([right.lost, right.signal.aborted, stream.destroyed]).toEqual([null, false, false])
})

it('does not look after the system', async () => {
  const judge = vi.fn(async () => undefined)
  const right = watchRight(
    { log: { warn: vi.fn() } },
    { actor: { kind: 'system', reason: 'a job' } },
    { stream: Readable.from([]), judge },
  )
  expect(vi.getTimerCount()).toBe(0)
  await vi.advanceTimersByTimeAsync(60_000)
  await right.confirm()
  right.stop()
  expect(judge).not.toHaveBeenCalled()
})
