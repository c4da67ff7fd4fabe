import { describe, expect, it } from 'vitest'
import type { UploadItem } from './upload-item.ts'
import { inTrayOrder, type Sample, secondsLeft, speedOf, summarize, withSample } from './upload-summary.ts'

const item = (more: Partial<UploadItem>): UploadItem => ({
  id: 'x',
  name: 'x',
  path: '',
  folder: null,
  bytes: 100,
  lastModified: 0,
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
      (kept, second) => withSample(kept, { at: second * 1000, sentBytes: second * 50, doneEffort: second * 100 }),
      [],
    )
    expect(speedOf(samples)).toBe(50)
    const summary = summarize([item({ stage: 'sending', bytes: 400, sent: 150 })])
    expect(secondsLeft({ ...summary, totalEffort: 900, doneEffort: 300 }, samples)).toBe(6)
  })

  it('counts the way of each file, so that a thousand tiny ones are not done in a second', () => {
    const { totalEffort, doneEffort } = summarize([
      item({ bytes: 1 }),
      item({ bytes: 1, stage: 'checking', fileId: 'f', sent: 1 }),
    ])
    expect(doneEffort / totalEffort).toBe(0.5)
  })

  it('says nothing about speed before there is something to measure', () => {
    expect(speedOf([{ at: 0, sentBytes: 0, doneEffort: 0 }])).toBeNull()
    const still = { sentBytes: 10, doneEffort: 10 }
    expect(
      speedOf([
        { at: 0, ...still },
        { at: 4000, ...still },
      ]),
    ).toBeNull()
  })

  it('forgets the past when the sum falls, as after a cancellation, and what is older than the window', () => {
    const samples = [
      { at: 0, sentBytes: 100, doneEffort: 100 },
      { at: 1000, sentBytes: 200, doneEffort: 200 },
    ]
    const fallen = { at: 2000, sentBytes: 50, doneEffort: 50 }
    const late = { at: 9000, sentBytes: 250, doneEffort: 250 }
    expect(withSample(samples, fallen)).toEqual([fallen])
    expect(withSample(samples, late)).toEqual([late])
  })

  it('shows what moves first, then what went wrong, then the rest', () => {
    const stages = ['available', 'waiting', 'refused', 'checking', 'sending', 'failed'] as const
    expect(inTrayOrder(stages.map((stage) => item({ stage }))).map(({ stage }) => stage)).toEqual([
      'sending',
      'refused',
      'failed',
      'checking',
      'waiting',
      'available',
    ])
  })
})
