import { Readable } from 'node:stream'
import {
  BlobSASPermissions,
  type BlockBlobClient,
  ContainerClient,
  type ContainerListBlobFlatSegmentResponse,
  type ContainerListBlobsOptions,
  StorageSharedKeyCredential,
} from '@azure/storage-blob'
import { AzureCalls, type AzureLimits, defaultAzureLimits } from './azure-calls.ts'
import { AzureParts } from './azure-parts.ts'
import { checkedRange } from './byte-range.ts'
import { contentDisposition } from './content-disposition.ts'
import { guardedBody } from './guarded-body.ts'
import { PartCutter } from './part-cutter.ts'
import { type PartStream, sendParts } from './part-sender.ts'
import { MIB } from './s3-client.ts'
import { unquoted } from './s3-multipart.ts'
import { checkedSeconds } from './signed-url.ts'
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
  PutOptions,
  PutPartOptions,
  StorageKey,
  StorageProvider,
  StoredObject,
  StoredPart,
} from './storage-provider.ts'

const REMOVE_AT_ONCE = 16
const PROBE_MS = 5_000
const COPY_POLL_MS = 500

export interface AzureOptions {
  account: string
  accountKey: string
  container: string
  /** Of the blob service; Azure's own unless told otherwise. */
  endpoint?: string
  partBytes?: number
  limits?: Partial<AzureLimits>
}

/** Azure Blob Storage by the key of a storage account. */
export class AzureProvider implements StorageProvider {
  readonly name = 'azure'
  readonly smallestPart = 1
  readonly largestPartCount = 50_000
  readonly #container: ContainerClient
  readonly #calls: AzureCalls
  readonly #parts: AzureParts
  readonly #partBytes: number

  constructor({ account, accountKey, container, endpoint, partBytes = 6 * MIB, limits }: AzureOptions) {
    const base = (endpoint ?? `https://${account}.blob.core.windows.net`).replace(/\/+$/, '')
    const credential = new StorageSharedKeyCredential(account, accountKey)
    this.#container = new ContainerClient(`${base}/${container}`, credential, { retryOptions: { maxTries: 1 } })
    this.#calls = new AzureCalls({ ...defaultAzureLimits, ...limits })
    this.#parts = new AzureParts(this.#container, this.#calls)
    this.#partBytes = partBytes
  }

  async put(key: StorageKey, body: Readable, options: PutOptions): Promise<StoredObject> {
    const { contentType, signal, ifAbsent = false } = options
    const cutter = new PartCutter(this.#partBytes)
    const conditions = ifAbsent ? { ifNoneMatch: '*' } : {}
    const written = { blobHTTPHeaders: { blobContentType: contentType }, conditions }
    const blob = this.#blob(key)
    try {
      const rest = cutter.cut(guardedBody(body, signal))
      const { value: first = Buffer.alloc(0) } = await rest.next()
      if (first.length < this.#partBytes) {
        signal.throwIfAborted()
        const { etag } = await this.#calls.call(
          (abortSignal) => blob.upload(first, first.length, { ...written, abortSignal }),
          { conditionUnmet: 'exists' },
        )
        return { bytes: first.length, etag: unquoted(etag) }
      }
      return await this.#putBlocks({ key, body, first, rest, signal, cutter, written })
    } catch (error) {
      body.destroy()
      throw signal.aborted ? signal.reason : error
    }
  }

