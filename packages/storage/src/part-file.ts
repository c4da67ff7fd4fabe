import type { FileHandle } from 'node:fs/promises'
import type { Readable } from 'node:stream'
import { isWholePages, openDirect, writeWhole, wroteDirectly } from './direct-file.ts'
import { partChunks } from './part-body.ts'
import type { PutPartOptions } from './storage-provider.ts'

/** Of one write through the page cache. For a larger one the kernel looks for large pages, which may cost several times what the writing does. */
const WRITE_BYTES = 256 * 1024

export interface PartFile {
  readonly path: string
  readonly file: FileHandle
}

export interface PlacedPart extends PutPartOptions {
  readonly body: Buffer | Readable
  /** Where in the file it belongs. */
  readonly start: number
}

/**
 * Writes a part where it belongs. It is safe once the file is synced, which is at once: so all that the page cache would add is a copy of
 * its bytes and as much memory again, and it is left out where the part lies on pages.
 */
export async function writePart({ path, file }: PartFile, part: PlacedPart): Promise<void> {
  if (await isWrittenDirectly(path, part)) return
  let position = part.start
  for await (const chunk of partChunks(part.body, part)) {
    for (let from = 0; from < chunk.length; from += WRITE_BYTES) {
      const piece = chunk.subarray(from, from + WRITE_BYTES)
      await writeWhole(file, piece, position)
      position += piece.length
    }
  }
}

async function isWrittenDirectly(path: string, { body, start, bytes }: PlacedPart): Promise<boolean> {
  if (!Buffer.isBuffer(body) || body.length !== bytes || !isWholePages(start, bytes)) return false
  const file = await openDirect(path)
  try {
    return file !== null && (await wroteDirectly(file, body, start))
  } finally {
    await file?.close()
  }
}
