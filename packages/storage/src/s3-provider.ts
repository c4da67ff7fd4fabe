import { Readable } from 'node:stream'
import {
  DeleteObjectsCommand,
  GetObjectCommand,
  HeadBucketCommand,
  HeadObjectCommand,
  type HeadObjectCommandOutput,
  paginateListObjectsV2,
  type S3Client,
  type StorageClass,
} from '@aws-sdk/client-s3'
import { checkedRange } from './byte-range.ts'
import { guardedBody } from './guarded-body.ts'
import { objectTags } from './object-tags.ts'
import { connectS3, defaultLimits, MIB, type S3Connection, type S3Limits } from './s3-client.ts'
import { copyObject } from './s3-copy.ts'
import { onBucket, s3Error } from './s3-error.ts'
import { abortStale, type MultipartTarget, unquoted } from './s3-multipart.ts'
import { S3Parts } from './s3-parts.ts'
import { presignGet, presignPart, presignPut } from './s3-presign.ts'
import { LARGEST_PART_COUNT, uploadStream } from './s3-upload.ts'
import { isStorageError, StorageError } from './storage-error.ts'
import { isStorageKey } from './storage-key.ts'
import type {
  BeginPartsOptions,
  ByteRange,
  CopyOptions,
  ListedObject,
  MultipartUpload,
  ObjectHead,
  PresignOptions,
  PresignPartOptions,
  PresignPutOptions,
  PutOptions,
  PutPartOptions,
  StorageKey,
  StorageProvider,
  StoredObject,
  StoredPart,
} from './storage-provider.ts'

const REMOVE_AT_ONCE = 1000

export interface S3Options extends S3Connection {
  name?: 's3' | 'spaces'
  bucket: string
  encryption?: 'AES256'
  storageClass?: StorageClass
  /** Each object gets the tags of `object-tags.ts`. Not every store knows tags, and on AWS the credentials need a right of their own. */
  hasTags?: boolean
  /** Where presigned downloads are fetched from instead of the bucket. */
  cdnUrl?: URL
  limits?: Partial<S3Limits>
}

/** Any store that speaks S3: AWS, DigitalOcean Spaces, MinIO, Ceph. The credentials need to list the bucket, else S3 hides what is missing. */
export class S3Provider implements StorageProvider {
  readonly name: 's3' | 'spaces'
  readonly smallestPart = 5 * MIB
  readonly largestPartCount = LARGEST_PART_COUNT
  readonly #bucket: string
  readonly #client: S3Client
  readonly #parts: S3Parts
  /** A CDN asks for an object at the bucket's own host. */
  readonly #downloads: S3Client
  readonly #cdnUrl: URL | undefined
  readonly #limits: S3Limits
  /** How objects are kept. A copy does not inherit it. */
  readonly #keeping: Pick<MultipartTarget, 'ServerSideEncryption' | 'StorageClass'>
  readonly #hasTags: boolean

