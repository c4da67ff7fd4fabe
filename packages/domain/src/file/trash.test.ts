import { describe, expect, it } from 'vitest'
import { purgeBefore, trashDaysLeft } from './trash.ts'

const deletedAt = '2026-03-01T12:00:00.000Z'

describe('the trash', () => {
  it.each([
    ['2026-03-01T12:00:00.000Z', 30],
    ['2026-03-02T12:00:00.000Z', 29],
    ['2026-03-31T11:59:59.999Z', 1],
    ['2026-03-31T12:00:00.000Z', 0],
    ['2027-01-01T00:00:00.000Z', 0],
  ])('at %s has %i days left', (now, left) => expect(trashDaysLeft(deletedAt, 30, new Date(now))).toBe(left))

  it('is purged of what has no day left, and of nothing else', () => {
    const over = new Date('2026-03-31T12:00:00.000Z')
    expect(new Date(deletedAt) <= purgeBefore(over, 30)).toBe(true)
    expect(new Date(deletedAt) <= purgeBefore(new Date(over.getTime() - 1), 30)).toBe(false)
  })
})
