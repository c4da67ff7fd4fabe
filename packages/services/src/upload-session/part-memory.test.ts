import { expect, it } from 'vitest'
import { PartMemory } from './part-memory.ts'

it('gives memory out again once it is back, and never twice', () => {
  const memory = new PartMemory({ most: 2, bytes: 10 })
  const first = memory.take(10)
  memory.giveBack([first])
  expect(memory.take(10)).toBe(first)
  expect(memory.take(10)).not.toBe(first)
})

it('keeps only what is of the usual size, and gives out what is as large as wanted', () => {
  const memory = new PartMemory({ most: 2, bytes: 10 })
  const [usual, large] = [memory.take(10), memory.take(20)]
  expect(large).toHaveLength(20)
  memory.giveBack([usual, large, memory.take(20)])
  expect(memory.take(20)).not.toBe(large)
  expect(memory.take(10)).toBe(usual)
})

it('keeps no more than it may, and of it what came last', () => {
  const memory = new PartMemory({ most: 2, bytes: 10 })
  const [one, two, three] = [memory.take(10), memory.take(10), memory.take(10)]
  memory.giveBack([one, two])
  memory.giveBack([three])
  const taken = [memory.take(10), memory.take(10), memory.take(10)]
  expect(taken.slice(0, 2)).toEqual([two, three])
  expect(taken).not.toContain(one)
})
