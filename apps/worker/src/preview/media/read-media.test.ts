import { Readable } from 'node:stream'
import { describe, expect, it } from 'vitest'
import { readMedia } from './read-media.ts'

let looks = 0
const read = (mimeType: string, bytes: Buffer) => {
  looks = 0
  const open = async ({ start, end } = { start: 0, end: bytes.length - 1 }) => {
    looks += 1
    return Readable.from([bytes.subarray(start, end + 1)], { objectMode: false })
  }
  return readMedia(mimeType, { bytes: bytes.length, open })
}

function box(type: string, content: Buffer): Buffer {
  const header = Buffer.alloc(8)
  header.writeUInt32BE(content.length + 8)
  header.write(type, 4, 'latin1')
  return Buffer.concat([header, content])
}

function movie(): Buffer {
  const header = Buffer.alloc(100)
  header.writeUInt32BE(1000, 12)
  header.writeUInt32BE(12_345, 16)
  const track = Buffer.alloc(84)
  track.writeUInt16BE(640, 76)
  track.writeUInt16BE(360, 80)
  return box('moov', Buffer.concat([box('mvhd', header), box('trak', box('tkhd', track))]))
}

function wav(): Buffer {
  const format = Buffer.alloc(24)
  format.write('fmt ', 'latin1')
  format.writeUInt32LE(16, 4)
  format.writeUInt32LE(8000, 16)
  const data = Buffer.alloc(8 + 16_000)
  data.write('data', 'latin1')
  data.writeUInt32LE(0xffffffff, 4) // A recorder that did not know how long it would be.
  return Buffer.concat([Buffer.from('RIFF\0\0\0\0WAVE', 'latin1'), format, data])
}

function flac(): Buffer {
  const head = Buffer.alloc(42)
  head.write('fLaC', 'latin1')
  head.writeBigUInt64BE((44_100n << 44n) | 88_200n, 18)
  return head
}

function mp3(): Buffer {
  const sound = Buffer.alloc(16_000)
  sound.set([0xff, 0xfb, 0x90, 0x00]) // 128 kbit/s at 44.1 kHz.
  return Buffer.concat([Buffer.from('ID3\u0004\0\0\0\0\0\u000a0123456789', 'latin1'), sound])
}

function ogg(): Buffer {
  const last = Buffer.alloc(27)
  last.write('OggS', 'latin1')
  last.writeBigInt64LE(96_000n, 6)
  return Buffer.concat([Buffer.from('OggS\0\0OpusHead', 'latin1'), Buffer.alloc(600), last])
}

function webm(): Buffer {
  const duration = Buffer.alloc(7)
  duration.set([0x44, 0x89, 0x84])
  duration.writeFloatBE(2500, 3)
  return Buffer.concat([Buffer.from('1a45dfa3801549a96687', 'hex'), duration, Buffer.alloc(50)])
}

describe('a film or a sound', () => {
  it.each([
    ['video/mp4', 'with its facts in front', movie(), { durationSeconds: 12.345, width: 640, height: 360 }],
    [
      'video/quicktime',
      'with its facts behind the picture',
      Buffer.concat([box('ftyp', Buffer.alloc(8)), box('mdat', Buffer.alloc(500_000)), movie()]),
      { durationSeconds: 12.345, width: 640, height: 360 },
    ],
    ['audio/wav', 'of unknown length', wav(), { durationSeconds: 2 }],
    ['audio/flac', '', flac(), { durationSeconds: 2 }],
    ['audio/mpeg', 'behind a tag', mp3(), { durationSeconds: 1 }],
    ['audio/ogg', '', ogg(), { durationSeconds: 2 }],
    ['video/webm', '', webm(), { durationSeconds: 2.5 }],
  ])('%s %s tells how long it plays', async (mimeType, _, bytes, facts) => {
    expect(await read(mimeType, bytes)).toEqual(facts)
  })

  it.each(['video/mp4', 'audio/wav', 'audio/flac', 'audio/mpeg', 'audio/ogg', 'video/webm'])(
    'that is no %s tells nothing',
    async (mimeType) => {
      for (const bytes of [Buffer.alloc(0), Buffer.alloc(3), Buffer.alloc(5000, 0xff), Buffer.from('RIFFfLaCOggSID3')])
        expect(await read(mimeType, bytes)).toEqual({})
    },
  )

  it('that is cut off anywhere does no harm', async () => {
    for (const [mimeType, bytes] of [
      ['video/mp4', movie()],
      ['audio/flac', flac()],
      ['video/webm', webm()],
    ] as const)
      for (let length = 0; length < bytes.length; length++)
        expect(await read(mimeType, bytes.subarray(0, length))).toBeTypeOf('object')
  })

  it('of a million empty boxes is soon given up', async () => {
    expect(
      await read('video/mp4', Buffer.concat(Array.from({ length: 10_000 }, () => box('free', Buffer.alloc(0))))),
    ).toEqual({})
    expect(looks).toBeLessThanOrEqual(40)
  })
})
