import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { ScanPace } from './scan-pace.ts'

beforeEach(() => vi.useFakeTimers())
afterEach(() => vi.useRealTimers())

it('takes a few dozen a second while there is not a processor to spare', () => {
  const pace = new ScanPace({ isBusy: () => true })
  expect(pace.pauseAfter(1)).toBe(0)
  expect(pace.pauseAfter(50)).toBe(0)
  vi.advanceTimersByTime(300)
  expect(pace.pauseAfter(13)).toBe(700)
  vi.advanceTimersByTime(700)
  expect(pace.pauseAfter(63)).toBe(0)
  expect(pace.pauseAfter(1)).toBe(1000)
})

it('takes all there are where others do not wait for it', () => {
  const pace = new ScanPace({ isBusy: () => false })
  for (let batch = 0; batch < 10; batch++) expect(pace.pauseAfter(32)).toBe(0)
})
