import type { ByteWindow } from './byte-window.ts'
import type { MediaFacts } from './read-media.ts'

const MAX_HEADER_BYTES = 4 * 1024 * 1024

interface Box {
  readonly type: string
  /** Of what is in it. */
  readonly start: number
  readonly end: number
}

/** MP4 and QuickTime are boxes in boxes; `moov` tells, be it in front of the picture or behind it. */
export async function mp4Facts(window: ByteWindow): Promise<MediaFacts | null> {
  for (let at = 0; at < window.bytes; ) {
    const header = await window.at(at, 16)
    const box = boxAt(header, 0, window.bytes - at)
    if (!box) return null
    if (box.type === 'moov') {
      const bytes = await window.at(at + box.start, Math.min(box.end - box.start, MAX_HEADER_BYTES))
      return movieFacts(bytes)
    }
    at += box.end
  }
  return null
}

function movieFacts(bytes: Buffer): MediaFacts {
  const boxes = boxesIn(bytes)
  const header = boxes.find(({ type }) => type === 'mvhd')
  const sizes = boxes
    .filter(({ type }) => type === 'trak')
    .map((track) => trackSize(bytes.subarray(track.start, track.end)))
  const size = sizes.find((found) => found !== null)
  return { seconds: header ? durationOf(bytes.subarray(header.start, header.end)) : null, ...size }
}

/** Time scale and duration, in 32 or 64 bits. */
function durationOf(header: Buffer): number | null {
  const isLong = header[0] === 1
  if (header.length < (isLong ? 32 : 20)) return null
  const scale = header.readUInt32BE(isLong ? 20 : 12)
  const duration = isLong ? Number(header.readBigUInt64BE(24)) : header.readUInt32BE(16)
  return scale > 0 ? duration / scale : null
}

/** Width and height are the last eight bytes of a track's header, in 16.16 fixed point. Sound has none. */
function trackSize(track: Buffer): { readonly width: number; readonly height: number } | null {
  const header = boxesIn(track).find(({ type }) => type === 'tkhd')
  if (!header || header.end - header.start < 84) return null
  const [width, height] = [track.readUInt16BE(header.end - 8), track.readUInt16BE(header.end - 4)]
  return width > 0 && height > 0 ? { width, height } : null
}

function boxesIn(bytes: Buffer): Box[] {
  const boxes: Box[] = []
  for (let at = 0; at < bytes.length; ) {
    const box = boxAt(bytes, at, bytes.length)
    if (!box) break
    boxes.push(box)
    at = box.end
  }
  return boxes
}

/** A box is at least as long as its header, and never longer than what there is of it. */
function boxAt(bytes: Buffer, at: number, limit: number): Box | null {
  if (at + 8 > bytes.length) return null
  const short = bytes.readUInt32BE(at)
  if (short === 1 && at + 16 > bytes.length) return null
  const header = short === 1 ? 16 : 8
  const length = short === 0 ? limit - at : short === 1 ? Number(bytes.readBigUInt64BE(at + 8)) : short
  if (length < header) return null
  const end = Math.min(at + length, limit)
  return { type: bytes.toString('latin1', at + 4, at + 8), start: at + header, end }
}
