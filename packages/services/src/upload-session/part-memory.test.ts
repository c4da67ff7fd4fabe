import { expect, it } from 'vitest'
import { PartMemory } from './part-memory.ts'

it('gives memory out again once it is back, and never twice', () => {
  const memory = new PartMemory(2)
  const first = memory.take(10)
  memory.giveBack([first])
  expect(memory.take(10)).toBe(first)
  expect(memory.take(10)).not.toBe(first)
})

it('gives out what is as large as wanted', () => {
  const memory = new PartMemory(2)
  memory.giveBack([memory.take(10)])
  expect(memory.take(20)).toHaveLength(20)
})

it('keeps no more than it may, and of it what came last', () => {
  const memory = new PartMemory(2)
  const [one, two, three] = [memory.take(10), memory.take(10), memory.take(10)]
  memory.giveBack([one, two])
  memory.giveBack([three])
  const taken = [memory.take(10), memory.take(10), memory.take(10)]
  expect(taken.slice(0, 2)).toEqual([two, three])
  expect(taken).not.toContain(one)
})
