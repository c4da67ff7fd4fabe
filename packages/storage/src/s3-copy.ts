import {
  type CompletedPart,
  CopyObjectCommand,
  DeleteObjectCommand,
  HeadObjectCommand,
  type HeadObjectCommandOutput,
  type S3Client,
  UploadPartCopyCommand,
} from '@aws-sdk/client-s3'
import { onBucket } from './s3-error.ts'
import { inMultipart, type MultipartTarget, unquoted } from './s3-multipart.ts'
import { StorageError } from './storage-error.ts'

export interface ObjectCopy {
  client: S3Client
  source: { Bucket: string; Key: string; head: HeadObjectCommandOutput; ifMatch: string | undefined }
  target: MultipartTarget
  partBytes: number
}

/**
 * Copies inside the store and returns the etag of the copy. The condition on the source keeps bytes that nobody checked from slipping
 * in while a checked object is promoted. Ceph does not heed it, so the source is looked at before and afterwards as well.
 */
export async function copyObject(copy: ObjectCopy): Promise<string> {
  const { client, target, source, partBytes } = copy
  confirmSame(copy, source.head)
  if ((source.head.ContentLength ?? 0) > partBytes) return copyInParts(copy)
  const directive = target.Tagging && { TaggingDirective: 'REPLACE' as const }
  const whole = new CopyObjectCommand({ ...target, ...sourceOf(copy), ...directive })
  const { CopyObjectResult } = await onBucket(() => client.send(whole))
  const etag = unquoted(CopyObjectResult?.ETag)
  if (etag !== wantedEtag(copy)) await confirmCopied(copy) // Some stores give a copy an etag of its own.
  return etag
}

async function confirmCopied(copy: ObjectCopy): Promise<void> {
  const { client, target } = copy
  try {
    confirmSame(copy, await headOf(copy))
  } catch (error) {
    await onBucket(() => client.send(new DeleteObjectCommand({ Bucket: target.Bucket, Key: target.Key })))
    throw error
  }
}

function copyInParts(copy: ObjectCopy): Promise<string> {
  const { client, partBytes } = copy
  const { ContentLength: bytes = 0, ContentType } = copy.source.head
  const target = { ...copy.target, ContentType }
  const { Bucket, Key } = target

  return inMultipart({ client, target, ifAbsent: false }, async (UploadId) => {
    const parts: CompletedPart[] = []
    for (let start = 0; start < bytes; start += partBytes) {
      const PartNumber = parts.length + 1
      const CopySourceRange = `bytes=${start}-${Math.min(start + partBytes, bytes) - 1}`
      const part = new UploadPartCopyCommand({ Bucket, Key, UploadId, PartNumber, CopySourceRange, ...sourceOf(copy) })
      const { CopyPartResult } = await onBucket(() => client.send(part))
      parts.push({ PartNumber, ETag: CopyPartResult?.ETag })
    }
    confirmSame(copy, await headOf(copy))
    return parts
  })
}

function confirmSame(copy: ObjectCopy, { ETag }: HeadObjectCommandOutput): void {
  if (unquoted(ETag) !== wantedEtag(copy)) throw new StorageError('refused', 'The source of a copy has changed')
}

const headOf = ({ client, source: { Bucket, Key } }: ObjectCopy) =>
  onBucket(() => client.send(new HeadObjectCommand({ Bucket, Key })))

const wantedEtag = ({ source }: ObjectCopy) => source.ifMatch ?? unquoted(source.head.ETag)

const sourceOf = (copy: ObjectCopy) => ({
  CopySource: encodeURI(`${copy.source.Bucket}/${copy.source.Key}`),
  CopySourceIfMatch: `"${wantedEtag(copy)}"`,
})
