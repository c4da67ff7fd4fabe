import { constants } from 'node:fs'
import { type FileHandle, open } from 'node:fs/promises'
import { hasCode, onDisk } from './local-error.ts'
import { PAGE_BYTES } from './page-memory.ts'
import { StorageError } from './storage-error.ts'

/** Not every system has it. */
const { O_DIRECT } = constants as Partial<typeof constants>

/** What a disk may take past the page cache, if it begins on a page of memory as well. */
export const isWholePages = (...counts: readonly number[]): boolean => counts.every((count) => count % PAGE_BYTES === 0)

/** A file of this disk to be written to past the page cache. Null where that cannot be. */
export async function openDirect(path: string): Promise<FileHandle | null> {
  if (!O_DIRECT) return null
  try {
    return await onDisk(() => open(path, constants.O_WRONLY | O_DIRECT))
  } catch (error) {
    if (isNotDirect(error)) return null
    throw error
  }
}

/** False where this disk takes it otherwise, or not from this memory: then nothing is lost by writing it the usual way. */
export async function wroteDirectly(file: FileHandle, bytes: Buffer, position: number): Promise<boolean> {
  try {
    await writeWhole(file, bytes, position)
    return true
  } catch (error) {
    if (isNotDirect(error)) return false
    throw error
  }
}

/** @throws StorageError unavailable, when the disk takes only a part */
export async function writeWhole(file: FileHandle, bytes: Buffer, position: number): Promise<void> {
  const { bytesWritten } = await onDisk(() => file.write(bytes, 0, bytes.length, position))
  if (bytesWritten < bytes.length) throw new StorageError('unavailable', 'The disk took only a part of a write')
}

const isNotDirect = (error: unknown) => error instanceof StorageError && hasCode(error.cause, 'EINVAL', 'ENOTSUP')
