import { describe, expect, it } from 'vitest'
import { partSize } from './multipart-of.ts'

const MIB = 1024 * 1024
const disk = { smallestPart: 1, largestPartCount: 10_000 }

describe('a part', () => {
  it.each([
    ['8 MiB of nearly all uploads', disk, 1, 8 * MIB],
    ['8 MiB as long as so many may be', disk, 80_000 * MIB, 8 * MIB],
    ['a whole MiB more where they would be too many', disk, 80_000 * MIB + 1, 9 * MIB],
    ['as large as the store wants', { ...disk, smallestPart: 9 * MIB + 1 }, 1, 10 * MIB],
  ])('is %s', (_, store, bytes, size) => {
    expect(partSize(store, bytes)).toBe(size)
  })

  it.each([100e9, 123_456_789_012, 5e12])(
    'leaves an upload of %d bytes no more parts than the store takes',
    (bytes) => {
      expect(Math.ceil(bytes / partSize(disk, bytes))).toBeLessThanOrEqual(disk.largestPartCount)
    },
  )
})
