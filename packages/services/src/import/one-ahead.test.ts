import { expect, it } from 'vitest'
import { oneAhead } from './one-ahead.ts'

it('has the next item made while one is being used, and no more', async () => {
  const made: number[] = []
  async function* source() {
    for (const item of [1, 2, 3, 4]) {
      made.push(item)
      yield item
    }
  }
  const seen: string[] = []
  for await (const item of oneAhead(source())) seen.push(`${item} of ${made.at(-1)}`)
  expect(seen).toEqual(['1 of 2', '2 of 3', '3 of 4', '4 of 4'])
})

it('tells a failure when its turn comes, and ends its source when nobody reads on', async () => {
  let isEnded = false
  async function* source() {
    try {
      yield 1
      throw new Error('no more')
    } finally {
      isEnded = true
    }
  }
  const items = oneAhead(source())
  expect(await items.next()).toEqual({ done: false, value: 1 })
  await expect(items.next()).rejects.toThrow('no more')
  expect(isEnded).toBe(true)
})
