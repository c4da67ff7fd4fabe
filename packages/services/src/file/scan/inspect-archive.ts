import type { Readable } from 'node:stream'
import type { ArchiveFault, ArchiveLimits } from '@groundwork/domain'
import { RangeReader, type ReadRange } from '@groundwork/spreadsheet'
import { type Entry, fromBufferPromise, fromRandomAccessReaderPromise, type ZipFile } from 'yauzl'

/** An archive in an archive is unpacked up to here to look into it; what is larger is for the scanner alone. */
const MOST_INNER_BYTES = 16 * 1024 * 1024

const isLink = ({ externalFileAttributes, versionMadeBy }: Entry) =>
  versionMadeBy >> 8 === 3 && ((externalFileAttributes >>> 16) & 0o170000) === 0o120000

const hasMacros = ({ fileName }: Entry) => /(?:^|\/)vbaProject\.bin$/i.test(fileName)

const isArchive = ({ fileName }: Entry) => /\.(zip|jar|docx|xlsx|pptx|odt|ods|odp)$/i.test(fileName)

/** What has been seen so far, over all depths. */
interface Tally {
  entries: number
  unpacked: number
}

/**
 * Looks into a ZIP without unpacking it, before anything else does: what its directory says of sizes, names, links, encryption
 * and overlaps, and the same of archives in it. Null when nothing is wrong. The scanner looks at the contents.
 * @throws whatever `read` throws
 */
export async function inspectArchive(
  bytes: number,
  read: ReadRange,
  limits: ArchiveLimits,
): Promise<ArchiveFault | null> {
  const reader = new RangeReader(read)
  const fault = await judged(fromRandomAccessReaderPromise(reader, bytes, options), bytes, {
    limits,
    depth: 1,
    tally: { entries: 0, unpacked: 0 },
  })
  if (reader.failure) throw reader.failure
  return fault
}

const options = { lazyEntries: true, autoClose: false, validateEntrySizes: true } as const

interface Level {
  readonly limits: ArchiveLimits
  readonly depth: number
  readonly tally: Tally
}

async function judged(opening: Promise<ZipFile>, bytes: number, level: Level): Promise<ArchiveFault | null> {
  try {
    const zip = await opening
    try {
      return await judgeEntries(zip, bytes, level)
    } finally {
      zip.close()
    }
  } catch (error) {
    return error instanceof Error && /relative path|absolute path|invalid characters/.test(error.message)
      ? 'path'
      : 'damaged'
  }
}

async function judgeEntries(zip: ZipFile, bytes: number, level: Level): Promise<ArchiveFault | null> {
  const { limits, depth, tally } = level
  if (depth > limits.depth) return 'too_deep'
  if (zip.entryCount + tally.entries > limits.entries) return 'too_many_entries'
  const places: { readonly start: number; readonly end: number }[] = []
  let unpacked = 0
  for await (const entry of zip.eachEntry()) {
    tally.entries += 1
    tally.unpacked += entry.uncompressedSize
    unpacked += entry.uncompressedSize
    if (tally.entries > limits.entries) return 'too_many_entries'
    if (entry.isEncrypted()) return 'encrypted'
    if (isLink(entry)) return 'link'
    if (hasMacros(entry)) return 'macros'
    if (tally.unpacked > limits.unpackedBytes) return 'unpacked_too_large'
    if (unpacked > limits.ratioFromBytes && unpacked > bytes * limits.ratio) return 'ratio'
    const { relativeOffsetOfLocalHeader: start, compressedSize } = entry
    places.push({ start, end: start + compressedSize })
    const inner = isArchive(entry) ? await judgeInner(zip, entry, level) : null
    if (inner) return inner
  }
  return overlaps(places) ? 'overlap' : null
}

async function judgeInner(zip: ZipFile, entry: Entry, level: Level): Promise<ArchiveFault | null> {
  if (entry.uncompressedSize > MOST_INNER_BYTES) return null
  const bytes = await readAtMost(await zip.openReadStreamPromise(entry), MOST_INNER_BYTES)
  const isZip = bytes.subarray(0, 4).equals(Buffer.from('PK\u0003\u0004', 'latin1'))
  return isZip ? judged(fromBufferPromise(bytes, options), bytes.length, { ...level, depth: level.depth + 1 }) : null
}

async function readAtMost(stream: Readable, most: number): Promise<Buffer> {
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    bytes += chunk.length
    if (bytes > most) throw new Error('More bytes than the directory says')
    chunks.push(chunk)
  }
  return Buffer.concat(chunks, bytes)
}

function overlaps(places: readonly { readonly start: number; readonly end: number }[]): boolean {
  const ordered = places.toSorted((one, other) => one.start - other.start)
  return ordered.some(({ start }, at) => at > 0 && start < (ordered[at - 1]?.end ?? 0))
}
