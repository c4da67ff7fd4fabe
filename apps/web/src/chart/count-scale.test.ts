import { describe, expect, it } from 'vitest'
import { countScale } from './count-scale.ts'

describe('the lines behind counts', () => {
  it.each([
    [0, [0, 1]],
    [1, [0, 1]],
    [3, [0, 1, 2, 3]],
    [7, [0, 2, 4, 6, 8]],
    [20, [0, 5, 10, 15, 20]],
    [21, [0, 10, 20, 30]],
    [1204, [0, 500, 1000, 1500]],
  ])('for at most %i are %j', (highest, lines) => {
    expect(countScale(highest)).toEqual({ top: lines.at(-1), lines })
  })

  it('are whole, few, and never below the highest count', () => {
    for (let highest = 0; highest < 3_000; highest += 7) {
      const { top, lines } = countScale(highest)
      expect(top).toBeGreaterThanOrEqual(highest)
      expect(lines.length).toBeLessThanOrEqual(5)
      expect(lines.every(Number.isInteger)).toBe(true)
    }
  })
})
