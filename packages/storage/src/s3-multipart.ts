import { createHash } from 'node:crypto'
import {
  AbortMultipartUploadCommand,
  type CompletedPart,
  CompleteMultipartUploadCommand,
  type CompleteMultipartUploadCommandInput,
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

type ObjectName = Pick<CompleteMultipartUploadCommandInput, 'Bucket' | 'Key'>

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
  try {
    const Parts = await sendParts(UploadId)
    signal?.throwIfAborted()
    if (ifAbsent && (await etagOf(client, object))) throw new StorageError('exists', 'The storage key is taken')
    const condition = ifAbsent && { IfNoneMatch: '*' } // Ceph ignores it here, so it was asked before; others leave no gap.
    return await completeMultipart(client, { ...object, UploadId, MultipartUpload: { Parts }, ...condition })
  } catch (error) {
    const cleanup = new AbortMultipartUploadCommand({ ...object, UploadId })
    await client.send(cleanup, { abortSignal: AbortSignal.timeout(CLEANUP_MS) }).catch(() => undefined)
    throw error
  }
}

/**
 * The answer may be lost after the object was made, and the repeated request then finds no upload any more. Whether the object is
 * ours, its etag tells.
 */
export async function completeMultipart(client: S3Client, input: CompleteMultipartUploadCommandInput): Promise<string> {
  try {
    const { ETag } = await onBucket(() => client.send(new CompleteMultipartUploadCommand(input)), 'exists')
    return unquoted(ETag || (await etagOf(client, input))) // Ceph leaves it empty.
  } catch (error) {
    const etag = multipartEtag(input.MultipartUpload?.Parts)
    if (!isNoSuchUpload(error) || (await etagOf(client, input)) !== etag) throw error
    return etag
  }
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

export const isNoSuchUpload = (error: unknown) =>
  isStorageError(error) && error.cause instanceof Error && error.cause.name === 'NoSuchUpload'

/** How every store but one that encrypts with keys of its own forms it: the MD5 of the parts' MD5s, and their number. */
function multipartEtag(parts: readonly CompletedPart[] = []): string {
  const hash = createHash('md5')
  for (const { ETag } of parts) hash.update(unquoted(ETag), 'hex')
  return `${hash.digest('hex')}-${parts.length}`
}

/** Nothing when there is no such object. */
async function etagOf(client: S3Client, { Bucket, Key }: ObjectName): Promise<string | undefined> {
  try {
    const { ETag } = await onBucket(() => client.send(new HeadObjectCommand({ Bucket, Key })))
    return unquoted(ETag)
  } catch (error) {
    if (isStorageError(error, 'not_found')) return undefined
    throw error
  }
}
