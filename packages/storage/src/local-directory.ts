import { randomUUID } from 'node:crypto'
import { type BigIntStats, constants, type Dirent } from 'node:fs'
import { copyFile, type FileHandle, link, lstat, mkdir, open, opendir, realpath, rmdir, unlink } from 'node:fs/promises'
import { dirname, join, relative, sep } from 'node:path'
import { syncDirectory, syncToDisk } from './durable-file.ts'
import { hasCode, isMissing, onDisk } from './local-error.ts'
import { isStorageError, StorageError } from './storage-error.ts'
import { isStorageKey, toStorageKey } from './storage-key.ts'
import type { StorageKey, StoredObject } from './storage-provider.ts'

/** Half-written files, on the same file system as the objects so that publishing one is a rename. */
const TEMPORARY = '.tmp'
/** Uploads in parts. They may last for days, so they lie apart from what is swept after hours. */
const PARTS = '.parts'
const PUBLISH_ATTEMPTS = 5

/**
 * The directory that holds the objects: how a key becomes a path, and how a file comes to lie there. Every directory on the way to a
 * key must be a real one: a symbolic link planted in the tree is refused, not followed.
 */
export class LocalDirectory {
  readonly #root: string
  readonly temporary: string
  readonly parts: string

  private constructor(root: string) {
    this.#root = root
    this.temporary = join(root, TEMPORARY)
    this.parts = join(root, PARTS)
  }

  static open(directory: string): Promise<LocalDirectory> {
    return onDisk(async () => {
      for (const name of [TEMPORARY, PARTS]) await mkdir(join(directory, name), { recursive: true, mode: 0o700 })
      return new LocalDirectory(await realpath(directory))
    })
  }

  /** Runs work on files that may be missing. When the whole disk is, none of them is said to be. */
  async onFile<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await onDisk(work)
    } catch (error) {
      if (isStorageError(error, 'not_found')) await this.confirmDirectory()
      throw error
    }
  }

  /** A disk that is not mounted leaves an empty directory behind, and in that there is no place for temporary files. */
  async confirmDirectory(): Promise<void> {
    try {
      await lstat(this.temporary)
    } catch (error) {
      throw new StorageError('unavailable', 'The storage directory is gone', { cause: error })
    }
  }

  temporaryPath(): string {
    return join(this.temporary, randomUUID())
  }

  /** The brand can be forged by a cast; a path on this machine's disk is worth a second look. */
  path(key: StorageKey): string {
    return join(this.#root, ...toStorageKey(key).split('/'))
  }

  async openFile(key: StorageKey): Promise<FileHandle> {
    const path = this.path(key)
    await this.refuseLinks(dirname(path))
    return await open(path, constants.O_RDONLY | constants.O_NOFOLLOW)
  }

  async stat(path: string): Promise<BigIntStats> {
    await this.refuseLinks(dirname(path))
    const stats = await lstat(path, { bigint: true })
    if (!stats.isFile()) throw new StorageError('refused', 'A storage key leads to something that is not a file')
    return stats
  }

  /** The root is resolved once, so below it a path and its real path differ only by a symbolic link. */
  async refuseLinks(directory: string): Promise<void> {
    if ((await realpath(directory)) !== directory) {
      throw new StorageError('refused', 'A storage directory is a symbolic link')
    }
  }

  /** A `remove` next door may take away an empty directory just before the file comes to lie in it: then it is made again. */
  async publish(temporary: string, path: string, move: (from: string, to: string) => Promise<void>): Promise<void> {
    const directory = dirname(path)
    for (let attempt = 1; ; attempt += 1) {
      try {
        await this.#makeDirectory(directory)
        await move(temporary, path)
        break
      } catch (error) {
        if (attempt === PUBLISH_ATTEMPTS || !isMissing(error)) throw error
      }
    }
    await syncDirectory(directory)
  }

  async #makeDirectory(directory: string): Promise<void> {
    try {
      return await this.refuseLinks(directory)
    } catch (error) {
      if (!isMissing(error)) throw error
    }
    await this.#makeDirectory(dirname(directory))
    try {
      await mkdir(directory, { mode: 0o700 })
    } catch (error) {
      if (!hasCode(error, 'EEXIST')) throw error
      await this.refuseLinks(directory)
    }
  }

  /** Objects never change in place, so a second name for the same bytes is a copy that costs nothing. */
  async duplicate(from: string, to: string): Promise<void> {
    try {
      await link(from, to)
    } catch (error) {
      if (!hasCode(error, 'EPERM', 'EMLINK', 'ENOTSUP')) throw error
      await copyFile(from, to, constants.COPYFILE_EXCL)
      await syncToDisk(to)
    }
  }

  async removeFile(key: StorageKey): Promise<void> {
    const path = this.path(key)
    try {
      await this.onFile(async () => {
        await this.refuseLinks(dirname(path))
        await unlink(path)
        await syncDirectory(await this.#removeEmptyDirectories(dirname(path)))
      })
    } catch (error) {
      if (!isStorageError(error, 'not_found')) throw error
    }
  }

  /** Returns the nearest directory that stays. */
  async #removeEmptyDirectories(directory: string): Promise<string> {
    if (directory === this.#root) return directory
    try {
      await rmdir(directory)
    } catch (error) {
      if (hasCode(error, 'ENOTEMPTY', 'EEXIST')) return directory
      if (!isMissing(error)) throw error
    }
    return this.#removeEmptyDirectories(dirname(directory))
  }

  /** Every key below `prefix` that a file lies under. */
  keys(prefix: string): AsyncGenerator<StorageKey> {
    return this.#walk(this.#root, prefix)
  }

  async *#walk(directory: string, prefix: string): AsyncGenerator<StorageKey> {
    for await (const entry of entriesOf(directory)) {
      const path = join(directory, entry.name)
      const name = relative(this.#root, path).replaceAll(sep, '/')
      if (entry.isFile() && name.startsWith(prefix) && isStorageKey(name)) yield name

      const mayHold = `${name}/`.startsWith(prefix) || prefix.startsWith(`${name}/`)
      if (entry.isDirectory() && !isOurs(name) && mayHold) yield* this.#walk(path, prefix)
    }
  }
}

async function* entriesOf(directory: string): AsyncGenerator<Dirent> {
  try {
    yield* await opendir(directory)
  } catch (error) {
    if (!isMissing(error)) throw error // Its last file was removed meanwhile.
  }
}

const isOurs = (name: string) => name === TEMPORARY || name === PARTS

/** The modification time stays with the bytes, the change time tells when they came to lie under this key. */
export const describe = ({ size, mtimeNs }: BigIntStats): StoredObject => ({
  bytes: Number(size),
  etag: `${mtimeNs.toString(36)}-${size.toString(36)}`,
})
