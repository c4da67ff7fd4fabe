import { randomUUID } from 'node:crypto'
import type { Readable } from 'node:stream'
import type { BlockBlobClient, ContainerClient } from '@azure/storage-blob'
import type { AzureCalls } from './azure-calls.ts'
import { letGo, wholePart } from './part-body.ts'
import { bytesOf, checkedParts, checkPart } from './part-list.ts'
import { unquoted } from './s3-multipart.ts'
import { isStorageError, StorageError } from './storage-error.ts'
import type { MultipartUpload, PutPartOptions, StorageKey, StoredObject, StoredPart } from './storage-provider.ts'

/** Uploads in parts as blocks of a blob. Azure knows no upload: its id is part of the blocks' ids, and of the object it is completed to. */
export class AzureParts {
  readonly #container: ContainerClient
  readonly #calls: AzureCalls

  constructor(container: ContainerClient, calls: AzureCalls) {
    this.#container = container
    this.#calls = calls
  }

  begin(key: StorageKey, contentType: string, partBytes: number): MultipartUpload {
    return { key, id: `${randomUUID()}.${Buffer.from(contentType).toString('base64url')}`, partBytes }
  }

  async put(
    upload: MultipartUpload,
    number: number,
    body: Buffer | Readable,
    options: PutPartOptions,
  ): Promise<StoredPart> {
    const { bytes, signal } = options
    try {
      checkPart(upload, number, bytes)
      const part = await wholePart(body, options)
      signal.throwIfAborted()
      if (bytes > 0) await this.stage(upload, number, part, signal) // Azure takes no block without bytes.
      return { number, bytes, etag: String(number) }
    } catch (error) {
      letGo(body)
      throw signal.aborted ? signal.reason : error
    }
  }

  /** One block, and its id. */
  async stage(
    upload: Pick<MultipartUpload, 'key' | 'id'>,
    number: number,
    block: Buffer,
    signal: AbortSignal,
  ): Promise<string> {
    const id = blockId(upload, number)
    const blob = this.#blob(upload)
    await this.#calls.call((abortSignal) => blob.stageBlock(id, block, block.length, { abortSignal }), { signal })
    return id
  }

  /** Completed a second time the object would have another etag; so it says by which upload it was made. */
  async complete(upload: MultipartUpload, parts: readonly StoredPart[]): Promise<StoredObject> {
    const ordered = checkedParts(upload, parts)
    const { id, contentType } = readId(upload)
    const blob = this.#blob(upload)
    const made = await this.#madeBy(upload)
    if (made) return made
    const blocks = ordered.filter(({ bytes }) => bytes > 0).map(({ number }) => blockId(upload, number))
    const options = { blobHTTPHeaders: { blobContentType: contentType }, metadata: { upload: id } }
    const { etag } = await this.#calls.call((abortSignal) => blob.commitBlockList(blocks, { ...options, abortSignal }))
    const { contentLength = bytesOf(ordered) } = await this.#calls.call((abortSignal) =>
      blob.getProperties({ abortSignal }),
    )
    return { bytes: contentLength, etag: unquoted(etag) }
  }

  /**
   * Blocks go when a blob is committed or, by Azure itself, after a week. Where no object is under the key, one without bytes is
   * committed and removed at once: afterwards the upload cannot be completed any more.
   */
  async abort({ key }: Pick<MultipartUpload, 'key'>): Promise<void> {
    const blob = this.#container.getBlockBlobClient(key)
    try {
      const { etag = '' } = await this.#calls.call(
        (abortSignal) => blob.commitBlockList([], { conditions: { ifNoneMatch: '*' }, abortSignal }),
        { conditionUnmet: 'exists' },
      )
      await this.#calls.call((abortSignal) => blob.deleteIfExists({ conditions: { ifMatch: etag }, abortSignal }))
    } catch (error) {
      if (!isStorageError(error, 'exists')) throw error
    }
  }

  async #madeBy(upload: MultipartUpload): Promise<StoredObject | undefined> {
    try {
      const {
        metadata,
        contentLength = 0,
        etag,
      } = await this.#calls.call((abortSignal) => this.#blob(upload).getProperties({ abortSignal }))
      if (metadata?.upload === readId(upload).id) return { bytes: contentLength, etag: unquoted(etag) }
    } catch (error) {
      if (!isStorageError(error, 'not_found')) throw error
    }
    return undefined
  }

  #blob({ key }: Pick<MultipartUpload, 'key'>): BlockBlobClient {
    return this.#container.getBlockBlobClient(key)
  }
}

/** The ids of all blocks of a blob must be equally long. */
const blockId = (upload: Pick<MultipartUpload, 'id'>, number: number): string =>
  Buffer.from(`${readId(upload).id}.${String(number).padStart(5, '0')}`).toString('base64')

function readId({ id: text }: Pick<MultipartUpload, 'id'>): { id: string; contentType: string } {
  const [id = '', type = ''] = text.split('.')
  if (!/^[0-9a-f-]{36}$/.test(id)) throw new StorageError('refused', 'Not an upload of Azure')
  return { id, contentType: Buffer.from(type, 'base64url').toString() }
}
