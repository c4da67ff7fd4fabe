import { randomBytes, randomUUID } from 'node:crypto'
import { type FileHandle, lstat, mkdir, open, readdir, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { syncToDisk } from './durable-file.ts'
import { describe, type LocalDirectory } from './local-directory.ts'
import { isMissing, onDisk } from './local-error.ts'
import { letGo } from './part-body.ts'
import { writePart } from './part-file.ts'
import { bytesOf, checkedParts, checkPart } from './part-list.ts'
import { isStorageError, StorageError } from './storage-error.ts'
import type { MultipartUpload, PutPartOptions, StorageKey, StoredObject, StoredPart } from './storage-provider.ts'

const BYTES = 'bytes'
/** The folder of an upload, and the inode its bytes keep when they become the object. */
const idPattern = /^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\.([0-9a-z]+)$/

/**
 * Uploads in parts on the disk. Each has a folder: one file, into which every part is written where it belongs, and one empty file for
 * each part that is safe, named by number and etag. To complete is to rename the one file.
 */
export class LocalParts {
  readonly #directory: LocalDirectory
  /** A part that is still being written would go on writing into the object. */
  readonly #writing = new Map<string, Set<number>>()

  constructor(directory: LocalDirectory) {
    this.#directory = directory
  }

  begin(key: StorageKey, partBytes: number): Promise<MultipartUpload> {
    return onDisk(async () => {
      this.#directory.path(key)
      const folder = randomUUID()
      await mkdir(join(this.#directory.parts, folder), { mode: 0o700 })
      const file = await open(join(this.#directory.parts, folder, BYTES), 'wx', 0o600)
      try {
        const { ino } = await file.stat({ bigint: true })
        await syncToDisk(join(this.#directory.parts, folder))
        await syncToDisk(this.#directory.parts)
        return { key, id: `${folder}.${ino.toString(36)}`, partBytes }
      } finally {
        await file.close()
      }
    }, 'unavailable')
  }

  async put(
    upload: MultipartUpload,
    number: number,
    body: Buffer | Readable,
    options: PutPartOptions,
  ): Promise<StoredPart> {
    const writing = this.#claim(upload, number)
    try {
      checkPart(upload, number, options.bytes)
      options.signal.throwIfAborted()
      const { folder } = this.#placeOf(upload)
      const path = join(folder, BYTES)
      const file = await this.#directory.onFile(() => open(path, 'r+'))
      try {
        await this.#forget(folder, number)
        await writePart({ path, file }, { ...options, body, start: (number - 1) * upload.partBytes })
        const etag = newEtag(options.bytes)
        await onDisk(() => file.datasync())
        await this.#remember(folder, number, etag)
        return { number, etag, bytes: options.bytes }
      } finally {
        await file.close()
      }
    } catch (error) {
      letGo(body)
      throw options.signal.aborted ? options.signal.reason : error
    } finally {
      this.#release(upload, number, writing)
    }
  }

  async complete(upload: MultipartUpload, parts: readonly StoredPart[]): Promise<StoredObject> {
    const ordered = checkedParts(upload, parts)
    const { folder } = this.#placeOf(upload)
    if (this.#writing.has(upload.id)) throw new StorageError('unavailable', 'A part is still being written')
    return this.#directory.onFile(async () => {
      const file = await this.#openBytes(folder)
      if (!file) return this.#completed(upload, ordered)
      try {
        await this.#confirm(folder, ordered)
        await file.truncate(bytesOf(ordered)) // A last part that was sent again may have become shorter.
        await file.sync()
      } finally {
        await file.close()
      }
      const path = this.#directory.path(upload.key)
      await onDisk(() => this.#directory.publish(join(folder, BYTES), path, rename), 'unavailable')
      await rm(folder, { recursive: true, force: true })
      return this.#completed(upload, ordered)
    })
  }

  async abort(upload: MultipartUpload): Promise<void> {
    const { folder } = this.#placeOf(upload)
    await onDisk(() => rm(folder, { recursive: true, force: true }))
  }

  sweep(before: number): Promise<number> {
    return onDisk(async () => {
      let swept = 0
      for (const name of await readdir(this.#directory.parts)) {
        const folder = join(this.#directory.parts, name)
        if ((await lastChange(folder)) > before) continue
        await rm(folder, { recursive: true, force: true })
        swept += 1
      }
      return swept
    }, 'unavailable')
  }

  #placeOf({ id }: MultipartUpload): { folder: string; inode: string } {
    const [, name, inode] = idPattern.exec(id) ?? []
    if (!name || !inode) throw new StorageError('refused', 'Not an upload of this disk')
    return { folder: join(this.#directory.parts, name), inode }
  }

  #claim({ id }: MultipartUpload, number: number): Set<number> {
    const writing = this.#writing.get(id) ?? new Set()
    if (writing.has(number)) throw new StorageError('unavailable', `Part ${number} is being written already`)
    this.#writing.set(id, writing.add(number))
    return writing
  }

  #release({ id }: MultipartUpload, number: number, writing: Set<number>): void {
    writing.delete(number)
    if (writing.size === 0) this.#writing.delete(id)
  }

  /** The mark goes before the bytes change: after a crash in between, the part counts as not there. */
  async #forget(folder: string, number: number): Promise<void> {
    await onDisk(async () => {
      const marks = (await readdir(folder)).filter((name) => name.startsWith(`${number}.`))
      if (marks.length === 0) return
      for (const mark of marks) await rm(join(folder, mark))
      await syncToDisk(folder)
    })
  }

  async #remember(folder: string, number: number, etag: string): Promise<void> {
    await onDisk(async () => {
      await writeFile(join(folder, `${number}.${etag}`), '', { mode: 0o600 })
      await syncToDisk(folder)
    })
  }

  async #confirm(folder: string, parts: readonly StoredPart[]): Promise<void> {
    const marks = new Set(await readdir(folder))
    const missing = parts.find(({ number, etag }) => !marks.has(`${number}.${etag}`))
    if (!missing) return
    const { number: part } = missing
    throw new StorageError('refused', `Part ${part} is not the one that was stored`, { part })
  }

  async #openBytes(folder: string): Promise<FileHandle | undefined> {
    try {
      return await open(join(folder, BYTES), 'r+')
    } catch (error) {
      if (isMissing(error)) return undefined
      throw error
    }
  }

  /** The object, when it is these very bytes. */
  async #completed(upload: MultipartUpload, parts: readonly StoredPart[]): Promise<StoredObject> {
    try {
      const stats = await this.#directory.stat(this.#directory.path(upload.key))
      const isOurs = stats.ino.toString(36) === this.#placeOf(upload).inode && stats.size === BigInt(bytesOf(parts))
      if (isOurs) return describe(stats)
    } catch (error) {
      if (!isMissing(error) && !isStorageError(error, 'not_found')) throw error
    }
    throw new StorageError('not_found', 'There is no such upload')
  }
}

/** Tells one writing of a part from another, also where both are the same bytes: those of the earlier one may be gone for a moment. */
const newEtag = (bytes: number) => `${bytes.toString(36)}-${randomBytes(6).readUIntBE(0, 6).toString(36)}`

async function lastChange(path: string): Promise<number> {
  try {
    return (await lstat(path)).ctimeMs
  } catch (error) {
    if (isMissing(error)) return Number.POSITIVE_INFINITY // Its upload ended meanwhile.
    throw error
  }
}
