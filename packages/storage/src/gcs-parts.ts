import { randomUUID } from 'node:crypto'
import type { Readable } from 'node:stream'
import type { GcsClient } from './gcs-client.ts'
import { isGcsFailure, onGcs } from './gcs-error.ts'
import { contentMd5, type GcsObjects } from './gcs-objects.ts'
import { letGo, wholePart } from './part-body.ts'
import { checkedParts, checkPart } from './part-list.ts'
import { unquoted } from './s3-multipart.ts'
import { isStorageError, StorageError } from './storage-error.ts'
import type { MultipartUpload, PutPartOptions, StorageKey, StoredObject, StoredPart } from './storage-provider.ts'
import { xmlElements, xmlValue } from './xml-values.ts'

type UploadName = Pick<MultipartUpload, 'key' | 'id'>

/** Multipart uploads of the XML interface. The object an upload makes carries the upload's mark, so that it is known again. */
export class GcsParts {
  readonly #client: GcsClient
  readonly #objects: GcsObjects

  constructor(client: GcsClient, objects: GcsObjects) {
    this.#client = client
    this.#objects = objects
  }

  async begin(key: StorageKey, contentType: string, signal?: AbortSignal): Promise<UploadName> {
    const mark = randomUUID()
    const answer = await onGcs(() =>
      this.#client.ask({
        method: 'POST',
        path: this.#client.path(key),
        query: { uploads: '' },
        headers: this.#objects.headersOf({ contentType, mark }),
        ...(signal && { signal }),
      }),
    )
    const upload = xmlValue(answer, 'UploadId')
    if (!upload) throw new StorageError('unavailable', 'Google Cloud Storage began no upload')
    return { key, id: `${mark}.${upload}` }
  }

  /** The part is held in memory while it is sent, so it may be sent again. */
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
      const etag = bytes > 0 ? await onUpload(() => this.send(upload, number, part, signal)) : ''
      return { number, bytes, etag }
    } catch (error) {
      letGo(body)
      throw signal.aborted ? signal.reason : error
    }
  }

  async send(upload: UploadName, number: number, part: Buffer, signal: AbortSignal): Promise<string> {
    const answer = await onGcs(() =>
      this.#client.send({
        method: 'PUT',
        ...this.#partOf(upload, number),
        headers: { 'content-md5': contentMd5(part) },
        body: part,
        signal,
      }),
    )
    answer.resume()
    return unquoted(answer.headers.etag)
  }

  /** The answer may be lost after the object was made, and the repeated request then finds no upload any more. */
  async complete(upload: UploadName, etags: readonly string[]): Promise<StoredObject> {
    const parts = etags.map((etag, at) => `<Part><PartNumber>${at + 1}</PartNumber><ETag>"${etag}"</ETag></Part>`)
    const body = `<CompleteMultipartUpload>${parts.join('')}</CompleteMultipartUpload>`
    const { mark, query } = readId(upload)
    try {
      await onUpload(() => this.#client.ask({ method: 'POST', path: this.#client.path(upload.key), query, body }))
    } catch (error) {
      if (!isStorageError(error, 'not_found') || (await this.#objects.find(upload.key))?.mark !== mark) throw error
    }
    const { bytes, etag } = await this.#objects.head(upload.key)
    return { bytes, etag }
  }

  /** A part without bytes is nothing that Google takes; it is the only one, and its object is put as a whole. */
  async completeParts(upload: MultipartUpload, parts: readonly StoredPart[]): Promise<StoredObject> {
    const ordered = checkedParts(upload, parts)
    if (ordered.some(({ bytes }) => bytes > 0)) {
      return this.complete(
        upload,
        ordered.map(({ etag }) => etag),
      )
    }
    const { mark } = readId(upload)
    const object = (await this.#objects.find(upload.key)) ?? { mark: undefined, bytes: 0, etag: '' }
    if (object.mark === mark) return { bytes: object.bytes, etag: object.etag }
    const written = { contentType: 'application/octet-stream', mark, ifAbsent: false }
    const stored = await this.#objects.put(upload.key, Buffer.alloc(0), written)
    await this.abort(upload)
    return stored
  }

  async abort(upload: UploadName, signal?: AbortSignal): Promise<void> {
    await this.#remove(upload.key, readId(upload).query, signal)
  }

  /** Gives up uploads begun before `before` and says how many that were. */
  async abortStale(before: Date): Promise<number> {
    let swept = 0
    for (let query: Record<string, string> | undefined = { uploads: '' }; query; ) {
      const asked: Record<string, string> = query
      const page = await onGcs(() => this.#client.ask({ method: 'GET', path: this.#client.path(), query: asked }))
      for (const upload of xmlElements(page, 'Upload')) {
        const [key, uploadId] = [xmlValue(upload, 'Key') ?? '', xmlValue(upload, 'UploadId') ?? '']
        if (!(new Date(xmlValue(upload, 'Initiated') ?? '') <= before)) continue
        await this.#remove(key, { uploadId })
        swept += 1
      }
      query = nextPage(page)
    }
    return swept
  }

  /** What names a part in a request. */
  partOf(upload: UploadName, number: number): Record<string, string> {
    return { ...readId(upload).query, partNumber: String(number) }
  }

  #partOf(upload: UploadName, number: number) {
    return { path: this.#client.path(upload.key), query: this.partOf(upload, number) }
  }

  async #remove(key: string, query: Record<string, string>, signal?: AbortSignal): Promise<void> {
    try {
      const path = this.#client.path(key)
      await onGcs(() => this.#client.ask({ method: 'DELETE', path, query, ...(signal && { signal }) }))
    } catch (error) {
      if (!isGcsFailure(error, 'NoSuchUpload')) throw error
    }
  }
}

/** An upload that is gone is something the caller can act on. */
async function onUpload<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await onGcs(work)
  } catch (error) {
    if (!isGcsFailure(error, 'NoSuchUpload')) throw error
    throw new StorageError('not_found', 'There is no such upload', { cause: error })
  }
}

function nextPage(page: string): Record<string, string> | undefined {
  if (xmlValue(page, 'IsTruncated') !== 'true') return undefined
  const [key, upload] = [xmlValue(page, 'NextKeyMarker') ?? '', xmlValue(page, 'NextUploadIdMarker') ?? '']
  return { uploads: '', 'key-marker': key, 'upload-id-marker': upload }
}

function readId({ id }: UploadName): { mark: string; query: { uploadId: string } } {
  const [, mark = '', uploadId = ''] = /^([0-9a-f-]{36})\.(.+)$/.exec(id) ?? []
  if (!mark) throw new StorageError('refused', 'Not an upload of Google Cloud Storage')
  return { mark, query: { uploadId } }
}
