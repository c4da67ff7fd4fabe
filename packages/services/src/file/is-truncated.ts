import { hasDirectoryEnd } from './sniff-zip.ts'

export interface WholeFile {
  readonly head: Uint8Array
  /** The last bytes: all there are, up to `TAIL_BYTES`. */
  readonly tail: Uint8Array
  readonly size: number
}

export const TAIL_BYTES = 65_536

/** Formats that say themselves where they end. Others cannot be judged without decoding them. */
const hasEnd: Readonly<Record<string, (file: WholeFile) => boolean>> = {
  'image/jpeg': ({ tail }) => endsAfterScan(bufferOf(tail)),
  'image/png': ({ tail }) => bufferOf(tail).includes('IEND'),
  'image/apng': ({ tail }) => bufferOf(tail).includes('IEND'),
  'image/gif': ({ tail }) => lastByteOf(tail) === 0x3b,
  'image/webp': ({ head, size }) => head.length >= 12 && bufferOf(head).readUInt32LE(4) + 8 <= size,
}

/** Whether the bytes stop before the end that their own format promises. */
export function isTruncated(sniffed: string | null, file: WholeFile): boolean {
  if (sniffed === null) return false
  const check = hasEnd[sniffed] ?? (isContainer(sniffed) ? ({ tail }: WholeFile) => hasDirectoryEnd(tail) : undefined)
  return check !== undefined && !check(file)
}

const isContainer = (mime: string) => /openxmlformats|opendocument|^application\/zip$/.test(mime)

/** An end mark before the last scan belongs to an embedded thumbnail. */
function endsAfterScan(tail: Buffer): boolean {
  const scan = tail.lastIndexOf(Buffer.from([0xff, 0xda]))
  return tail.indexOf(Buffer.from([0xff, 0xd9]), Math.max(scan, 0)) >= 0
}

/** Some writers pad with zeros. */
const lastByteOf = (bytes: Uint8Array) => bytes[bytes.findLastIndex((byte) => byte !== 0)]

const bufferOf = (bytes: Uint8Array) => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
