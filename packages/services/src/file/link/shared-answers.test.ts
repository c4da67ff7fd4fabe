import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { SharedAnswers } from './shared-answers.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => vi.useRealTimers())

it('asks once in a while, however many want to know', async () => {
  const answers = new SharedAnswers()
  const ask = vi.fn(async () => undefined)
  const all = () => Promise.all([1, 2, 3].map(() => answers.once('one', 1000, ask)))
  await all()
  await vi.advanceTimersByTimeAsync(999)
  await all()
  expect(ask).toHaveBeenCalledTimes(1)
  await vi.advanceTimersByTimeAsync(1)
  await all()
  await answers.once('other', 1000, ask)
  expect(ask).toHaveBeenCalledTimes(3)
})

it('tells a refusal to all who wait for it, and asks the next one anew', async () => {
  const answers = new SharedAnswers()
  const refused = new Error('refused')
  const ask = vi.fn(() => Promise.reject(refused))
  const told = await Promise.allSettled([1, 2].map(() => answers.once('one', 1000, ask)))
  expect(told).toEqual([1, 2].map(() => ({ status: 'rejected', reason: refused })))
  expect(ask).toHaveBeenCalledTimes(1)
  await answers.once('one', 1000, async () => undefined)
})
