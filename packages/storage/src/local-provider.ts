import { link, lstat, open, readdir, rename, rm, unlink } from 'node:fs/promises'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { checkedRange } from './byte-range.ts'
import { writeDurably } from './durable-file.ts'
import { guardedBody } from './guarded-body.ts'
import { describe, LocalDirectory } from './local-directory.ts'
import { isMissing, localError, onDisk } from './local-error.ts'
import { LocalParts } from './local-parts.ts'
import { isStorageError, StorageError } from './storage-error.ts'
import type {
  BeginPartsOptions,
  ByteRange,
  CopyOptions,
  ListedObject,
  MultipartUpload,
  ObjectHead,
  PutOptions,
  PutPartOptions,
  StorageKey,
  StorageProvider,
  StoredObject,
  StoredPart,
} from './storage-provider.ts'

const READ_BYTES = 512 * 1024
const REMOVE_AT_ONCE = 16

/**
 * Objects as files below one directory. An object appears under its key complete and synced, by a rename, and never changes in
 * place: a reader keeps the bytes it opened, and a copy may share them.
 */
export class LocalProvider implements StorageProvider {
  readonly name = 'local'
  readonly smallestPart = 1
  readonly largestPartCount = 10_000
  readonly #directory: LocalDirectory
  readonly #parts: LocalParts

  private constructor(directory: LocalDirectory) {
    this.#directory = directory
    this.#parts = new LocalParts(directory)
  }

  static async open({ directory }: { directory: string }): Promise<LocalProvider> {
    return new LocalProvider(await LocalDirectory.open(directory))
  }

  async put(key: StorageKey, body: Readable, { signal, ifAbsent = false }: PutOptions): Promise<StoredObject> {
    const temporary = this.#directory.temporaryPath()
    try {
      const path = this.#directory.path(key)
      const stats = await writeDurably(temporary, guardedBody(body, signal))
      signal.throwIfAborted()
      await onDisk(() => this.#directory.publish(temporary, path, ifAbsent ? moveIfAbsent : rename), 'unavailable')
      return describe(stats)
    } catch (error) {
      body.destroy()
      await onDisk(() => rm(temporary, { force: true }))
      throw signal.aborted ? signal.reason : error
    }
  }

  open(key: StorageKey, range?: ByteRange): Promise<Readable> {
    return this.#directory.onFile(async () => {
      const file = await this.#directory.openFile(key)
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
      const stats = await this.#directory.onFile(() => this.#directory.stat(this.#directory.path(key)))
      return { ...describe(stats), lastModified: stats.ctime }
    } catch (error) {
      if (isStorageError(error, 'not_found')) return null
      throw error
    }
  }

  beginParts(key: StorageKey, { partBytes }: BeginPartsOptions): Promise<MultipartUpload> {
    return this.#parts.begin(key, partBytes)
  }

  putPart(
    upload: MultipartUpload,
    number: number,
    body: Buffer | Readable,
    options: PutPartOptions,
  ): Promise<StoredPart> {
    return this.#parts.put(upload, number, body, options)
  }

  completeParts(upload: MultipartUpload, parts: readonly StoredPart[]): Promise<StoredObject> {
    return this.#parts.complete(upload, parts)
  }

  abortParts(upload: MultipartUpload): Promise<void> {
    return this.#parts.abort(upload)
  }

  copy(from: StorageKey, to: StorageKey, { ifMatch }: CopyOptions = {}): Promise<StoredObject> {
    const temporary = this.#directory.temporaryPath()
    return this.#directory.onFile(async () => {
      try {
        await this.#directory.stat(this.#directory.path(from))
        await this.#directory.duplicate(this.#directory.path(from), temporary)
        const stats = await this.#directory.stat(temporary)
        if (ifMatch !== undefined && describe(stats).etag !== ifMatch) {
          throw new StorageError('refused', 'The source of a copy has changed')
        }
        await onDisk(() => this.#directory.publish(temporary, this.#directory.path(to), rename), 'unavailable')
        return describe(stats)
      } finally {
        await rm(temporary, { force: true }) // Renaming a link onto another link of the same file leaves both.
      }
    })
  }

  async remove(keys: readonly StorageKey[]): Promise<void> {
    for (let start = 0; start < keys.length; start += REMOVE_AT_ONCE) {
      await Promise.all(keys.slice(start, start + REMOVE_AT_ONCE).map((key) => this.#directory.removeFile(key)))
    }
  }

  /** Files that are not objects (a `lost+found`, an editor's backup) are passed over. */
  async *list(prefix: string): AsyncGenerator<ListedObject> {
    await this.#directory.confirmDirectory()
    try {
      for await (const key of this.#directory.keys(prefix)) {
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
      for (const name of await readdir(this.#directory.temporary)) {
        const path = join(this.#directory.temporary, name)
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

  sweepParts(olderThanMs: number): Promise<number> {
    return this.#parts.sweep(Date.now() - olderThanMs)
  }

  async probe(): Promise<void> {
    const path = this.#directory.temporaryPath()
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
}

/** `rename` replaces what is there and a link does not. */
async function moveIfAbsent(from: string, to: string): Promise<void> {
  await link(from, to)
  await unlink(from)
}
