import {
  AbortMultipartUploadCommand,
  type CompletedPart,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  type CreateMultipartUploadCommandInput,
  HeadObjectCommand,
  ListMultipartUploadsCommand,
  type ListMultipartUploadsCommandInput,
  type S3Client,
} from '@aws-sdk/client-s3'
import { onBucket } from './s3-error.ts'
import { isStorageError, StorageError } from './storage-error.ts'

/** Cleaning up must not hold back the news that an upload failed. */
const CLEANUP_MS = 10_000

export interface MultipartTarget extends CreateMultipartUploadCommandInput {
  Bucket: string
  Key: string
}

export interface Multipart {
  client: S3Client
  target: MultipartTarget
  ifAbsent: boolean
  signal?: AbortSignal
}

/**
 * Makes one object of parts: it exists from the moment the last request is answered, and not before. After a failure the parts are
 * removed as well; what a store that is down keeps, `sweepTemp` takes away later.
 */
export async function inMultipart(
  { client, target, ifAbsent, signal }: Multipart,
  sendParts: (uploadId: string) => Promise<CompletedPart[]>,
): Promise<string> {
  const abortSignal = signal && { abortSignal: signal }
  const object = { Bucket: target.Bucket, Key: target.Key }
  const { UploadId = '' } = await onBucket(() => client.send(new CreateMultipartUploadCommand(target), abortSignal))
  let etag: string | undefined
  try {
    const Parts = await sendParts(UploadId)
    signal?.throwIfAborted()
    if (ifAbsent) await refuseTaken(client, object)
    const complete = new CompleteMultipartUploadCommand({
      ...object,
      UploadId,
      MultipartUpload: { Parts },
      ...(ifAbsent && { IfNoneMatch: '*' }),
    })
    etag = (await onBucket(() => client.send(complete), 'exists')).ETag
  } catch (error) {
    const cleanup = new AbortMultipartUploadCommand({ ...object, UploadId })
    await client.send(cleanup, { abortSignal: AbortSignal.timeout(CLEANUP_MS) }).catch(() => undefined)
    throw error
  }
  etag ||= (await onBucket(() => client.send(new HeadObjectCommand(object)))).ETag // Ceph leaves it empty.
  return unquoted(etag)
}

/** Removes the parts of uploads begun before `before`, whose process is gone, and says how many uploads that were. */
export async function abortStale(client: S3Client, Bucket: string, before: Date): Promise<number> {
  let swept = 0
  for (let page: ListMultipartUploadsCommandInput | undefined = { Bucket }; page; ) {
    const list: ListMultipartUploadsCommand = new ListMultipartUploadsCommand(page)
    const { Uploads = [], IsTruncated, NextKeyMarker, NextUploadIdMarker } = await onBucket(() => client.send(list))
    for (const { Key, UploadId, Initiated } of Uploads) {
      if (Initiated === undefined || Initiated > before) continue
      await onBucket(() => client.send(new AbortMultipartUploadCommand({ Bucket, Key, UploadId })))
      swept += 1
    }
    page = IsTruncated ? { Bucket, KeyMarker: NextKeyMarker, UploadIdMarker: NextUploadIdMarker } : undefined
  }
  return swept
}

export const unquoted = (etag = '') => etag.replaceAll('"', '')

/** Ceph ignores the condition when it completes a multipart upload. Asking first leaves a gap of one request; AWS and MinIO leave none. */
async function refuseTaken(client: S3Client, object: { Bucket: string; Key: string }): Promise<void> {
  try {
    await onBucket(() => client.send(new HeadObjectCommand(object)))
  } catch (error) {
    if (isStorageError(error, 'not_found')) return
    throw error
  }
  throw new StorageError('exists', 'The storage key is taken')
}
