import { expect, it } from 'vitest'
import { frameBetween, linesWithin } from './frame.ts'

const order = ['a', 'b', 'c', 'd', 'e', 'f', 'g']
const rows = { top: 32, height: 40, gap: 0 }
const cards = { top: 12, height: 196, gap: 12 }
const columns = { left: 16, width: 168, gap: 12 }
const keys = (set: ReadonlySet<string>) => [...set].join('')

it('is the same whichever corner it was drawn from', () => {
  const frame = { left: 1, top: 2, right: 5, bottom: 9 }
  expect(frameBetween({ x: 1, y: 9 }, { x: 5, y: 2 })).toEqual(frame)
  expect(frameBetween({ x: 5, y: 2 }, { x: 1, y: 9 })).toEqual(frame)
})

it('touches every row that it reaches into, and none beyond the last', () => {
  const within = (top: number, bottom: number) => keys(linesWithin({ left: 5, right: 9, top, bottom }, rows, order, 1))
  expect(within(40, 41)).toBe('a')
  expect(within(71, 73)).toBe('ab')
  expect(within(200, 9_000)).toBe('efg')
  expect(within(600, 900)).toBe('')
  expect(within(0, 20)).toBe('')
})

it('touches cards in two directions, and nothing in the gaps between them', () => {
  const within = (left: number, top: number, right: number, bottom: number) =>
    keys(linesWithin({ left, top, right, bottom }, cards, order, 3, columns))
  expect(within(20, 20, 30, 30)).toBe('a')
  expect(within(20, 20, 200, 230)).toBe('abde')
  expect(within(186, 20, 194, 30)).toBe('')
  expect(within(20, 209, 30, 218)).toBe('')
  expect(within(380, 430, 9_000, 9_000)).toBe('')
})
