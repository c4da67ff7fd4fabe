import { createHash } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import { checkedRange } from './byte-range.ts'
import { type GcsClient, percentEncode } from './gcs-client.ts'
import { isGcsFailure, onGcs } from './gcs-error.ts'
import { isStorageError, StorageError } from './storage-error.ts'
import { isStorageKey } from './storage-key.ts'
import type { ByteRange, CopyOptions, ListedObject, ObjectHead, StorageKey, StoredObject } from './storage-provider.ts'
import { xmlElements, xmlValue } from './xml-values.ts'

const REMOVE_AT_ONCE = 16
const NO_BODY_404 = 'status 404'

interface WrittenAs {
  contentType: string
  /** The upload in parts that makes the object. */
  mark?: string
}

type FoundObject = ObjectHead & { mark: string | undefined }

/** Whole objects of a bucket. Their etag is the generation, which Google gives every version of an object and takes as a condition. */
export class GcsObjects {
  readonly #client: GcsClient
  readonly #storageClass: string | undefined

  constructor(client: GcsClient, storageClass: string | undefined) {
    this.#client = client
    this.#storageClass = storageClass
  }

  headersOf({ contentType, mark }: WrittenAs): Record<string, string> {
    return {
      'cache-control': 'private, no-store',
      ...(contentType && { 'content-type': contentType }),
      ...(this.#storageClass && { 'x-goog-storage-class': this.#storageClass }),
      ...(mark && { 'x-goog-meta-upload': mark }),
    }
  }

  /** One request, which is never cut off: no one could tell whether it took effect. */
  async put(key: StorageKey, body: Buffer, written: WrittenAs & { ifAbsent: boolean }): Promise<StoredObject> {
    const headers = {
      ...this.headersOf(written),
      'content-md5': contentMd5(body),
      ...(written.ifAbsent && { 'x-goog-if-generation-match': '0' }),
    }
    const path = this.#client.path(key)
    const answer = await onGcs(() => this.#client.send({ method: 'PUT', path, headers, body }), 'exists')
    answer.resume()
    return { bytes: body.length, etag: generationOf(answer) }
  }

  async open(key: StorageKey, range?: ByteRange): Promise<IncomingMessage> {
    const wanted = range && checkedRange(range)
    const headers = wanted && { headers: { range: `bytes=${wanted.start}-${wanted.end}` } }
    const answer = await onGcs(() => this.#client.send({ method: 'GET', path: this.#client.path(key), ...headers }))
    if (!wanted || answer.statusCode === 206) return answer
    answer.destroy()
    if (answer.headers['content-length'] === '0') throw new StorageError('invalid_range', 'No bytes in this object')
    throw new StorageError('refused', 'Google Cloud Storage ignored the range')
  }

  async find(key: StorageKey): Promise<FoundObject | null> {
    try {
      return await this.head(key)
    } catch (error) {
      if (isStorageError(error, 'not_found')) return null
      throw error
    }
  }

  async head(key: StorageKey): Promise<FoundObject> {
    try {
      const request = { method: 'HEAD', path: this.#client.path(key) } as const
      const answer = await onGcs(() => this.#client.send(request))
      answer.resume()
      const { headers } = answer
      const mark = headers['x-goog-meta-upload']
      return {
        bytes: Number(headers['content-length'] ?? 0),
        etag: generationOf(answer),
        lastModified: new Date(headers['last-modified'] ?? 0),
        mark: typeof mark === 'string' ? mark : undefined,
        ...(headers['content-type'] && { contentType: headers['content-type'] }),
      }
    } catch (error) {
      if (!isGcsFailure(error, NO_BODY_404)) throw error
      await this.#confirmBucket()
      throw new StorageError('not_found', 'There is no such object', { cause: error })
    }
  }

  /** By the JSON interface, whose copies may take several requests: across classes Google copies a large object piece by piece. */
  async copy(from: StorageKey, to: StorageKey, { ifMatch }: CopyOptions): Promise<StoredObject> {
    const { etag } = await this.head(from)
    if (ifMatch !== undefined && ifMatch !== etag) throw new StorageError('refused', 'The source of a copy has changed')
    const [source, target] = [from, to].map((key) => `b/${this.#client.bucket}/o/${percentEncode(key)}`)
    const path = `/storage/v1/${source}/rewriteTo/${target}`
    let rewriteToken = ''
    for (;;) {
      const query = { ifSourceGenerationMatch: etag, ...(rewriteToken && { rewriteToken }) }
      const step = await onGcs(async () => readRewrite(await this.#client.ask({ method: 'POST', path, query })))
      if (step.object) return step.object
      rewriteToken = step.token
    }
  }

  async remove(keys: readonly StorageKey[]): Promise<void> {
    for (let start = 0; start < keys.length; start += REMOVE_AT_ONCE) {
      await Promise.all(keys.slice(start, start + REMOVE_AT_ONCE).map((key) => this.#remove(key)))
    }
  }

  /** Objects that are not ours are passed over. */
  async *list(prefix: string): AsyncGenerator<ListedObject> {
    const path = this.#client.path()
    for (let token: string | undefined = ''; token !== undefined; ) {
      const query = { 'list-type': '2', prefix, ...(token && { 'continuation-token': token }) }
      const page = await onGcs(() => this.#client.ask({ method: 'GET', path, query }))
      for (const object of xmlElements(page, 'Contents')) {
        const key = xmlValue(object, 'Key') ?? ''
        const lastModified = new Date(xmlValue(object, 'LastModified') ?? 0)
        if (isStorageKey(key)) yield { key, bytes: Number(xmlValue(object, 'Size')), lastModified }
      }
      token = xmlValue(page, 'NextContinuationToken')
    }
  }

  async #remove(key: StorageKey): Promise<void> {
    try {
      await onGcs(() => this.#client.ask({ method: 'DELETE', path: this.#client.path(key) }))
    } catch (error) {
      if (!isStorageError(error, 'not_found')) throw error
    }
  }

  /** An answer to HEAD has no body: a missing bucket looks like a missing object there. */
  async #confirmBucket(): Promise<void> {
    const query = { 'list-type': '2', 'max-keys': '1' }
    await onGcs(() => this.#client.ask({ method: 'GET', path: this.#client.path(), query }))
  }
}

/** Google refuses what arrives otherwise than it was sent. */
export const contentMd5 = (body: Buffer): string => createHash('md5').update(body).digest('base64')

const generationOf = ({ headers }: IncomingMessage): string => String(headers['x-goog-generation'] ?? '')

function readRewrite(text: string): { object?: StoredObject; token: string } {
  const { done, rewriteToken, resource } = JSON.parse(text) as RewriteAnswer
  if (done && resource) return { object: { bytes: Number(resource.size), etag: resource.generation }, token: '' }
  if (!rewriteToken) throw new StorageError('unavailable', 'Google Cloud Storage neither copied nor goes on')
  return { token: rewriteToken }
}

interface RewriteAnswer {
  done?: boolean
  rewriteToken?: string
  resource?: { size: string; generation: string }
}
