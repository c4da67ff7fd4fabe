import { describe, expect, it } from 'vitest'
import { zipOf } from '../../test/zip-of.ts'
import { isTruncated } from './is-truncated.ts'

const whole = (bytes: Buffer) => ({ head: bytes, tail: bytes.subarray(-65_536), size: bytes.length })
const bytes = (...parts: (string | number[])[]) =>
  Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part, 'latin1') : Buffer.from(part))))

const scan = [0xff, 0xda, 1, 2, 3]
const end = [0xff, 0xd9]
const webp = (length: number) => {
  const size = Buffer.alloc(4)
  size.writeUInt32LE(length)
  return Buffer.concat([Buffer.from('RIFF'), size, Buffer.from('WEBPVP8 '), Buffer.alloc(100)])
}

describe('isTruncated', () => {
  it.each([
    ['image/jpeg', bytes([0xff, 0xd8], scan, end)],
    ['image/jpeg', bytes([0xff, 0xd8], scan, end, 'a camera adds its own notes')],
    ['image/png', bytes('\u0089PNG', 'IDAT', 'IEND')],
    ['image/gif', bytes('GIF89a', [0x3b, 0, 0])],
    ['image/webp', webp(108)],
    ['application/zip', zipOf(['a.txt'])],
    ['application/pdf', bytes('%PDF-1.7')],
    [null, bytes('anything')],
  ])('a whole %s is whole', (mime, file) => {
    expect(isTruncated(mime, whole(file))).toBe(false)
  })

  it.each([
    ['image/jpeg', bytes([0xff, 0xd8], scan)],
    ['image/png', bytes('\u0089PNG', 'IDAT')],
    ['image/gif', bytes('GIF89a', [1, 2, 3])],
    ['image/webp', webp(5000)],
    ['application/zip', zipOf(['a.txt']).subarray(0, 40)],
  ])('%s without its end is truncated', (mime, file) => {
    expect(isTruncated(mime, whole(file))).toBe(true)
  })

  it('the end of an embedded thumbnail is not the end of the photo', () => {
    const photo = bytes([0xff, 0xd8], scan, end, scan, [7, 7, 7])
    expect(isTruncated('image/jpeg', whole(photo))).toBe(true)
  })
})
