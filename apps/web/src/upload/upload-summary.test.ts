import { describe, expect, it } from 'vitest'
import type { UploadItem } from './upload-item.ts'
import { type Sample, secondsLeft, speedOf, summarize, withSample } from './upload-summary.ts'

const item = (more: Partial<UploadItem>): UploadItem => ({
  id: 'x',
  name: 'x',
  folder: '',
  bytes: 100,
  organization: 'o',
  stage: 'waiting',
  sent: 0,
  attempts: 0,
  ...more,
})

describe('the whole tray', () => {
  it('counts only bytes that are to travel', () => {
    const summary = summarize([
      item({ stage: 'sending', sent: 40 }),
      item({ stage: 'refused' }),
      item({ stage: 'refused', fileId: 'f', sent: 100 }),
      item({ stage: 'available', fileId: 'g', sent: 100 }),
      item({ stage: 'cancelled', sent: 30 }),
    ])
    expect(summary).toMatchObject({ total: 5, totalBytes: 300, sentBytes: 240, isActive: true })
    expect(summary.counts).toMatchObject({ sending: 1, refused: 2, available: 1, cancelled: 1 })
  })

  it('tells the speed of the last seconds and the time left', () => {
    const samples = [0, 1, 2, 3].reduce<readonly Sample[]>(
      (kept, second) => withSample(kept, { at: second * 1000, sent: second * 50 }),
      [],
    )
    expect(speedOf(samples)).toBe(50)
    expect(secondsLeft(summarize([item({ stage: 'sending', bytes: 400, sent: 150 })]), 50)).toBe(5)
  })

  it('says nothing about speed before there is something to measure', () => {
    expect(speedOf([{ at: 0, sent: 0 }])).toBeNull()
    expect(speedOf([{ at: 0, sent: 10 }, { at: 4000, sent: 10 }])).toBeNull()
  })

  it('forgets the past when the sum falls, as after a cancellation, and what is older than the window', () => {
    const samples = [{ at: 0, sent: 100 }, { at: 1000, sent: 200 }]
    expect(withSample(samples, { at: 2000, sent: 50 })).toEqual([{ at: 2000, sent: 50 }])
    expect(withSample(samples, { at: 9000, sent: 250 })).toEqual([{ at: 9000, sent: 250 }])
  })
})
