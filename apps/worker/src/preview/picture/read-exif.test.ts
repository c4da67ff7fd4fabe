import { describe, expect, it } from 'vitest'
import { readExif } from './read-exif.ts'

interface Entry {
  readonly tag: number
  readonly type: number
  readonly count: number
  /** What lies elsewhere, or the value itself. */
  readonly value: Buffer | number
}

/** A directory at `at`, its values behind it. */
function directory(at: number, entries: readonly Entry[]): Buffer {
  const head = Buffer.alloc(2 + entries.length * 12 + 4)
  head.writeUInt16LE(entries.length)
  const values: Buffer[] = []
  let next = at + head.length
  entries.forEach(({ tag, type, count, value }, index) => {
    const entry = 2 + index * 12
    head.writeUInt16LE(tag, entry)
    head.writeUInt16LE(type, entry + 2)
    head.writeUInt32LE(count, entry + 4)
    head.writeUInt32LE(typeof value === 'number' ? value : next, entry + 8)
    if (typeof value !== 'number') {
      values.push(value)
      next += value.length
    }
  })
  return Buffer.concat([head, ...values])
}

const ascii = (tag: number, text: string): Entry => ({
  tag,
  type: 2,
  count: text.length + 1,
  value: Buffer.from(`${text}\0`),
})
const rationals = (...numbers: number[]): Buffer => {
  const bytes = Buffer.alloc(numbers.length * 8)
  numbers.forEach((number, index) => {
    bytes.writeUInt32LE(Math.round(number * 100), index * 8)
    bytes.writeUInt32LE(100, index * 8 + 4)
  })
  return bytes
}

function exif(main: readonly Entry[], gps: readonly Entry[]): Buffer {
  const header = Buffer.from('Exif\0\0II*\0\b\0\0\0', 'latin1')
  const withPlace = (place: number) => directory(8, [...main, { tag: 0x8825, type: 4, count: 1, value: place }])
  const place = 8 + withPlace(0).length
  return Buffer.concat([header, withPlace(place), directory(place, gps)])
}

const letter = (tag: number, text: string): Entry => ({ tag, type: 2, count: 2, value: text.charCodeAt(0) })

describe('an EXIF block', () => {
  it('tells of camera, time and place', () => {
    const block = exif(
      [ascii(0x010f, 'Acme'), ascii(0x9003, '2026:01:02 03:04:05')],
      [
        letter(1, 'S'),
        { tag: 2, type: 5, count: 3, value: rationals(33, 51, 36) },
        letter(3, 'E'),
        { tag: 4, type: 5, count: 3, value: rationals(151, 12, 36) },
      ],
    )
    expect(readExif(block)).toEqual({
      camera: { make: 'Acme', takenAt: '2026:01:02 03:04:05' },
      location: { latitude: -33.86, longitude: 151.21 },
    })
  })

  it('that is cut off anywhere tells less, and does no harm', () => {
    const block = exif([ascii(0x010f, 'Acme')], [letter(1, 'N')])
    for (let length = 0; length < block.length; length++)
      expect(readExif(block.subarray(0, length))).toBeTypeOf('object')
  })

  it('that claims a million values in each of 65,535 entries is read at once', () => {
    const hostile = Buffer.alloc(800_000, 0x01)
    hostile.write('II*\0\b\0\0\0', 'latin1')
    hostile.writeUInt16LE(65_535, 8)
    const started = performance.now()
    readExif(hostile)
    expect(performance.now() - started).toBeLessThan(200)
  })

  it('whose place is nowhere on earth has none', () => {
    const far = { type: 5, count: 3, value: rationals(200, 0, 0) }
    expect(readExif(exif([], [letter(1, 'N'), { tag: 2, ...far }, letter(3, 'E'), { tag: 4, ...far }]))).toEqual({})
  })
})
