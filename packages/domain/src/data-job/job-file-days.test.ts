import { expect, it } from 'vitest'
import { jobFileExpiry } from './job-file-days.ts'

it('keeps what was taken out for a week, and bad rows and logs for a month', () => {
  const ended = { finishedAt: '2026-11-21T12:00:00.000Z' }
  expect(jobFileExpiry(ended, 'outputFile')).toBe('2026-11-28T12:00:00.000Z')
  expect(jobFileExpiry(ended, 'errorFile')).toBe('2026-12-21T12:00:00.000Z')
  expect(jobFileExpiry(ended, 'logFile')).toBe('2026-12-21T12:00:00.000Z')
})

it('counts from the end of the job', () => {
  expect(jobFileExpiry({ finishedAt: null }, 'outputFile')).toBeNull()
})
