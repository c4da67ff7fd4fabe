import { randomUUID } from 'node:crypto'
import { type BigIntStats, constants, type Dirent } from 'node:fs'
import {
  copyFile,
  type FileHandle,
  link,
  lstat,
  mkdir,
  open,
  opendir,
  readdir,
  realpath,
  rename,
  rm,
  rmdir,
  unlink,
} from 'node:fs/promises'
import { dirname, join, relative, sep } from 'node:path'
import type { Readable } from 'node:stream'
import { checkedRange } from './byte-range.ts'
import { syncToDisk, writeDurably } from './durable-file.ts'
import { guardedBody } from './guarded-body.ts'
import { hasCode, isMissing, localError, onDisk } from './local-error.ts'
import { isStorageError, StorageError } from './storage-error.ts'
import { isStorageKey, toStorageKey } from './storage-key.ts'
import type {
  ByteRange,
  ListedObject,
  ObjectHead,
  PutOptions,
  StorageKey,
  StorageProvider,
  StoredObject,
} from './storage-provider.ts'

/** Half-written files, on the same file system as the objects so that publishing one is a rename. */
const TEMPORARY = '.tmp'
const READ_BYTES = 512 * 1024
const REMOVE_AT_ONCE = 16
const PUBLISH_ATTEMPTS = 5

/**
 * Objects as files below one directory. An object appears under its key complete and synced, by a rename, and never changes in
 * place: a reader keeps the bytes it opened, and a copy may share them. Every directory on the way to a key must be a real one:
 * a symbolic link planted in the tree is refused, not followed.
 */
export class LocalProvider implements StorageProvider {
  readonly name = 'local'
  readonly #root: string
  readonly #temporary: string

  private constructor(root: string) {
    this.#root = root
    this.#temporary = join(root, TEMPORARY)
  }

  static open({ directory }: { directory: string }): Promise<LocalProvider> {
    return onDisk(async () => {
      await mkdir(join(directory, TEMPORARY), { recursive: true, mode: 0o700 })
      return new LocalProvider(await realpath(directory))
    })
  }