  constructor({ name = 's3', bucket, encryption, storageClass, hasTags, cdnUrl, limits, ...connection }: S3Options) {
    this.name = name
    this.#bucket = bucket
    this.#limits = { ...defaultLimits, ...limits }
    this.#client = connectS3(connection, this.#limits)
    this.#parts = new S3Parts(this.#client, bucket)
    this.#downloads = cdnUrl ? connectS3({ ...connection, isByHost: true }, this.#limits) : this.#client
    this.#cdnUrl = cdnUrl
    this.#keeping = {
      ...(encryption && { ServerSideEncryption: encryption }),
      ...(storageClass && { StorageClass: storageClass }),
    }
    this.#hasTags = hasTags ?? false
  }

  async put(
    key: StorageKey,
    body: Readable,
    { contentType, signal, ifAbsent = false }: PutOptions,
  ): Promise<StoredObject> {
    try {
      return await uploadStream({
        client: this.#client,
        target: this.#target(key, contentType),
        body: guardedBody(body, signal),
        partBytes: this.#limits.partBytes,
        signal,
        ifAbsent,
      })
    } catch (error) {
      body.destroy()
      throw signal.aborted ? signal.reason : error
    }
  }

  async open(key: StorageKey, range?: ByteRange): Promise<Readable> {
    const wanted = range && checkedRange(range)
    const get = new GetObjectCommand({
      ...this.#object(key),
      ...(wanted && { Range: `bytes=${wanted.start}-${wanted.end}` }),
    })
    const { Body, ContentRange } = await onBucket(() => this.#client.send(get))
    if (!(Body instanceof Readable)) throw new StorageError('unavailable', 'S3 storage answered without a body')
    if (wanted && !ContentRange) {
      Body.destroy()
      throw new StorageError('refused', 'S3 storage ignored the range')
    }
    return Body
  }

  async head(key: StorageKey): Promise<ObjectHead | null> {
    try {
      const { ContentType, LastModified = new Date(0), ...head } = await this.#head(key)
      return { ...describe(head), lastModified: LastModified, ...(ContentType && { contentType: ContentType }) }
    } catch (error) {
      if (isStorageError(error, 'not_found')) return null
      throw error
    }
  }

  async copy(from: StorageKey, to: StorageKey, { ifMatch }: CopyOptions = {}): Promise<StoredObject> {
    const head = await this.#head(from)
    const etag = await copyObject({
      client: this.#client,
      source: { ...this.#object(from), head, ifMatch },
      target: this.#target(to),
      partBytes: this.#limits.copyPartBytes,
    })
    return { bytes: describe(head).bytes, etag }
  }

  async remove(keys: readonly StorageKey[]): Promise<void> {
    for (let start = 0; start < keys.length; start += REMOVE_AT_ONCE) {
      const Objects = keys.slice(start, start + REMOVE_AT_ONCE).map((Key) => ({ Key }))
      const command = new DeleteObjectsCommand({ Bucket: this.#bucket, Delete: { Objects, Quiet: true } })
      const { Errors = [] } = await onBucket(() => this.#client.send(command))
      const [first] = Errors.filter(({ Code }) => Code !== 'NoSuchKey')
      if (first) {
        const code = first.Code === 'InternalError' || first.Code === 'SlowDown' ? 'unavailable' : 'refused'
        throw new StorageError(code, `S3 storage did not remove ${first.Key}: ${first.Code}`)
      }
    }
  }

  /** Objects that are not ours (a log, a folder mark) are passed over. */
  async *list(prefix: string): AsyncGenerator<ListedObject> {
    try {
      for await (const { Contents = [] } of paginateListObjectsV2(
        { client: this.#client },
        { Bucket: this.#bucket, Prefix: prefix },
      )) {
        for (const { Key = '', Size = 0, LastModified = new Date(0) } of Contents) {
          if (isStorageKey(Key)) yield { key: Key, bytes: Size, lastModified: LastModified }
        }
      }
    } catch (error) {
      throw s3Error(error)
    }
  }

  beginParts(key: StorageKey, { contentType, partBytes }: BeginPartsOptions): Promise<MultipartUpload> {
    return this.#parts.begin(key, partBytes, this.#target(key, contentType))
  }

  putPart(
    upload: MultipartUpload,
    number: number,
    body: Buffer | Readable,
    options: PutPartOptions,
  ): Promise<StoredPart> {
    return this.#parts.put(upload, number, body, options)
  }

  /** The size is what the bucket says: a client that sent its parts there itself may have told another. */
  async completeParts(upload: MultipartUpload, parts: readonly StoredPart[]): Promise<StoredObject> {
    const etag = await this.#parts.complete(upload, parts)
    return { ...describe(await this.#head(upload.key)), etag }
  }

  abortParts(upload: MultipartUpload): Promise<void> {
    return this.#parts.abort(upload)
  }

  presignGet(key: StorageKey, options: PresignOptions): Promise<URL> {
    return presignGet({ client: this.#downloads, bucket: this.#bucket, cdnUrl: this.#cdnUrl }, key, options)
  }

  presignPart(upload: MultipartUpload, number: number, options: PresignPartOptions): Promise<URL> {
    return presignPart({ client: this.#client, bucket: this.#bucket }, upload, { ...options, number })
  }

  presignPut(key: StorageKey, options: PresignPutOptions): Promise<URL> {
    return presignPut({ client: this.#client, bucket: this.#bucket }, key, options)
  }

  /** A bucket has no temporary files. */
  async sweepTemp(): Promise<number> {
    return 0
  }

  sweepParts(olderThanMs: number): Promise<number> {
    return abortStale(this.#client, this.#bucket, new Date(Date.now() - olderThanMs))
  }

  async probe(): Promise<void> {
    try {
      const abortSignal = AbortSignal.timeout(this.#limits.probeMs)
      await this.#client.send(new HeadBucketCommand({ Bucket: this.#bucket }), { abortSignal })
    } catch (error) {
      throw new StorageError('unavailable', `The bucket ${this.#bucket} cannot be reached`, { cause: error })
    }
  }

  async close(): Promise<void> {
    this.#client.destroy()
    this.#downloads.destroy()
  }

  #object(key: StorageKey) {
    return { Bucket: this.#bucket, Key: key }
  }

  #target(key: StorageKey, contentType?: string): MultipartTarget {
    return {
      ...this.#object(key),
      ...this.#keeping,
      ...(contentType && { ContentType: contentType }),
      ...(this.#hasTags && { Tagging: new URLSearchParams(objectTags(key)).toString() }),
    }
  }

  async #head(key: StorageKey): Promise<HeadObjectCommandOutput> {
    try {
      return await onBucket(() => this.#client.send(new HeadObjectCommand(this.#object(key))))
    } catch (error) {
      if (isStorageError(error, 'not_found')) await this.#confirmBucket()
      throw error
    }
  }

  /** To a HEAD request a missing bucket answers like a missing object. */
  async #confirmBucket(): Promise<void> {
    try {
      await onBucket(() => this.#client.send(new HeadBucketCommand({ Bucket: this.#bucket })))
    } catch (error) {
      if (!isStorageError(error, 'not_found')) throw error
      throw new StorageError('refused', `There is no bucket ${this.#bucket}`, { cause: error })
    }
  }
}

const describe = ({
  ContentLength = 0,
  ETag,
}: Pick<HeadObjectCommandOutput, 'ContentLength' | 'ETag'>): StoredObject => ({
  bytes: ContentLength,
  etag: unquoted(ETag),
})
