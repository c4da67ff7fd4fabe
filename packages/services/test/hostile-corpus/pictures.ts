import { available, type HostileFile, refused, unscannable } from './hostile-file.ts'

const b32 = (value: number) => {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32BE(value)
  return bytes
}
const latin = (text: string) => Buffer.from(text, 'latin1')

const pngOf = (width: number, height: number) =>
  Buffer.concat([
    latin('\u0089PNG\r\n\u001a\n'),
    b32(13),
    latin('IHDR'),
    b32(width),
    b32(height),
    Buffer.from([8, 6, 0, 0, 0, 0, 0, 0, 0]),
    b32(0),
    latin('IEND'),
    b32(0xae426082),
  ])
const gifOf = (width: number, height: number) =>
  Buffer.concat([latin('GIF89a'), Buffer.from([width & 255, width >> 8, height & 255, height >> 8, 0, 0, 0, 0x3b])])
/** A note of 60,000 bytes, as many times as one likes. */
const note = Buffer.concat([Buffer.from([0xff, 0xe1, 0xea, 0x62]), Buffer.alloc(60_000)])
const jpegOf = (width: number, height: number, notes = 0) =>
  Buffer.concat([
    Buffer.from([0xff, 0xd8]),
    ...Array.from({ length: notes }, () => note),
    Buffer.from([0xff, 0xe0, 0, 16]),
    latin('JFIF\u0000\u0001\u0001\u0000\u0000\u0001\u0000\u0001\u0000\u0000'),
    Buffer.from([0xff, 0xc0, 0, 11, 8, height >> 8, height & 255, width >> 8, width & 255, 1, 1, 0x11, 0]),
    Buffer.from([0xff, 0xda, 0, 8, 1, 1, 0, 0, 63, 0, 0xff, 0xd9]),
  ])

function webpOf(chunk: Buffer): Buffer {
  const size = Buffer.alloc(4)
  size.writeUInt32LE(chunk.length + 4)
  return Buffer.concat([latin('RIFF'), size, latin('WEBP'), chunk])
}
const canvas = Buffer.concat([latin('VP8X'), Buffer.from([10, 0, 0, 0, 0, 0, 0, 0, 255, 63, 0, 255, 63, 0])])

const script = '<script>fetch("/api/v1/auth/me/").then(async (r) => alert(await r.text()))</script>'

export const pictures: readonly HostileFile[] = [
  {
    trick: 'a PNG of 2.5 thousand million pixels',
    name: 'a.png',
    bytes: pngOf(50_000, 50_000),
    expected: refused('too_many_pixels'),
  },
  {
    trick: 'a GIF of 4 thousand million pixels',
    name: 'a.gif',
    bytes: gifOf(65_535, 65_535),
    expected: refused('too_many_pixels'),
  },
  {
    trick: 'a JPEG of 4 thousand million pixels',
    name: 'a.jpg',
    bytes: jpegOf(65_000, 65_000),
    expected: refused('too_many_pixels'),
  },
  {
    trick: 'a WebP of 268 million pixels',
    name: 'a.webp',
    bytes: webpOf(canvas),
    expected: refused('too_many_pixels'),
  },
  {
    trick: 'a PNG that was cut off',
    name: 'a.png',
    bytes: pngOf(9, 9).subarray(0, -8),
    expected: refused('truncated'),
  },
  {
    trick: 'a GIF that was cut off',
    name: 'a.gif',
    bytes: gifOf(9, 9).subarray(0, -1),
    expected: refused('truncated'),
  },
  {
    trick: 'a JPEG that was cut off',
    name: 'a.jpg',
    bytes: jpegOf(9, 9).subarray(0, -2),
    expected: refused('truncated'),
  },
  { trick: 'a PNG of no size', name: 'a.png', bytes: pngOf(0, 0), expected: refused('damaged') },
  {
    trick: 'a malformed WebP',
    name: 'a.webp',
    bytes: webpOf(Buffer.concat([latin('VP8L'), Buffer.alloc(40, 0xff)])),
    expected: refused('damaged'),
  },
  {
    trick: 'a JPEG of as many, which tells so behind long notes',
    name: 'notes.jpg',
    bytes: jpegOf(65_000, 65_000, 40),
    expected: unscannable,
  },
  {
    trick: 'a HEIF as a JPEG',
    name: 'a.jpg',
    bytes: Buffer.concat([b32(24), latin('ftypheic'), b32(0), latin('mif1heic'), Buffer.alloc(40)]),
    expected: refused('type_mismatch'),
  },
  {
    trick: 'a TIFF as a PNG',
    name: 'a.png',
    bytes: Buffer.concat([latin('II*\u0000'), Buffer.from([8, 0, 0, 0]), Buffer.alloc(64)]),
    expected: refused('type_mismatch'),
  },
  {
    trick: 'a TIFF',
    name: 'a.tif',
    bytes: Buffer.concat([latin('II*\u0000'), Buffer.from([8, 0, 0, 0]), Buffer.alloc(64)]),
    expected: refused('type_not_allowed'),
  },
  {
    trick: 'a drawing with a script',
    name: 'logo.svg',
    bytes: Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)">${script}</svg>`),
    expected: available,
  },
  {
    trick: 'a drawing that reads our files',
    name: 'chart.svg',
    bytes: Buffer.from(
      '<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]><svg xmlns="http://www.w3.org/2000/svg"><text>&x;</text></svg>',
    ),
    expected: available,
  },
  {
    trick: 'a page as a picture',
    name: 'a.png',
    bytes: Buffer.from(`<!doctype html><html>${script}</html>`),
    expected: refused('type_mismatch'),
  },
  {
    trick: 'a GIF that is a script as well',
    name: 'a.gif',
    bytes: latin('GIF89a=0/*\u0000\u0000\u0000*/;alert(document.domain);'),
    expected: available,
  },
]
