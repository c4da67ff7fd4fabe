/** Width times height. */
type Measure = (bytes: Buffer) => number | null

/**
 * How many pixels a picture says it has, from its first bytes and without decoding any. Zero where its header cannot be true;
 * null where these bytes do not say it: of other types, or of a JPEG whose size stands further behind.
 */
export function pixelsOf(sniffed: string | null, head: Uint8Array): number | null {
  const measure = sniffed === null ? undefined : measures[sniffed]
  return measure ? measure(Buffer.from(head.buffer, head.byteOffset, head.byteLength)) : null
}

const measures: Readonly<Record<string, Measure>> = {
  'image/png': ofPng,
  'image/apng': ofPng,
  'image/gif': (bytes) => (bytes.length < 10 ? 0 : bytes.readUInt16LE(6) * bytes.readUInt16LE(8)),
  'image/webp': ofWebp,
  'image/jpeg': ofJpeg,
}

function ofPng(bytes: Buffer): number {
  if (bytes.length < 24 || bytes.toString('latin1', 12, 16) !== 'IHDR') return 0
  return bytes.readUInt32BE(16) * bytes.readUInt32BE(20)
}

/** A plain one, one without loss, or one whose canvas is told before its frames. */
function ofWebp(bytes: Buffer): number {
  if (bytes.length < 30) return 0
  const chunk = bytes.toString('latin1', 12, 16)
  if (chunk === 'VP8 ') return (bytes.readUInt16LE(26) & 0x3fff) * (bytes.readUInt16LE(28) & 0x3fff)
  if (chunk === 'VP8X') return (bytes.readUIntLE(24, 3) + 1) * (bytes.readUIntLE(27, 3) + 1)
  if (chunk !== 'VP8L' || bytes[20] !== 0x2f) return 0
  const sizes = bytes.readUInt32LE(21)
  return ((sizes & 0x3fff) + 1) * (((sizes >>> 14) & 0x3fff) + 1)
}

/** From segment to segment, each by its own length, until one tells the frame. */
function ofJpeg(bytes: Buffer): number | null {
  for (let at = 2; at + 9 < bytes.length; ) {
    if (bytes[at] !== 0xff) return 0
    const marker = bytes[at + 1] ?? 0
    if (marker === 0xff) at += 1
    else if (marker === 0x01 || (marker >= 0xd0 && marker <= 0xd7)) at += 2
    else if (marker === 0xda || marker === 0xd9) return 0
    else if (isFrame(marker)) return bytes.readUInt16BE(at + 5) * bytes.readUInt16BE(at + 7)
    else at += 2 + Math.max(2, bytes.readUInt16BE(at + 2))
  }
  return null
}

/** All starts of a frame but the tables that share their numbers. */
const isFrame = (marker: number) => marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)
