import { expect, it } from 'vitest'
import { FairBudget } from './fair-budget.ts'

const busy = { code: 'unavailable', reason: 'server_busy', details: { retryAfterSeconds: 5 } }

/** Something that uses its part until it is told to end. */
function held(budget: FairBudget, holder: string, amount: number) {
  let end = () => {}
  const ended = budget.using(holder, amount, () => new Promise<void>((resolve) => (end = resolve)))
  return { ended, end: () => end() }
}

it('gives one holder a quarter, and all of them the whole', async () => {
  const budget = new FairBudget(100)
  const holders = ['a', 'b', 'c', 'd'].map((holder) => held(budget, holder, 24))
  await expect(budget.using('a', 2, async () => 'ran')).rejects.toMatchObject(busy)
  await expect(budget.using('e', 5, async () => 'ran')).rejects.toMatchObject(busy)
  expect(await budget.using('a', 1, async () => 'ran')).toBe('ran')
  expect(await budget.using('e', 4, async () => 'ran')).toBe('ran')

  for (const { end } of holders) end()
  await Promise.all(holders.map(({ ended }) => ended))
  expect(await budget.using('e', 100, async () => 'ran')).toBe('ran')
})

it('takes back what was used, also when it failed', async () => {
  const budget = new FairBudget(10)
  const failed = budget.using('a', 10, () => Promise.reject(new Error('broke off')))
  await expect(failed).rejects.toThrow('broke off')
  expect(await budget.using('b', 10, async () => 'ran')).toBe('ran')
})

it('never shuts out for good what is larger than a share, or than the whole', async () => {
  const budget = new FairBudget(10)
  expect(await budget.using('a', 11, async () => 'ran')).toBe('ran')
  const other = held(budget, 'b', 1)
  await expect(budget.using('a', 10, async () => 'ran')).rejects.toMatchObject(busy)
  expect(await budget.using('a', 9, async () => 'ran')).toBe('ran')
  other.end()
  await other.ended
})
