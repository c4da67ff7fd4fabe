import { describe, expect, it } from 'vitest'
import { pixelsOf } from './picture-size.ts'

const text = (words: string) => Buffer.from(words, 'latin1')
const u16 = (value: number) => Buffer.from([value & 0xff, value >> 8])
const b16 = (value: number) => Buffer.from([value >> 8, value & 0xff])
const b32 = (value: number) => Buffer.concat([b16(value >>> 16), b16(value & 0xffff)])
const u24 = (value: number) => Buffer.concat([u16(value & 0xffff), Buffer.from([value >> 16])])
const rest = Buffer.alloc(40)

const png = (width: number, height: number) =>
  Buffer.concat([text('\x89PNG\r\n\x1a\n'), b32(13), text('IHDR'), b32(width), b32(height), rest])
const jpeg = (...segments: readonly Buffer[]) => Buffer.concat([Buffer.from([0xff, 0xd8]), ...segments, rest])
const frame = (width: number, height: number) =>
  Buffer.concat([Buffer.from([0xff, 0xc2, 0, 17, 8]), b16(height), b16(width)])
const note = (bytes: number) => Buffer.concat([Buffer.from([0xff, 0xe1]), b16(bytes + 2), Buffer.alloc(bytes, 0xff)])
const webp = (...chunk: readonly Buffer[]) => Buffer.concat([text('RIFF....WEBP'), ...chunk, rest])

describe('the pixels of a picture', () => {
  it.each([
    ['a PNG', 'image/png', png(60_000, 50_000), 3_000_000_000],
    ['a GIF', 'image/gif', Buffer.concat([text('GIF89a'), u16(300), u16(200)]), 60_000],
    ['a JPEG', 'image/jpeg', jpeg(note(1000), Buffer.from([0xff]), frame(640, 480)), 307_200],
    ['a plain WebP', 'image/webp', webp(text('VP8 1234......'), u16(300), u16(200)), 60_000],
    [
      'a WebP without loss',
      'image/webp',
      webp(text('VP8L1234'), Buffer.from([0x2f]), Buffer.from([43, 193, 49, 0])),
      300 * 200,
    ],
    ['a WebP of frames', 'image/webp', webp(text('VP8X1234....'), u24(16_383), u24(9_999)), 163_840_000],
  ])('stand in the header of %s', (_, sniffed, bytes, pixels) => expect(pixelsOf(sniffed, bytes)).toBe(pixels))

  it.each([
    ['a PNG without a header', 'image/png', png(1, 1).subarray(0, 20)],
    ['a PNG that begins with another chunk', 'image/png', Buffer.from(png(1, 1)).fill('IDAT', 12, 16)],
    ['a GIF of no width', 'image/gif', Buffer.concat([text('GIF89a'), u16(0), u16(200)])],
    ['a JPEG whose segments lead nowhere', 'image/jpeg', jpeg(Buffer.from([0xff, 0xe1, 0, 4, 1, 2, 3, 4, 5]))],
    ['a JPEG that ends before its frame', 'image/jpeg', jpeg(Buffer.from([0xff, 0xd9]))],
    ['a WebP of an unknown kind', 'image/webp', webp(text('JUNK'), rest)],
  ])('are none in %s', (_, sniffed, bytes) => expect(pixelsOf(sniffed, bytes)).toBe(0))

  it('are not known of other types, nor of a JPEG whose frame is out of sight', () => {
    expect(pixelsOf('application/pdf', text('%PDF'))).toBeNull()
    expect(pixelsOf(null, text('words'))).toBeNull()
    expect(pixelsOf('image/jpeg', jpeg(note(60_000)).subarray(0, 30_000))).toBeNull()
  })
})
