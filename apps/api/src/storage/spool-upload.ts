import { randomUUID } from 'node:crypto'
import { type FileHandle, open, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { DomainError, fileSizeInWords } from '@groundwork/domain'
import { FairBudget, UploadAborted } from '@groundwork/services'

/** A file that had to wait for what the form says after it. */
export interface Spooled {
  readonly stream: Readable
  readonly bytes: number
}

export interface Spooling {
  /** Whose file it is. */
  readonly holder: string
  readonly stream: Readable
  /** The form's own word, where it has one. */
  readonly announcedBytes: number | undefined
  readonly mostBytes: number
}

const CHUNK_BYTES = 262_144

/** Disk for what waits, of all forms that this process reads at a time. */
const disk = new FairBudget(4 * 1024 ** 3)

/**
 * Keeps a file on disk until the rest of its form has come and `use` has read it. Its name is gone from the directory as soon as it is
 * open: whatever becomes of this process, nothing stays behind.
 *
 * @throws DomainError unavailable while too many wait
 */
export function spoolUpload<Result>(
  { holder, stream, announcedBytes, mostBytes }: Spooling,
  use: (spooled: Spooled) => Promise<Result>,
): Promise<Result> {
  return disk.using(holder, Math.min(announcedBytes ?? mostBytes, mostBytes), async () => {
    const path = join(tmpdir(), `groundwork-${randomUUID()}`)
    const file = await open(path, 'wx+', 0o600)
    try {
      await rm(path)
      const bytes = await filled(file, stream, mostBytes)
      return await use({ stream: Readable.from(chunksOf(file, bytes), { objectMode: false }), bytes })
    } finally {
      await file.close()
    }
  })
}

async function filled(file: FileHandle, stream: Readable, mostBytes: number): Promise<number> {
  try {
    return await fill(file, stream, mostBytes)
  } catch (error) {
    throw error instanceof DomainError ? error : new UploadAborted('The sender broke off', { cause: error })
  }
}

async function fill(file: FileHandle, stream: Readable, mostBytes: number): Promise<number> {
  let bytes = 0
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    bytes += chunk.length
    if (bytes > mostBytes) throw tooLarge(mostBytes)
    await file.appendFile(chunk)
  }
  return bytes
}

async function* chunksOf(file: FileHandle, bytes: number): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes; ) {
    const { buffer, bytesRead } = await file.read({ buffer: Buffer.alloc(CHUNK_BYTES), position: at })
    if (!bytesRead) throw new Error(`A spooled file ends at ${at} of ${bytes} bytes`)
    at += bytesRead
    yield buffer.subarray(0, bytesRead)
  }
}

const tooLarge = (mostBytes: number) =>
  new DomainError('too_large', `The file is larger than ${fileSizeInWords(mostBytes)}, the limit for any type`, {
    reason: 'too_large',
  })
