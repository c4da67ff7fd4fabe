import type { Readable } from 'node:stream'
import { type CompletedPart, PutObjectCommand, UploadPartCommand } from '@aws-sdk/client-s3'
import { PartCutter } from './part-cutter.ts'
import { sendParts } from './part-sender.ts'
import { onBucket } from './s3-error.ts'
import { inMultipart, type Multipart, unquoted } from './s3-multipart.ts'
import type { StoredObject } from './storage-provider.ts'

/** S3's own limit. With parts of 6 MiB an object may have 58 GiB. */
export const LARGEST_PART_COUNT = 10_000

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
  const etag = await inMultipart(upload, async (UploadId) => {
    const { client, target, body, signal } = upload
    const { Bucket, Key } = target
    const send = async (Body: Buffer, PartNumber: number, abortSignal: AbortSignal): Promise<CompletedPart> => {
      const part = new UploadPartCommand({ Bucket, Key, UploadId, PartNumber, Body })
      const { ETag } = await onBucket(() => client.send(part, { abortSignal }))
      return { PartNumber, ETag }
    }
    const stream = await sendParts({
      body,
      first,
      rest: parts,
      cutter,
      signal,
      largestPartCount: LARGEST_PART_COUNT,
      send,
    })
    bytes = stream.bytes
    return stream.sent
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
