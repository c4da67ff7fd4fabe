import { describe, expect, it } from 'vitest'
import { daySeries } from './day-series.ts'

const names = ['stat', 'recap'] as const

describe('the days of a chart', () => {
  it('have a zero where nothing was counted', () => {
    const counted = [
      { day: '2026-02-27', stat: 2, recap: 1 },
      { day: '2026-03-02', stat: 0, recap: 4 },
    ]
    expect(daySeries(counted, names, { until: '2026-03-02T08:00:00.000Z', atLeast: 2 })).toEqual([
      { day: '2026-02-27', counts: [2, 1] },
      { day: '2026-02-28', counts: [0, 0] },
      { day: '2026-03-01', counts: [0, 0] },
      { day: '2026-03-02', counts: [0, 4] },
    ])
  })

  it('are as many as were asked for, also when nothing was counted at all', () => {
    const days = daySeries([], names, { until: '2026-01-02T23:59:59.000Z', atLeast: 4 })
    expect(days.map(({ day }) => day)).toEqual(['2025-12-30', '2025-12-31', '2026-01-01', '2026-01-02'])
    expect(days.every(({ counts }) => counts.join() === '0,0')).toBe(true)
  })
})
