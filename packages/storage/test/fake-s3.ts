import { createHash, randomUUID } from 'node:crypto'
import { EventEmitter, once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'
import { type Credentials, signatureFault } from './fake-s3-signature.ts'

interface StoredBytes {
  body: Buffer
  etag: string
  contentType: string
  modified: Date
}

interface OpenUpload {
  key: string
  contentType: string
  initiated: Date
  parts: Map<number, StoredBytes>
}

/**
 * What goes wrong: an error answer, one behind a status of 200, no answer at all, a body cut off half-way, and an answer that is lost
 * after the work was done.
 */
type Fault = 'InternalError' | 'SlowDown' | 'error-in-200' | 'hang' | 'cut' | 'lost'

/**
 * Just enough S3 to hold the provider against, in memory, with signatures checked and faults on request. A test double: it keeps
 * whole objects in memory and knows one bucket.
 */
export class FakeS3 {
  readonly bucket = 'groundwork'
  readonly credentials: Credentials = { accessKeyId: 'fake', secretAccessKey: 'fake-secret' }
  readonly objects = new Map<string, StoredBytes>()
  readonly uploads = new Map<string, OpenUpload>()
  /** Operations in the order they came, repeated tries included. */
  readonly log: string[] = []
  readonly lastHeaders = new Map<string, IncomingMessage['headers']>()
  readonly #faults: { operation: string; fault: Fault }[] = []
  readonly #arrivals = new EventEmitter()
  readonly #server = createServer((request, response) => void this.#serve(request, response))

  static async start(): Promise<FakeS3> {
    const fake = new FakeS3()
    fake.#server.listen(0, '127.0.0.1')
    await once(fake.#server, 'listening')
    return fake
  }

  get endpoint(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`
  }

  /** The next `times` requests of this operation fail so. */
  inject(operation: keyof typeof operations, fault: Fault, times = 1): void {
    this.#faults.push(...Array.from({ length: times }, () => ({ operation, fault })))
  }

  /** Does something when the next request of this operation has come in, before it is answered. */
  when(operation: keyof typeof operations, then: () => void): void {
    this.#arrivals.once(operation, then)
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

  async #serve(message: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      const body = await buffer(message)
      const { operation, call } = readCall(message, body)
      this.log.push(operation)
      this.lastHeaders.set(operation, message.headers)
      this.#arrivals.emit(operation)

      const fault = this.#takeFault(operation)
      if (fault === 'hang') return
      const answer = this.#answer(message, operation, call, fault)
      if (fault === 'lost') response.destroy()
      else send(response, message, answer, fault === 'cut')
    } catch (error) {
      response.destroy(error instanceof Error ? error : undefined) // The client went away.
    }
  }

  #answer(message: IncomingMessage, operation: keyof typeof operations, call: Call, fault?: Fault): Answer {
    const denied = signatureFault(message, call.body, this.credentials)
    if (denied) return failure(403, denied)
    if (call.bucket !== this.bucket) return failure(404, 'NoSuchBucket')
    if (fault === 'SlowDown') return failure(503, 'SlowDown')
    if (fault === 'InternalError') return failure(500, 'InternalError')
    if (fault === 'error-in-200') return { ...failure(500, 'InternalError'), status: 200 }
    return operations[operation](this, call)
  }

  #takeFault(operation: string): Fault | undefined {
    const index = this.#faults.findIndex((fault) => fault.operation === operation)
    return index < 0 ? undefined : this.#faults.splice(index, 1)[0]?.fault
  }
}

interface Call {
  bucket: string
  key: string
  query: URLSearchParams
  headers: IncomingMessage['headers']
  body: Buffer
}

interface Answer {
  status: number
  headers?: Record<string, string | number>
  body?: string | Buffer
}

function readCall({ method, url, headers }: IncomingMessage, body: Buffer) {
  const { pathname, searchParams: query } = new URL(url ?? '/', 'http://fake')
  const [bucket = '', ...rest] = pathname.slice(1).split('/')
  const call = { bucket, key: rest.map(decodeURIComponent).join('/'), query, headers, body }
  return { call, operation: operationOf(method ?? '', call) }
}

function operationOf(method: string, { key, query, headers }: Call): keyof typeof operations {
  if (!key) {
    if (method === 'HEAD') return 'HeadBucket'
    if (method === 'POST') return 'DeleteObjects'
    return query.has('uploads') ? 'ListMultipartUploads' : 'ListObjectsV2'
  }
  if (method === 'HEAD') return 'HeadObject'
  if (method === 'GET') return 'GetObject'
  if (method === 'DELETE') return 'AbortMultipartUpload'
  if (method === 'POST') return query.has('uploads') ? 'CreateMultipartUpload' : 'CompleteMultipartUpload'
  if (query.has('partNumber')) return headers['x-amz-copy-source'] ? 'UploadPartCopy' : 'UploadPart'
  return headers['x-amz-copy-source'] ? 'CopyObject' : 'PutObject'
}

const PAGE = 2

const operations = {
  HeadBucket: () => ({ status: 200 }),

  PutObject(fake: FakeS3, { key, headers, body }: Call): Answer {
    if (headers['if-none-match'] && fake.objects.has(key)) return failure(412, 'PreconditionFailed')
    const stored = storedBytes(body, headers['content-type'])
    fake.objects.set(key, stored)
    return { status: 200, headers: { etag: stored.etag } }
  },

  HeadObject(fake: FakeS3, { key }: Call): Answer {
    const object = fake.objects.get(key)
    return object
      ? { status: 200, headers: { ...headersOf(object), 'content-length': object.body.length } }
      : { status: 404 }
  },

  GetObject(fake: FakeS3, { key, query, headers }: Call): Answer {
    const object = fake.objects.get(key)
    if (!object) return failure(404, 'NoSuchKey')
    const shown = {
      ...headersOf(object),
      ...(query.has('response-content-type') && { 'content-type': query.get('response-content-type') ?? '' }),
      'content-disposition': query.get('response-content-disposition') ?? '',
      'cache-control': query.get('response-cache-control') ?? '',
    }
    if (!headers.range) return { status: 200, headers: shown, body: object.body }
    const part = rangeOf(headers.range, object.body)
    if (!part) return failure(416, 'InvalidRange')
    return { status: 206, headers: { ...shown, 'content-range': part.label }, body: part.body }
  },

  CopyObject(fake: FakeS3, call: Call): Answer {
    const source = sourceOf(fake, call)
    if (!source) return failure(404, 'NoSuchKey')
    if (changedSince(source, call)) return failure(412, 'PreconditionFailed')
    const copy = { ...source, modified: new Date() }
    fake.objects.set(call.key, copy)
    return xml(`<CopyObjectResult><ETag>${copy.etag}</ETag></CopyObjectResult>`)
  },

  CreateMultipartUpload(fake: FakeS3, { key, headers }: Call): Answer {
    const id = randomUUID()
    const contentType = headers['content-type'] ?? ''
    fake.uploads.set(id, { key, contentType, initiated: new Date(), parts: new Map() })
    return xml(`<InitiateMultipartUploadResult><UploadId>${id}</UploadId></InitiateMultipartUploadResult>`)
  },

  UploadPart(fake: FakeS3, call: Call): Answer {
    const part = storedBytes(call.body)
    const upload = uploadOf(fake, call)
    upload?.parts.set(Number(call.query.get('partNumber')), part)
    return upload ? { status: 200, headers: { etag: part.etag } } : failure(404, 'NoSuchUpload')
  },

  UploadPartCopy(fake: FakeS3, call: Call): Answer {
    const source = sourceOf(fake, call)
    const upload = uploadOf(fake, call)
    if (!source || !upload) return failure(404, source ? 'NoSuchUpload' : 'NoSuchKey')
    if (changedSince(source, call)) return failure(412, 'PreconditionFailed')
    const range = rangeOf(String(call.headers['x-amz-copy-source-range']), source.body)
    const part = storedBytes(range?.body ?? source.body)
    upload.parts.set(Number(call.query.get('partNumber')), part)
    return xml(`<CopyPartResult><ETag>${part.etag}</ETag></CopyPartResult>`)
  },

  CompleteMultipartUpload(fake: FakeS3, call: Call): Answer {
    const upload = uploadOf(fake, call)
    if (!upload) return failure(404, 'NoSuchUpload')
    if (call.headers['if-none-match'] && fake.objects.has(call.key)) return failure(412, 'PreconditionFailed')
    const named = tags(call.body.toString(), 'PartNumber').map((number) => upload.parts.get(Number(number)))
    const parts = named.filter((part) => part !== undefined)
    if (parts.length < named.length) return failure(400, 'InvalidPart')
    const whole = storedBytes(Buffer.concat(parts.map(({ body }) => body)), upload.contentType)
    const object = { ...whole, etag: multipartEtag(parts) }
    fake.objects.set(call.key, object)
    fake.uploads.delete(call.query.get('uploadId') ?? '')
    return xml('<CompleteMultipartUploadResult></CompleteMultipartUploadResult>')
  },

  AbortMultipartUpload(fake: FakeS3, { query }: Call): Answer {
    return fake.uploads.delete(query.get('uploadId') ?? '') ? { status: 204 } : failure(404, 'NoSuchUpload')
  },

  ListMultipartUploads(fake: FakeS3, { query }: Call): Answer {
    const entries = [...fake.uploads].map(([id, upload]) => ({ id, ...upload, at: `${upload.key} ${id}` }))
    const after = query.has('key-marker') ? `${query.get('key-marker')} ${query.get('upload-id-marker')}` : ''
    const { page, last } = pageOf(entries, ({ at }) => at, after)
    const uploads = page.map(
      ({ id, key, initiated }) =>
        `<Upload><Key>${key}</Key><UploadId>${id}</UploadId><Initiated>${initiated.toISOString()}</Initiated></Upload>`,
    )
    const next = last && `<NextKeyMarker>${last.key}</NextKeyMarker><NextUploadIdMarker>${last.id}</NextUploadIdMarker>`
    const truncated = `<IsTruncated>${last !== undefined}</IsTruncated>${next ?? ''}`
    return xml(`<ListMultipartUploadsResult>${truncated}${uploads.join('')}</ListMultipartUploadsResult>`)
  },

  ListObjectsV2(fake: FakeS3, { query }: Call): Answer {
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

  DeleteObjects(fake: FakeS3, { body }: Call): Answer {
    for (const key of tags(body.toString(), 'Key')) fake.objects.delete(key)
    return xml('<DeleteResult></DeleteResult>')
  },
}

const xml = (body: string): Answer => ({ status: 200, headers: { 'content-type': 'application/xml' }, body })

const failure = (status: number, code: string): Answer => ({
  ...xml(`<Error><Code>${code}</Code><Message>injected or deserved</Message></Error>`),
  status,
})

const storedBytes = (body: Buffer, contentType = 'application/octet-stream'): StoredBytes => ({
  body,
  etag: `"${createHash('md5').update(body).digest('hex')}"`,
  contentType,
  modified: new Date(),
})

function multipartEtag(parts: StoredBytes[]): string {
  const hash = createHash('md5')
  for (const { body } of parts) hash.update(createHash('md5').update(body).digest())
  return `"${hash.digest('hex')}-${parts.length}"`
}

const headersOf = ({ etag, contentType, modified }: StoredBytes) => ({
  etag,
  'content-type': contentType,
  'last-modified': modified.toUTCString(),
})

const tags = (text: string, name: string) =>
  [...text.matchAll(new RegExp(`<${name}>([^<]*)</${name}>`, 'g'))].map(([, value = '']) => value)

const uploadOf = (fake: FakeS3, { query }: Call) => fake.uploads.get(query.get('uploadId') ?? '')

function sourceOf(fake: FakeS3, { headers }: Call): StoredBytes | undefined {
  const [, ...key] = decodeURIComponent(String(headers['x-amz-copy-source'])).split('/')
  return fake.objects.get(key.join('/'))
}

const changedSince = ({ etag }: StoredBytes, { headers }: Call) =>
  (headers['x-amz-copy-source-if-match'] ?? etag) !== etag

function rangeOf(header: string, body: Buffer) {
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