  open(key: StorageKey, range?: ByteRange): Promise<Readable> {
    return this.#calls.call(async (abortSignal) => {
      const { start, end } = range ? checkedRange(range) : { start: 0, end: undefined }
      const count = end === undefined ? undefined : end - start + 1
      const { readableStreamBody, contentLength } = await this.#blob(key).download(start, count, { abortSignal })
      if (!(readableStreamBody instanceof Readable)) {
        throw new StorageError('unavailable', 'Azure storage answered without a body')
      }
      if (range && contentLength === 0) {
        readableStreamBody.destroy() // Azurite's answer to a range of an empty blob.
        throw new StorageError('invalid_range', 'No bytes in this object')
      }
      return readableStreamBody
    })
  }

  async head(key: StorageKey): Promise<ObjectHead | null> {
    try {
      return await this.#head(key)
    } catch (error) {
      if (isStorageError(error, 'not_found')) return null
      throw error
    }
  }

  /** Inside one account Azure copies without another signature, objects of any size, and takes the source as it was at the start. */
  async copy(from: StorageKey, to: StorageKey, { ifMatch }: CopyOptions = {}): Promise<StoredObject> {
    const source = await this.#head(from)
    const sourceConditions = { ifMatch: `"${ifMatch ?? source.etag}"` }
    await this.#calls.call(async () => {
      const options = { sourceConditions, intervalInMs: COPY_POLL_MS }
      const { copyStatus } = await (
        await this.#blob(to).beginCopyFromURL(this.#blob(from).url, options)
      ).pollUntilDone()
      if (copyStatus !== 'success') throw new StorageError('unavailable', `Azure storage did not copy: ${copyStatus}`)
    })
    const { bytes, etag } = await this.#head(to)
    return { bytes, etag }
  }

  async remove(keys: readonly StorageKey[]): Promise<void> {
    for (let start = 0; start < keys.length; start += REMOVE_AT_ONCE) {
      const some = keys.slice(start, start + REMOVE_AT_ONCE)
      await Promise.all(some.map((key) => this.#remove(key)))
    }
  }

  /** Blobs that are not ours are passed over. */
  async *list(prefix: string): AsyncGenerator<ListedObject> {
    for (let continuationToken: string | undefined = ''; continuationToken !== undefined; ) {
      const after: string = continuationToken
      const page = await this.#calls.call((abortSignal) => this.#page({ prefix, abortSignal }, after))
      for (const { name, properties } of page.segment.blobItems) {
        const { contentLength = 0, lastModified } = properties
        if (isStorageKey(name)) yield { key: name, bytes: contentLength, lastModified }
      }
      continuationToken = page.continuationToken || undefined
    }
  }

  async beginParts(key: StorageKey, { contentType, partBytes }: BeginPartsOptions): Promise<MultipartUpload> {
    return this.#parts.begin(key, contentType, partBytes)
  }

  putPart(
    upload: MultipartUpload,
    number: number,
    body: Buffer | Readable,
    options: PutPartOptions,
  ): Promise<StoredPart> {
    return this.#parts.put(upload, number, body, options)
  }

  completeParts(upload: MultipartUpload, parts: readonly StoredPart[]): Promise<StoredObject> {
    return this.#parts.complete(upload, parts)
  }

  abortParts(upload: MultipartUpload): Promise<void> {
    return this.#parts.abort(upload)
  }

  async presignGet(key: StorageKey, options: PresignOptions): Promise<URL> {
    const { seconds, fileName, contentType, inline = false } = options
    const url = await this.#blob(key).generateSasUrl({
      permissions: BlobSASPermissions.parse('r'),
      expiresOn: new Date(Date.now() + checkedSeconds(seconds) * 1000),
      contentType,
      contentDisposition: contentDisposition(fileName, { inline }),
      cacheControl: 'private, no-store',
    })
    return new URL(url)
  }

  /** A container has no temporary files. */
  async sweepTemp(): Promise<number> {
    return 0
  }

  /** Azure itself takes away blocks that nobody committed for a week. */
  async sweepParts(): Promise<number> {
    return 0
  }

  async probe(): Promise<void> {
    try {
      await this.#container.getProperties({ abortSignal: AbortSignal.timeout(PROBE_MS) })
    } catch (error) {
      throw new StorageError('unavailable', 'The Azure container cannot be reached', { cause: error })
    }
  }

  /** Nothing is held open between calls. */
  async close(): Promise<void> {}

  async #putBlocks({ key, written, ...stream }: BlockStream): Promise<StoredObject> {
    const upload = this.#parts.begin(key, '', this.#partBytes)
    const blob = this.#blob(key)
    const send = (block: Buffer, number: number, stop: AbortSignal) => this.#parts.stage(upload, number, block, stop)
    try {
      const { bytes, sent } = await sendParts({ ...stream, largestPartCount: this.largestPartCount, send })
      stream.signal.throwIfAborted()
      const { etag } = await this.#calls.call(
        (abortSignal) => blob.commitBlockList(sent, { ...written, abortSignal }),
        { conditionUnmet: 'exists' },
      )
      return { bytes, etag: unquoted(etag) }
    } catch (error) {
      await this.#parts.abort(upload).catch(() => undefined) // A store that is down keeps them for a week.
      throw error
    }
  }

  #blob(key: StorageKey): BlockBlobClient {
    return this.#container.getBlockBlobClient(key)
  }

  async #remove(key: StorageKey): Promise<void> {
    await this.#calls.call((abortSignal) => this.#blob(key).deleteIfExists({ abortSignal }))
  }

  async #page(options: ContainerListBlobsOptions, continuationToken: string): Promise<BlobPage> {
    const pages = this.#container.listBlobsFlat(options).byPage(continuationToken ? { continuationToken } : {})
    const { value, done } = await pages.next()
    return done ? { segment: { blobItems: [] } } : value
  }

  async #head(key: StorageKey): Promise<ObjectHead> {
    const {
      contentLength = 0,
      etag,
      contentType,
      lastModified,
    } = await this.#calls.call((abortSignal) => this.#blob(key).getProperties({ abortSignal }))
    return {
      bytes: contentLength,
      etag: unquoted(etag),
      lastModified: lastModified ?? new Date(0),
      ...(contentType && { contentType }),
    }
  }
}

interface BlockStream extends Omit<PartStream<string>, 'send' | 'largestPartCount'> {
  key: StorageKey
  written: { blobHTTPHeaders: { blobContentType: string }; conditions: { ifNoneMatch?: string } }
}

type BlobPage = Pick<ContainerListBlobFlatSegmentResponse, 'segment' | 'continuationToken'>
