import type { Readable } from 'node:stream'
import { contentDisposition } from './content-disposition.ts'
import { defaultGcsLimits, GcsClient, type GcsConnection, type GcsLimits } from './gcs-client.ts'
import { GcsObjects } from './gcs-objects.ts'
import { GcsParts } from './gcs-parts.ts'
import { signGcsUrl } from './gcs-sign.ts'
import { guardedBody } from './guarded-body.ts'
import { PartCutter } from './part-cutter.ts'
import { type PartStream, sendParts } from './part-sender.ts'
import { StorageError } from './storage-error.ts'
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

/** Cleaning up must not hold back the news that an upload failed. */
const CLEANUP_MS = 10_000

export interface GcsOptions extends GcsConnection {
  /** The bucket's own unless told otherwise. */
  storageClass?: string
  limits?: Partial<GcsLimits>
}

/** Google Cloud Storage by a service account. It needs the role Storage Object Admin on the bucket, and nothing above it. */
export class GcsProvider implements StorageProvider {
  readonly name = 'gcs'
  readonly smallestPart = 5 * 1024 * 1024
  readonly largestPartCount = 10_000
  readonly #client: GcsClient
  readonly #objects: GcsObjects
  readonly #parts: GcsParts
  readonly #partBytes: number

  constructor({ storageClass, limits, ...connection }: GcsOptions) {
    const settled = { ...defaultGcsLimits, ...limits }
    this.#client = new GcsClient(connection, settled)
    this.#objects = new GcsObjects(this.#client, storageClass)
    this.#parts = new GcsParts(this.#client, this.#objects)
    this.#partBytes = settled.partBytes
  }

  async put(key: StorageKey, body: Readable, options: PutOptions): Promise<StoredObject> {
    const { contentType, signal, ifAbsent = false } = options
    const cutter = new PartCutter(this.#partBytes)
    try {
      const rest = cutter.cut(guardedBody(body, signal))
      const { value: first = Buffer.alloc(0) } = await rest.next()
      if (first.length === this.#partBytes) {
        return await this.#putParts(key, { body, first, rest, cutter, signal }, options)
      }
      signal.throwIfAborted()
      return await this.#objects.put(key, first, { contentType, ifAbsent })
    } catch (error) {
      body.destroy()
      throw signal.aborted ? signal.reason : error
    }
  }

  open(key: StorageKey, range?: ByteRange): Promise<Readable> {
    return this.#objects.open(key, range)
  }

  async head(key: StorageKey): Promise<ObjectHead | null> {
    const found = await this.#objects.find(key)
    if (!found) return null
    const { mark: _, ...head } = found
    return head
  }

  copy(from: StorageKey, to: StorageKey, options: CopyOptions = {}): Promise<StoredObject> {
    return this.#objects.copy(from, to, options)
  }

  remove(keys: readonly StorageKey[]): Promise<void> {
    return this.#objects.remove(keys)
  }

  list(prefix: string): AsyncIterable<ListedObject> {
    return this.#objects.list(prefix)
  }

  async beginParts(key: StorageKey, { contentType, partBytes }: BeginPartsOptions): Promise<MultipartUpload> {
    return { ...(await this.#parts.begin(key, contentType)), partBytes }
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
    return this.#parts.completeParts(upload, parts)
  }

  abortParts(upload: MultipartUpload): Promise<void> {
    return this.#parts.abort(upload)
  }

  presignGet(key: StorageKey, options: PresignOptions): Promise<URL> {
    const { seconds, fileName, contentType, inline = false } = options
    const query = {
      'response-content-disposition': contentDisposition(fileName, { inline }),
      'response-content-type': contentType,
    }
    return signGcsUrl(this.#client, { method: 'GET', key, seconds, query })
  }

  async presignPart(upload: MultipartUpload, number: number, { seconds, bytes }: PresignPartOptions): Promise<URL> {
    const query = this.#parts.partOf(upload, number)
    return signGcsUrl(this.#client, { method: 'PUT', key: upload.key, seconds, query, headers: lengthOf(bytes) })
  }

  presignPut(key: StorageKey, { seconds, bytes, contentType }: PresignPutOptions): Promise<URL> {
    const headers = { ...lengthOf(bytes), 'content-type': contentType }
    return signGcsUrl(this.#client, { method: 'PUT', key, seconds, headers })
  }

  /** A bucket has no temporary files. */
  async sweepTemp(): Promise<number> {
    return 0
  }

  sweepParts(olderThanMs: number): Promise<number> {
    return this.#parts.abortStale(new Date(Date.now() - olderThanMs))
  }

  async probe(): Promise<void> {
    try {
      await this.#client.probe()
    } catch (error) {
      throw new StorageError('unavailable', 'The bucket of Google Cloud Storage cannot be reached', { cause: error })
    }
  }

  async close(): Promise<void> {
    this.#client.close()
  }

  /** Google takes no condition for an object in parts, so whether the key is free is asked right before it is made. */
  async #putParts(key: StorageKey, stream: BodyInParts, { contentType, ifAbsent }: PutOptions): Promise<StoredObject> {
    const { signal } = stream
    const upload = await this.#parts.begin(key, contentType, signal)
    try {
      const send = (part: Buffer, number: number, stop: AbortSignal) => this.#parts.send(upload, number, part, stop)
      const { sent } = await sendParts({ ...stream, largestPartCount: this.largestPartCount, send })
      signal.throwIfAborted()
      if (ifAbsent && (await this.#objects.find(key))) throw new StorageError('exists', 'The storage key is taken')
      return await this.#parts.complete(upload, sent)
    } catch (error) {
      await this.#parts.abort(upload, AbortSignal.timeout(CLEANUP_MS)).catch(() => undefined)
      throw error
    }
  }
}

type BodyInParts = Omit<PartStream<string>, 'send' | 'largestPartCount'>

const lengthOf = (bytes: number) => ({ 'content-length': String(bytes) })