  async put(key: StorageKey, body: Readable, { signal, ifAbsent = false }: PutOptions): Promise<StoredObject> {
    const temporary = this.#temporaryPath()
    try {
      const path = this.#path(key)
      const stats = await writeDurably(temporary, guardedBody(body, signal))
      signal.throwIfAborted()
      await onDisk(() => this.#publish(temporary, path, ifAbsent ? moveIfAbsent : rename), 'unavailable')
      return describe(stats)
    } catch (error) {
      body.destroy()
      await onDisk(() => rm(temporary, { force: true }))
      throw signal.aborted ? signal.reason : error
    }
  }

  open(key: StorageKey, range?: ByteRange): Promise<Readable> {
    return this.#onFile(async () => {
      const file = await this.#openFile(key)
      try {
        const { size } = await file.stat()
        if (size === 0 && !range) return file.createReadStream()
        const { start, end } = checkedRange(range ?? { start: 0, end: size - 1 }, size)
        return file.createReadStream({ start, end, highWaterMark: Math.min(READ_BYTES, end - start + 1) })
      } catch (error) {
        await file.close()
        throw error
      }
    })
  }

  async head(key: StorageKey): Promise<ObjectHead | null> {
    try {
      const stats = await this.#onFile(() => this.#stat(this.#path(key)))
      return { ...describe(stats), lastModified: stats.ctime }
    } catch (error) {
      if (isStorageError(error, 'not_found')) return null
      throw error
    }
  }

  copy(from: StorageKey, to: StorageKey): Promise<StoredObject> {
    const temporary = this.#temporaryPath()
    return this.#onFile(async () => {
      try {
        await this.#stat(this.#path(from))
        await this.#duplicate(this.#path(from), temporary)
        const stats = await this.#stat(temporary)
        await onDisk(() => this.#publish(temporary, this.#path(to), rename), 'unavailable')
        return describe(stats)
      } finally {
        await rm(temporary, { force: true }) // Renaming a link onto another link of the same file leaves both.
      }
    })
  }

  async remove(keys: readonly StorageKey[]): Promise<void> {
    for (let start = 0; start < keys.length; start += REMOVE_AT_ONCE) {
      await Promise.all(keys.slice(start, start + REMOVE_AT_ONCE).map((key) => this.#removeFile(key)))
    }
  }

  /** Files that are not objects (a `lost+found`, an editor's backup) are passed over. */
  async *list(prefix: string): AsyncGenerator<ListedObject> {
    await this.#confirmDirectory()
    try {
      for await (const key of this.#walk(this.#root, prefix)) {
        const head = await this.head(key)
        if (head) yield { key, bytes: head.bytes, lastModified: head.lastModified }
      }
    } catch (error) {
      throw localError(error)
    }
  }

  /** Safe while other processes upload: what they are working on has changed a moment ago. */
  sweepTemp(olderThanMs: number): Promise<number> {
    const before = Date.now() - olderThanMs
    return onDisk(async () => {
      let swept = 0
      for (const name of await readdir(this.#temporary)) {
        const path = join(this.#temporary, name)
        try {
          if ((await lstat(path)).ctimeMs > before) continue
          await unlink(path)
          swept += 1
        } catch (error) {
          if (!isMissing(error)) throw error // Its own put ended meanwhile.
        }
      }
      return swept
    }, 'unavailable')
  }

  async probe(): Promise<void> {
    const path = this.#temporaryPath()
    try {
      const file = await open(path, 'wx', 0o600)
      await file.close()
      await unlink(path)
    } catch (error) {
      throw new StorageError('unavailable', 'The storage directory cannot be written', { cause: error })
    }
  }

  /** Nothing is held open between calls. */
  async close(): Promise<void> {}

  /** Runs work on files that may be missing. When the whole disk is, none of them is said to be. */
  async #onFile<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await onDisk(work)
    } catch (error) {
      if (isStorageError(error, 'not_found')) await this.#confirmDirectory()
      throw error
    }
  }

  /** A disk that is not mounted leaves an empty directory behind, and in that there is no place for temporary files. */
  async #confirmDirectory(): Promise<void> {
    try {
      await lstat(this.#temporary)
    } catch (error) {
      throw new StorageError('unavailable', 'The storage directory is gone', { cause: error })
    }
  }

  #temporaryPath(): string {
    return join(this.#temporary, randomUUID())
  }

  /** The brand can be forged by a cast; a path on this machine's disk is worth a second look. */
  #path(key: StorageKey): string {
    return join(this.#root, ...toStorageKey(key).split('/'))
  }

  async #openFile(key: StorageKey): Promise<FileHandle> {
    const path = this.#path(key)
    await this.#refuseLinks(dirname(path))
    return await open(path, constants.O_RDONLY | constants.O_NOFOLLOW)
  }

  async #stat(path: string): Promise<BigIntStats> {
    await this.#refuseLinks(dirname(path))
    const stats = await lstat(path, { bigint: true })
    if (!stats.isFile()) throw new StorageError('refused', 'A storage key leads to something that is not a file')
    return stats
  }

  /** The root is resolved once, so below it a path and its real path differ only by a symbolic link. */
  async #refuseLinks(directory: string): Promise<void> {
    if ((await realpath(directory)) !== directory) {
      throw new StorageError('refused', 'A storage directory is a symbolic link')
    }
  }

  /** A `remove` next door may take away an empty directory just before the file comes to lie in it: then it is made again. */
  async #publish(temporary: string, path: string, move: (from: string, to: string) => Promise<void>): Promise<void> {
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
    await syncToDisk(directory)
  }

  async #makeDirectory(directory: string): Promise<void> {
    try {
      return await this.#refuseLinks(directory)
    } catch (error) {
      if (!isMissing(error)) throw error
    }
    await this.#makeDirectory(dirname(directory))
    try {
      await mkdir(directory, { mode: 0o700 })
    } catch (error) {
      if (!hasCode(error, 'EEXIST')) throw error
      await this.#refuseLinks(directory)
    }
  }

  /** Objects never change in place, so a second name for the same bytes is a copy that costs nothing. */
  async #duplicate(from: string, to: string): Promise<void> {
    try {
      await link(from, to)
    } catch (error) {
      if (!hasCode(error, 'EPERM', 'EMLINK', 'ENOTSUP')) throw error
      await copyFile(from, to, constants.COPYFILE_EXCL)
      await syncToDisk(to)
    }
  }

  async #removeFile(key: StorageKey): Promise<void> {
    const path = this.#path(key)
    try {
      await this.#onFile(async () => {
        await this.#refuseLinks(dirname(path))
        await unlink(path)
        await syncToDisk(await this.#removeEmptyDirectories(dirname(path)))
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

  async *#walk(directory: string, prefix: string): AsyncGenerator<StorageKey> {
    for await (const entry of entriesOf(directory)) {
      const path = join(directory, entry.name)
      const name = relative(this.#root, path).replaceAll(sep, '/')
      if (entry.isFile() && name.startsWith(prefix) && isStorageKey(name)) yield name

      const mayHold = `${name}/`.startsWith(prefix) || prefix.startsWith(`${name}/`)
      if (entry.isDirectory() && name !== TEMPORARY && mayHold) yield* this.#walk(path, prefix)
    }
  }
}

/** `rename` replaces what is there and a link does not. */
async function moveIfAbsent(from: string, to: string): Promise<void> {
  await link(from, to)
  await unlink(from)
}

async function* entriesOf(directory: string): AsyncGenerator<Dirent> {
  try {
    yield* await opendir(directory)
  } catch (error) {
    if (!isMissing(error)) throw error // Its last file was removed meanwhile.
  }
}

/** The modification time stays with the bytes, the change time tells when they came to lie under this key. */
const describe = ({ size, mtimeNs }: BigIntStats): StoredObject => ({
  bytes: Number(size),
  etag: `${mtimeNs.toString(36)}-${size.toString(36)}`,
})
