import { GetObjectCommand, PutObjectCommand, type S3Client, UploadPartCommand } from '@aws-sdk/client-s3'
import { getSignedUrl } from '@aws-sdk/s3-request-presigner'
import { throughCdn } from './cdn-url.ts'
import { contentDisposition } from './content-disposition.ts'
import { onBucket } from './s3-error.ts'
import { checkedSeconds } from './signed-url.ts'
import type {
  MultipartUpload,
  PresignOptions,
  PresignPartOptions,
  PresignPutOptions,
  StorageKey,
} from './storage-provider.ts'

export interface S3Signing {
  client: S3Client
  bucket: string
}

/** The client must address the bucket by host when a CDN stands before it: that is the host the CDN asks. */
export async function presignGet(
  { client, bucket, cdnUrl }: S3Signing & { cdnUrl: URL | undefined },
  key: StorageKey,
  { seconds, fileName, contentType, inline = false }: PresignOptions,
): Promise<URL> {
  const expiresIn = checkedSeconds(seconds)
  const get = new GetObjectCommand({
    Bucket: bucket,
    Key: key,
    ResponseContentDisposition: contentDisposition(fileName, { inline }),
    ResponseContentType: contentType,
    ResponseCacheControl: 'private, no-store',
  })
  return throughCdn(new URL(await onBucket(() => getSignedUrl(client, get, { expiresIn }))), cdnUrl)
}

export async function presignPart(
  { client, bucket }: S3Signing,
  { key, id }: MultipartUpload,
  { number, seconds, bytes }: PresignPartOptions & { number: number },
): Promise<URL> {
  const signing = bound(seconds, 'content-length')
  const names = { Bucket: bucket, Key: key, UploadId: id, PartNumber: number }
  const part = new UploadPartCommand({ ...names, ContentLength: bytes })
  return new URL(await onBucket(() => getSignedUrl(client, part, signing)))
}

export async function presignPut(
  { client, bucket }: S3Signing,
  key: StorageKey,
  { seconds, bytes, contentType }: PresignPutOptions,
): Promise<URL> {
  const signing = bound(seconds, 'content-length', 'content-type')
  const put = new PutObjectCommand({ Bucket: bucket, Key: key, ContentLength: bytes, ContentType: contentType })
  return new URL(await onBucket(() => getSignedUrl(client, put, signing)))
}

/** Headers that are signed must be sent as they were said: by these a URL takes so many bytes and no others. */
const bound = (seconds: number, ...headers: string[]) => ({
  expiresIn: checkedSeconds(seconds),
  signableHeaders: new Set(['host', ...headers]),
})
