import type { ByteWindow } from './byte-window.ts'
import type { MediaFacts } from './read-media.ts'

const LOOK = 64 * 1024

/** RIFF: the format tells bytes in a second, the size of `data` the rest. */
export async function wavFacts(window: ByteWindow): Promise<MediaFacts | null> {
  const head = await window.at(0, LOOK)
  if (head.toString('latin1', 0, 4) !== 'RIFF' || head.toString('latin1', 8, 12) !== 'WAVE') return null
  let rate = 0
  for (let at = 12; at + 8 <= head.length; ) {
    const [type, size] = [head.toString('latin1', at, at + 4), head.readUInt32LE(at + 4)]
    if (type === 'fmt ' && at + 20 <= head.length) rate = head.readUInt32LE(at + 16)
    // A recording that was cut off may say more than there is.
    if (type === 'data') return rate > 0 ? { seconds: Math.min(size, window.bytes - at - 8) / rate } : null
    at += 8 + size + (size % 2)
  }
  return null
}

/** The first block tells samples in all (36 bits) and in a second (20 bits). */
export async function flacFacts(window: ByteWindow): Promise<MediaFacts | null> {
  const head = await window.at(0, 42)
  if (head.length < 42 || head.toString('latin1', 0, 4) !== 'fLaC') return null
  const packed = head.readBigUInt64BE(18)
  const rate = Number(packed >> 44n)
  return rate > 0 ? { seconds: Number(packed & 0xfffffffffn) / rate } : null
}

/** The last page counts all samples. Opus counts 48,000 a second, whatever was recorded. */
export async function oggFacts(window: ByteWindow): Promise<MediaFacts | null> {
  const head = await window.at(0, 512)
  const tail = await window.at(Math.max(0, window.bytes - LOOK), LOOK)
  const page = tail.lastIndexOf('OggS', undefined, 'latin1')
  const rate = oggRate(head)
  if (page < 0 || page + 14 > tail.length || rate === 0) return null
  return { seconds: Number(tail.readBigInt64LE(page + 6)) / rate }
}

function oggRate(head: Buffer): number {
  if (head.includes('OpusHead', 0, 'latin1')) return 48_000
  const vorbis = head.indexOf('\u0001vorbis', 0, 'latin1')
  return vorbis >= 0 && vorbis + 16 <= head.length ? head.readUInt32LE(vorbis + 12) : 0
}

const bitrates = [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320]
const sampleRates = [44_100, 48_000, 32_000]
const SAMPLES_IN_FRAME = 1152

/** MPEG 1, layer 3: a count of frames where the first one has it, else as long as its bit rate says. */
export async function mp3Facts(window: ByteWindow): Promise<MediaFacts | null> {
  const start = tagBytes(await window.at(0, 10))
  const head = await window.at(start, 4096)
  const frame = firstFrame(head)
  if (frame < 0) return null
  const rate = bitrates[(head[frame + 2] ?? 0) >> 4] ?? 0
  const samples = sampleRates[((head[frame + 2] ?? 0) >> 2) & 3] ?? 0
  if (rate === 0 || samples === 0) return null
  const count = Math.max(head.indexOf('Xing', frame, 'latin1'), head.indexOf('Info', frame, 'latin1'))
  const hasCount = count >= 0 && count + 12 <= head.length && (head.readUInt32BE(count + 4) & 1) === 1
  if (hasCount) return { seconds: (head.readUInt32BE(count + 8) * SAMPLES_IN_FRAME) / samples }
  return { seconds: (window.bytes - start - frame) / (rate * 125) }
}

/** An ID3 tag in front says how long it is, in four times seven bits. */
function tagBytes(head: Buffer): number {
  if (head.length < 10 || head.toString('latin1', 0, 3) !== 'ID3') return 0
  return 10 + [6, 7, 8, 9].reduce((sum, at) => sum * 128 + ((head[at] ?? 0) & 0x7f), 0)
}

function firstFrame(head: Buffer): number {
  for (let at = 0; at + 4 <= head.length; at++)
    if (head[at] === 0xff && ((head[at + 1] ?? 0) & 0xfe) === 0xfa) return at
  return -1
}
