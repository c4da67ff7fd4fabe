import {
  type CompletedPart,
  CopyObjectCommand,
  type HeadObjectCommandOutput,
  type S3Client,
  UploadPartCopyCommand,
} from '@aws-sdk/client-s3'
import { onBucket } from './s3-error.ts'
import { inMultipart, type MultipartTarget, unquoted } from './s3-multipart.ts'

export interface ObjectCopy {
  client: S3Client
  source: { Bucket: string; Key: string; head: HeadObjectCommandOutput }
  target: MultipartTarget
  partBytes: number
}

/**
 * Copies inside the store and returns the etag of the copy. The condition on the source keeps bytes that nobody checked from slipping
 * in while a checked object is promoted.
 */
export async function copyObject(copy: ObjectCopy): Promise<string> {
  const { client, target } = copy
  if ((copy.source.head.ContentLength ?? 0) > copy.partBytes) return copyInParts(copy)
  const { CopyObjectResult } = await onBucket(() =>
    client.send(new CopyObjectCommand({ ...target, ...sourceOf(copy) })),
  )
  return unquoted(CopyObjectResult?.ETag)
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
    return parts
  })
}

const sourceOf = ({ source }: ObjectCopy) => ({
  CopySource: encodeURI(`${source.Bucket}/${source.Key}`),
  CopySourceIfMatch: source.head.ETag,
})
