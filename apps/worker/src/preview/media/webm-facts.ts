import type { ByteWindow } from './byte-window.ts'
import type { MediaFacts } from './read-media.ts'

const LOOK = 64 * 1024
const MILLISECOND = 1_000_000

/** The marks of what is looked for. */
const marks = { info: '1549a966', duration: '4489', unit: '2ad7b1' } as const

/** Matroska: elements of a mark, a length and a value. Those that tell stand in front of the picture. */
export async function webmFacts(window: ByteWindow): Promise<MediaFacts | null> {
  const head = await window.at(0, LOOK)
  const info = elementAfter(head, marks.info)
  if (!info) return null
  const duration = elementAfter(info, marks.duration)
  const unit = elementAfter(info, marks.unit)
  const ticks =
    duration?.length === 4 ? duration.readFloatBE(0) : duration?.length === 8 ? duration.readDoubleBE(0) : null
  const perTick = (unit && unit.length <= 6 ? unit.readUIntBE(0, unit.length) : MILLISECOND) / 1e9
  return { seconds: ticks === null ? null : ticks * perTick }
}

/** What the first element with this mark holds, as far as it is there. */
function elementAfter(bytes: Buffer, mark: string): Buffer | null {
  const at = bytes.indexOf(mark, 0, 'hex')
  if (at < 0) return null
  const lengthAt = at + mark.length / 2
  const first = bytes[lengthAt] ?? 0
  const width = Math.clz32(first) - 23 // The zeros in front of its first bit tell how many bytes the length has.
  if (width < 1 || width > 6 || lengthAt + width > bytes.length) return null
  const length = bytes.readUIntBE(lengthAt, width) - 2 ** (7 * width)
  const start = lengthAt + width
  return length < 0 || length === 2 ** (7 * width) - 1 ? bytes.subarray(start) : bytes.subarray(start, start + length)
}
