import type { Readable } from 'node:stream'
import { type CompletedPart, PutObjectCommand, UploadPartCommand } from '@aws-sdk/client-s3'
import { PartCutter } from './part-cutter.ts'
import { onBucket } from './s3-error.ts'
import { inMultipart, type Multipart, unquoted } from './s3-multipart.ts'
import { StorageError } from './storage-error.ts'
import type { StoredObject } from './storage-provider.ts'

/** S3's own limit. With parts of 6 MiB an object may have 58 GiB. */
const MAX_PARTS = 10_000
const PARTS_AT_ONCE = 3

export interface StreamUpload extends Multipart {
  body: Readable
  partBytes: number
  signal: AbortSignal
}

/**
 * Uploads a stream of unknown length. A part is held in memory while it is sent, so each one may be repeated; a body that fits into
 * one goes as a single request. Written by hand because lib-storage's `Upload` neither stops the requests under way when it is
 * aborted (the object may still appear) nor the remaining parts when one has failed.
 */
export async function uploadStream(upload: StreamUpload): Promise<StoredObject> {
  const cutter = new PartCutter(upload.partBytes)
  const parts = cutter.cut(upload.body)
  const { value: first = Buffer.alloc(0) } = await parts.next()
  if (first.length < upload.partBytes) return putWhole(upload, first)

  let bytes = 0
  const etag = await inMultipart(upload, async (uploadId) => {
    const sender = new PartSender(upload, { uploadId, cutter })
    try {
      for (let part: Buffer | undefined = first; part; part = (await parts.next()).value) {
        bytes += part.length
        await sender.send(part)
      }
      return await sender.finish()
    } catch (error) {
      sender.stop(error)
      throw error
    } finally {
      await sender.settle() // A part that arrived after the upload was aborted would stay in the store.
    }
  })
  return { bytes, etag }
}

/** The one request that makes the object is never cut off: no one could tell whether it took effect. */
async function putWhole({ client, target, ifAbsent, signal }: StreamUpload, body: Buffer): Promise<StoredObject> {
  signal.throwIfAborted()
  const put = new PutObjectCommand({ ...target, Body: body, ...(ifAbsent && { IfNoneMatch: '*' }) })
  const { ETag } = await onBucket(() => client.send(put), 'exists')
  return { bytes: body.length, etag: unquoted(ETag) }
}

/** Sends a few parts at once. The first failure stops the others and the body, which may never come to an end. */
class PartSender {
  readonly #failure = new AbortController()
  readonly #sending = new Set<Promise<void>>()
  readonly #sent: CompletedPart[] = []
  #count = 0

  constructor(
    readonly upload: StreamUpload,
    readonly multipart: { uploadId: string; cutter: PartCutter },
  ) {
    upload.signal.addEventListener('abort', this.#onAbort)
  }

  /** Resolves when there is room for the next part. */
  async send(part: Buffer): Promise<void> {
    this.#count += 1
    if (this.#count > MAX_PARTS) throw new StorageError('refused', `More than ${MAX_PARTS} parts for one object`)
    const sending = this.#sendPart(part, this.#count)
      .catch((error: unknown) => this.stop(error))
      .finally(() => this.#sending.delete(sending))
    this.#sending.add(sending)
    if (this.#sending.size >= PARTS_AT_ONCE) await Promise.race(this.#sending)
    this.#failure.signal.throwIfAborted()
  }

  async finish(): Promise<CompletedPart[]> {
    await this.settle()
    this.#failure.signal.throwIfAborted()
    return this.#sent
  }

  stop(reason: unknown): void {
    this.#failure.abort(reason)
    this.upload.body.destroy()
  }

  /** Waits for what is under way; then the signal has nothing left to stop. */
  async settle(): Promise<void> {
    await Promise.all(this.#sending)
    this.upload.signal.removeEventListener('abort', this.#onAbort)
  }

  readonly #onAbort = () => this.stop(this.upload.signal.reason)

  async #sendPart(Body: Buffer, PartNumber: number): Promise<void> {
    const { Bucket, Key } = this.upload.target
    const { uploadId: UploadId, cutter } = this.multipart
    const part = new UploadPartCommand({ Bucket, Key, UploadId, PartNumber, Body })
    const { ETag } = await onBucket(() => this.upload.client.send(part, { abortSignal: this.#failure.signal }))
    this.#sent[PartNumber - 1] = { PartNumber, ETag }
    cutter.giveBack(Body)
  }
}
