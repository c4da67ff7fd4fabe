import type { Readable } from 'node:stream'
import {
  AbortMultipartUploadCommand,
  CreateMultipartUploadCommand,
  type S3Client,
  UploadPartCommand,
} from '@aws-sdk/client-s3'
import { letGo, wholePart } from './part-body.ts'
import { checkedParts, checkPart } from './part-list.ts'
import { onBucket } from './s3-error.ts'
import { completeMultipart, isNoSuchUpload, type MultipartTarget, unquoted } from './s3-multipart.ts'
import { StorageError } from './storage-error.ts'
import type { MultipartUpload, PutPartOptions, StorageKey, StoredPart } from './storage-provider.ts'

/** S3's multipart uploads as others drive them: part by part, over days, from any process. */
export class S3Parts {
  readonly #client: S3Client
  readonly #bucket: string

  constructor(client: S3Client, bucket: string) {
    this.#client = client
    this.#bucket = bucket
  }

  async begin(key: StorageKey, partBytes: number, target: MultipartTarget): Promise<MultipartUpload> {
    const { UploadId } = await onBucket(() => this.#client.send(new CreateMultipartUploadCommand(target)))
    if (!UploadId) throw new StorageError('unavailable', 'S3 storage began no upload')
    return { key, id: UploadId, partBytes }
  }

  /** The part is held in memory while it is sent, so it may be sent again, and its signature covers its SHA-256. */
  async put(
    upload: MultipartUpload,
    number: number,
    body: Buffer | Readable,
    options: PutPartOptions,
  ): Promise<StoredPart> {
    const { bytes, signal } = options
    try {
      checkPart(upload, number, bytes)
      const part = new UploadPartCommand({
        ...this.#nameOf(upload),
        PartNumber: number,
        Body: await wholePart(body, options),
      })
      signal.throwIfAborted()
      const { ETag } = await onUpload(() => this.#client.send(part, { abortSignal: signal }))
      return { number, bytes, etag: unquoted(ETag) }
    } catch (error) {
      letGo(body)
      throw signal.aborted ? signal.reason : error
    }
  }

  async complete(upload: MultipartUpload, parts: readonly StoredPart[]): Promise<string> {
    const Parts = checkedParts(upload, parts).map(({ number, etag }) => ({ PartNumber: number, ETag: etag }))
    return onUpload(() => completeMultipart(this.#client, { ...this.#nameOf(upload), MultipartUpload: { Parts } }))
  }

  async abort(upload: MultipartUpload): Promise<void> {
    try {
      await onBucket(() => this.#client.send(new AbortMultipartUploadCommand(this.#nameOf(upload))))
    } catch (error) {
      if (!isNoSuchUpload(error)) throw error
    }
  }

  #nameOf({ key, id }: MultipartUpload) {
    return { Bucket: this.#bucket, Key: key, UploadId: id }
  }
}

/** Here, unlike within one `put`, an upload that is gone is something the caller can act on. */
async function onUpload<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await onBucket(work)
  } catch (error) {
    if (!isNoSuchUpload(error)) throw error
    throw new StorageError('not_found', 'There is no such upload', { cause: error })
  }
}
