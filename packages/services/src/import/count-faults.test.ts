import { expect, it } from 'vitest'
import { countFaults } from './count-faults.ts'

const fault = (rule: string, column: string | null, count: number) => ({ rule, column, count })
const stretches = {
  first: { last: '7', faults: [fault('required', 'sku', 2), fault('too_big', null, 1)] },
  second: { last: '9', faults: [fault('too_big', 'name', 4), fault('too_big', null, 2)] },
  third: { last: null, faults: [fault('required', 'sku', 3)] },
}

it('faults of all stretches are counted together, by rule and column, the most frequent first', async () => {
  const asked: (string | null)[] = []
  const counted = await countFaults(async (after) => {
    asked.push(after)
    return after === null ? stretches.first : after === '7' ? stretches.second : stretches.third
  })
  expect(asked).toEqual([null, '7', '9'])
  expect(counted).toEqual([fault('required', 'sku', 5), fault('too_big', 'name', 4), fault('too_big', null, 3)])
})
