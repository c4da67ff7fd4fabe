import type { BigIntStats } from 'node:fs'
import { type FileHandle, open } from 'node:fs/promises'
import { DirectWriting } from './direct-writing.ts'
import { onDisk } from './local-error.ts'

/**
 * Chunks are gathered to this size before a write: a network chunk of 64 kB costs as much bookkeeping as four. For a larger write the page
 * cache looks for larger pieces of memory, which a virtual machine may have to ask its host for, at six times the price.
 */
const BATCH_BYTES = 256 * 1024

/** The disk is told to start writing this often, so that the last sync of a large file has little left to wait for. */
const FLUSH_BYTES = 32 * 1024 * 1024

/**
 * So much of a file stays in the page cache, where it is found by whoever scans and shows it a moment later. The rest of a large one would
 * only be copied there, and drive out what others need.
 */
const CACHED_BYTES = FLUSH_BYTES

/**
 * Writes `body` to a new file and resolves once the bytes are on the disk, not merely in the page cache: only then may an
 * upload be acknowledged. An error of the body passes unchanged; what a failure leaves behind is the caller's to remove.
 */
export async function writeDurably(path: string, body: AsyncIterable<Uint8Array>): Promise<BigIntStats> {
  const file = await onDisk(() => open(path, 'wx', 0o600), 'unavailable')
  try {
    await writeAll({ path, file }, body)
    const [stats] = await onDisk(() => Promise.all([file.stat({ bigint: true }), file.sync()]))
    return stats
  } finally {
    await file.close() // Waits for a write still under way.
  }
}

/**
 * A new name is durable only once the directory that holds it is synced as well: without this, a file whose bytes are safe can
 * be missing after a power failure. The directories above need no sync of their own: ext4, XFS and Btrfs write the name of a new
 * directory before, or together with, anything inside it.
 */
export async function syncToDisk(path: string): Promise<void> {
  const entry = await open(path, 'r')
  try {
    await entry.sync()
  } finally {
    await entry.close()
  }
}

const syncing = new Map<string, Promise<void>>()
const waiting = new Map<string, Promise<void>>()

/**
 * The same for a directory, together with others: whoever asks while it is being synced waits for the next time, and that is one for
 * all of them. Only a sync that began after a name was made makes it safe.
 */
export function syncDirectory(path: string): Promise<void> {
  const current = syncing.get(path)
  if (!current) return beginSync(path)
  const next =
    waiting.get(path) ??
    current.catch(isToldToOthers).then(() => {
      waiting.delete(path)
      return beginSync(path)
    })
  waiting.set(path, next)
  return next
}

function beginSync(path: string): Promise<void> {
  const sync = syncToDisk(path).finally(() => syncing.delete(path))
  syncing.set(path, sync)
  return sync
}

const isToldToOthers = () => undefined

interface NewFile {
  readonly path: string
  readonly file: FileHandle
}

/** One batch is written while the next is read, so memory stays at a few batches whatever the size of the file. */
async function writeAll({ path, file }: NewFile, body: AsyncIterable<Uint8Array>): Promise<void> {
  let batch: Uint8Array[] = []
  let batchBytes = 0
  let writtenBytes = 0
  let unflushedBytes = 0
  let writing = Promise.resolve()
  let flushing = Promise.resolve()
  let large: DirectWriting | null = null

  try {
    for await (const chunk of body) {
      batch.push(chunk)
      batchBytes += chunk.length
      if (batchBytes < BATCH_BYTES) continue

      await writing
      if (unflushedBytes >= FLUSH_BYTES) {
        await flushing
        flushing = awaitedLater(onDisk(() => file.datasync()))
        unflushedBytes = 0
      }
      if (writtenBytes >= CACHED_BYTES) large ??= await DirectWriting.open({ path, file, from: writtenBytes })
      writing = awaitedLater(large ? large.write(batch) : writeBatch(file, batch, batchBytes))
      writtenBytes += batchBytes
      unflushedBytes += batchBytes
      batch = []
      batchBytes = 0
    }

    await writing
    await flushing // The kernel tells of a failed write-back once: this promise may be the only one to hear of it.
    if (large) {
      await large.write(batch)
      await large.end()
    } else if (batchBytes > 0) await writeBatch(file, batch, batchBytes)
  } finally {
    await large?.close()
  }
}

const writeBatch = (file: FileHandle, batch: Uint8Array[], bytes: number): Promise<void> =>
  onDisk(async () => {
    const { bytesWritten } = await file.writev(batch)
    if (bytesWritten < bytes) throw Object.assign(new Error('The disk took only a part of a write'), { code: 'ENOSPC' })
  })

/** Its failure is thrown where it is awaited; until then it must not count as unhandled while the body is slow to come. */
function awaitedLater(work: Promise<void>): Promise<void> {
  work.catch(() => undefined)
  return work
}
