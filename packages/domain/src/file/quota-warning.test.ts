import { describe, expect, it } from 'vitest'
import { quotaLevel, quotaNews } from './quota-warning.ts'

const at = (usedBytes: number, warningThreshold = 80) => ({ usedBytes, quotaBytes: 1000, warningThreshold })

/** What people are told when use goes through these percentages. */
function told(percents: readonly number[], threshold = 80): (number | null)[] {
  let warned = 0
  return percents.map((percent) => {
    const news = quotaNews(at(percent * 10, threshold), warned)
    warned = news.warned
    return news.crossed
  })
}

describe('warnings of a quota', () => {
  it('come once at the threshold and once at 95', () =>
    expect(told([79, 80, 81, 94, 95, 96, 100, 100])).toEqual([null, 80, null, null, 95, null, null, null]))

  it('of two thresholds jumped over name the higher one', () => expect(told([10, 97, 97])).toEqual([null, 95, null]))

  it('do not flicker around a threshold', () =>
    expect(told([80, 79, 80, 76, 80, 95, 94, 95])).toEqual([80, null, null, null, null, 95, null, null]))

  it('come again after use has fallen clearly below', () => {
    expect(told([80, 74, 80])).toEqual([80, null, 80])
    expect(told([95, 89, 95])).toEqual([95, null, 95])
    expect(told([95, 74, 80])).toEqual([95, null, 80])
  })

  it('know an own threshold above 95, and 100', () => {
    expect(told([95, 98, 100], 98)).toEqual([95, 98, null])
    expect(told([99, 100], 100)).toEqual([95, 100])
  })

  it('round down, and take any byte for all of a quota of nothing', () => {
    expect(quotaNews(at(799.9), 0).crossed).toBeNull()
    expect(quotaLevel({ usedBytes: 1, quotaBytes: 0, warningThreshold: 80 })).toBe('full')
    expect(quotaLevel({ usedBytes: 0, quotaBytes: 0, warningThreshold: 80 })).toBe('fine')
  })

  it.each([
    [799, 'fine'],
    [800, 'warning'],
    [950, 'critical'],
    [1000, 'full'],
    [1200, 'full'],
  ])('at %i of 1000 show %s', (used, level) => expect(quotaLevel(at(used))).toBe(level))
})
