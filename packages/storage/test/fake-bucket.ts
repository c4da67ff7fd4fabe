import { createHash, randomUUID } from 'node:crypto'
import { EventEmitter, once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'
import { xmlValues } from '../src/xml-values.ts'

export interface StoredBytes {
  body: Buffer
  etag: string
  contentType: string
  modified: Date
  /** Headers of an extension that come back as they were sent. */
  metadata?: Record<string, string>
}

interface OpenUpload {
  key: string
  headers: IncomingMessage['headers']
  initiated: Date
  parts: Map<number, StoredBytes>
}

/**
 * What goes wrong: an error answer, one behind a status of 200, no answer at all, a body cut off half-way, and an answer that is lost
 * after the work was done.
 */
export type Fault = 'InternalError' | 'SlowDown' | 'TooManyRequests' | 'error-in-200' | 'hang' | 'cut' | 'lost'

export interface Call {
  message: IncomingMessage
  bucket: string
  key: string
  query: URLSearchParams
  headers: IncomingMessage['headers']
  body: Buffer
}

export interface Answer {
  status: number
  headers?: Record<string, string | number>
  body?: string | Buffer
}

type Operations<Name extends string> = Readonly<Record<Name, (call: Call) => Answer>>

/**
 * A store of one bucket in memory, with faults on request: what the stores have in common whose interface is S3's. A test double: it
 * keeps whole objects in memory.
 */
export abstract class FakeBucket<Name extends string> {
  readonly bucket = 'groundwork'
  readonly objects = new Map<string, StoredBytes>()
  readonly uploads = new Map<string, OpenUpload>()
  /** Operations in the order they came, repeated tries included. */
  readonly log: Name[] = []
  readonly lastHeaders = new Map<string, IncomingMessage['headers']>()
  readonly #faults: { operation: Name; fault: Fault }[] = []
  readonly #arrivals = new EventEmitter()
  readonly #server = createServer((request, response) => void this.#serve(request, response))

  protected abstract readonly operations: Operations<Name>
  protected abstract operationOf(call: Call): Name
  /** The code of the error, when the request is not signed as it must be. */
  protected abstract faultOf(call: Call): string | undefined

  async listen(): Promise<this> {
    this.#server.listen(0, '127.0.0.1')
    await once(this.#server, 'listening')
    return this
  }

  get endpoint(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`
  }

  /** The next `times` requests of this operation fail so. */
  inject(operation: Name, fault: Fault, times = 1): void {
    this.#faults.push(...Array.from({ length: times }, () => ({ operation, fault })))
  }

  /** Does something when the next request of this operation has come in, before it is answered. */
  when(operation: Name, then: () => void): void {
    this.#arrivals.once(operation, then)
  }

  /** How many requests of this operation came in. */
  times(operation: Name): number {
    return this.log.filter((entry) => entry === operation).length
  }

  reset(): void {
    this.log.length = 0
    this.#faults.length = 0
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections()
    this.#server.close()
    await once(this.#server, 'close')
  }

  protected readCall(message: IncomingMessage, body: Buffer): Call {
    const { pathname, searchParams: query } = new URL(message.url ?? '/', 'http://fake')
    const [bucket = '', ...rest] = pathname.slice(1).split('/')
    const key = rest.map(decodeURIComponent).join('/')
    return { message, bucket, key, query, headers: message.headers, body }
  }

  async #serve(message: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      const call = this.readCall(message, await buffer(message))
      const operation = this.operationOf(call)
      this.log.push(operation)
      this.lastHeaders.set(operation, message.headers)
      this.#arrivals.emit(operation)

      const fault = this.#takeFault(operation)
      if (fault === 'hang') return
      const answer = this.#answer(operation, call, fault)
      if (fault === 'lost') response.destroy()
      else send(response, message, answer, fault === 'cut')
    } catch (error) {
      response.destroy(error instanceof Error ? error : undefined) // The client went away.
    }
  }

  #answer(operation: Name, call: Call, fault?: Fault): Answer {
    const denied = this.faultOf(call)
    if (denied) return failure(403, denied)
    if (call.bucket !== this.bucket) return failure(404, 'NoSuchBucket')
    if (fault === 'SlowDown') return failure(503, 'SlowDown')
    if (fault === 'TooManyRequests') return { ...failure(429, 'TooManyRequests'), headers: { 'retry-after': 1 } }
    if (fault === 'InternalError') return failure(500, 'InternalError')
    if (fault === 'error-in-200') return { ...failure(500, 'InternalError'), status: 200 }
    return this.operations[operation](call)
  }

  #takeFault(operation: Name): Fault | undefined {
    const index = this.#faults.findIndex((fault) => fault.operation === operation)
    return index < 0 ? undefined : this.#faults.splice(index, 1)[0]?.fault
  }
}

const PAGE = 2

/** What both S3 and the XML interface of Google do in the same way. */
export const commonOperations = (fake: Pick<FakeBucket<string>, 'objects' | 'uploads'>) => {
  const uploadOf = ({ query }: Call) => fake.uploads.get(query.get('uploadId') ?? '')
  return {
    PutObject({ key, headers, body }: Call): Answer {
      const stored = storedBytes(body, headers)
      fake.objects.set(key, stored)
      return { status: 200, headers: headersOf(stored) }
    },

    HeadObject({ key }: Call): Answer {
      const object = fake.objects.get(key)
      return object
        ? { status: 200, headers: { ...headersOf(object), 'content-length': object.body.length } }
        : { status: 404 }
    },

    GetObject({ key, query, headers }: Call): Answer {
      const object = fake.objects.get(key)
      if (!object) return failure(404, 'NoSuchKey')
      const shown: Record<string, string> = headersOf(object)
      for (const name of ['content-type', 'content-disposition', 'cache-control']) {
        const asked = query.get(`response-${name}`)
        if (asked !== null) shown[name] = asked
      }
      if (!headers.range) return { status: 200, headers: shown, body: object.body }
      const part = rangeOf(headers.range, object.body)
      if (!part) return failure(416, 'InvalidRange')
      return { status: 206, headers: { ...shown, 'content-range': part.label }, body: part.body }
    },

    CreateMultipartUpload({ key, headers }: Call): Answer {
      const id = randomUUID()
      fake.uploads.set(id, { key, headers, initiated: new Date(), parts: new Map() })
      return xml(`<InitiateMultipartUploadResult><UploadId>${id}</UploadId></InitiateMultipartUploadResult>`)
    },

    UploadPart(call: Call): Answer {
      const part = storedBytes(call.body)
      const upload = uploadOf(call)
      upload?.parts.set(Number(call.query.get('partNumber')), part)
      return upload ? { status: 200, headers: { etag: part.etag } } : failure(404, 'NoSuchUpload')
    },

    CompleteMultipartUpload(call: Call): Answer {
      const upload = uploadOf(call)
      if (!upload) return failure(404, 'NoSuchUpload')
      const body = call.body.toString().replaceAll('&quot;', '"')
      const named = xmlValues(body, 'PartNumber').map((number) => upload.parts.get(Number(number)))
      const etags = xmlValues(body, 'ETag').map((etag) => etag.replaceAll('"', ''))
      const parts = named.filter((part, at) => part !== undefined && part.etag === `"${etags[at]}"`)
      if (parts.length < named.length) return failure(400, 'InvalidPart')
      const bodies = parts.map((part) => part?.body ?? Buffer.alloc(0))
      fake.objects.set(call.key, { ...storedBytes(Buffer.concat(bodies), upload.headers), etag: multipartEtag(bodies) })
      fake.uploads.delete(call.query.get('uploadId') ?? '')
      return xml('<CompleteMultipartUploadResult></CompleteMultipartUploadResult>')
    },

    AbortMultipartUpload({ query }: Call): Answer {
      return fake.uploads.delete(query.get('uploadId') ?? '') ? { status: 204 } : failure(404, 'NoSuchUpload')
    },

    ListMultipartUploads({ query }: Call): Answer {
      const entries = [...fake.uploads].map(([id, upload]) => ({ id, ...upload, at: `${upload.key} ${id}` }))
      const after = query.has('key-marker') ? `${query.get('key-marker')} ${query.get('upload-id-marker')}` : ''
      const { page, last } = pageOf(entries, ({ at }) => at, after)
      const uploads = page.map(
        ({ id, key, initiated }) =>
          `<Upload><Key>${key}</Key><UploadId>${id}</UploadId><Initiated>${initiated.toISOString()}</Initiated></Upload>`,
      )
      const next =
        last && `<NextKeyMarker>${last.key}</NextKeyMarker><NextUploadIdMarker>${last.id}</NextUploadIdMarker>`
      const truncated = `<IsTruncated>${last !== undefined}</IsTruncated>${next ?? ''}`
      return xml(`<ListMultipartUploadsResult>${truncated}${uploads.join('')}</ListMultipartUploadsResult>`)
    },

    ListObjectsV2({ query }: Call): Answer {
      const entries = [...fake.objects].filter(([key]) => key.startsWith(query.get('prefix') ?? ''))
      const { page, last } = pageOf(entries, ([key]) => key, query.get('continuation-token') ?? '')
      const contents = page.map(
        ([key, { body, modified }]) =>
          `<Contents><Key>${key}</Key><Size>${body.length}</Size><LastModified>${modified.toISOString()}</LastModified></Contents>`,
      )
      const next = last && `<NextContinuationToken>${last[0]}</NextContinuationToken>`
      const truncated = `<IsTruncated>${last !== undefined}</IsTruncated>${next ?? ''}`
      return xml(`<ListBucketResult>${truncated}${contents.join('')}</ListBucketResult>`)
    },
  }
}

/** Which of them a request asks for, if it is one of them. */
export function commonOperationOf({ message: { method }, key, query }: Call) {
  if (!key) return query.has('uploads') ? 'ListMultipartUploads' : 'ListObjectsV2'
  if (method === 'HEAD') return 'HeadObject'
  if (method === 'GET') return 'GetObject'
  if (method === 'DELETE') return 'AbortMultipartUpload'
  if (method === 'POST') return query.has('uploads') ? 'CreateMultipartUpload' : 'CompleteMultipartUpload'
  return query.has('partNumber') ? 'UploadPart' : 'PutObject'
}

export const xml = (body: string): Answer => ({ status: 200, headers: { 'content-type': 'application/xml' }, body })

export const failure = (status: number, code: string): Answer => ({
  ...xml(`<Error><Code>${code}</Code><Message>injected or deserved</Message></Error>`),
  status,
})

export const storedBytes = (body: Buffer, headers: IncomingMessage['headers'] = {}): StoredBytes => ({
  body,
  etag: `"${createHash('md5').update(body).digest('hex')}"`,
  contentType: headers['content-type'] ?? 'application/octet-stream',
  modified: new Date(),
  metadata: Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      name === 'cache-control' || name.startsWith('x-goog-meta-') ? [[name, String(value)]] : [],
    ),
  ),
})

/** The MD5 of the parts' MD5s, and their number. */
function multipartEtag(bodies: Buffer[]): string {
  const hash = createHash('md5')
  for (const body of bodies) hash.update(createHash('md5').update(body).digest())
  return `"${hash.digest('hex')}-${bodies.length}"`
}

const headersOf = ({ etag, contentType, modified, metadata }: StoredBytes) => ({
  ...metadata,
  etag,
  'content-type': contentType,
  'last-modified': modified.toUTCString(),
})

export function rangeOf(header: string, body: Buffer) {
  const [, start, end] = (/^bytes=(\d+)-(\d+)$/.exec(header) ?? []).map(Number)
  if (start === undefined || end === undefined || start >= body.length) return undefined
  const last = Math.min(end, body.length - 1)
  return { body: body.subarray(start, last + 1), label: `bytes ${start}-${last}/${body.length}` }
}

function pageOf<T>(entries: T[], nameOf: (entry: T) => string, after: string) {
  const rest = entries
    .filter((entry) => nameOf(entry) > after)
    .sort((one, other) => (nameOf(one) < nameOf(other) ? -1 : 1))
  const page = rest.slice(0, PAGE)
  return { page, last: rest.length > PAGE ? page.at(-1) : undefined }
}

function send(
  response: ServerResponse,
  { method }: IncomingMessage,
  { status, headers, body = '' }: Answer,
  isCut: boolean,
) {
  const bytes = Buffer.from(body)
  response.writeHead(status, { 'content-length': bytes.length, ...headers })
  if (isCut) response.write(bytes.subarray(0, bytes.length / 2), () => response.destroy())
  else response.end(method === 'HEAD' ? undefined : bytes)
}

/** What all of these stores are asked for. */
export type CommonOperation = keyof ReturnType<typeof commonOperations>
