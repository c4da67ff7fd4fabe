import type { IncomingMessage } from 'node:http'
import type { Readable, Writable } from 'node:stream'
import { DomainError, invalidField } from '@groundwork/domain'
import busboy from 'busboy'

/** What a form may hold. One file, a handful of small fields: anything beyond is no upload of ours. */
const limits = { files: 1, fields: 20, fieldSize: 65_536, fieldNameSize: 100, parts: 22, headerPairs: 50 }

/** A socket's own chunk size: less would only mean more of them. */
const CHUNK_BYTES = 262_144

const knownFields = new Set(['organization', 'folder', 'replaces', 'entity_type', 'entity_id', 'tags', 'custom_fields'])

/** Values by field name; a name sent twice has two. */
export type FormFields = ReadonlyMap<string, readonly string[]>

export interface FilePart {
  readonly stream: Readable
  readonly fileName: string
}

export interface UploadForm {
  /** The file, as soon as its part begins. Reading it is what makes the form go on. */
  readonly file: Promise<FilePart>
  /** Resolves at the form's proper end. */
  readonly ended: Promise<void>
  /** The fields that have arrived so far. */
  readonly fields: FormFields
  /** Stops reading; what the client still sends is thrown away. */
  abandon(): void
}

/** Reads a multipart form as it comes, without keeping the file. */
export function readUploadForm(req: IncomingMessage, known: ReadonlySet<string> = knownFields): UploadForm {
  const parser = parserFor(req)
  const fields = new Map<string, string[]>()
  const file = deferred<FilePart>()
  const ended = deferred<void>()
  let hasFile = false

  const fail = (error: Error) => {
    file.reject(error)
    ended.reject(error)
    parser.destroy(error)
  }
  parser.on('file', (name, stream, { filename }) => {
    stream.on('error', ignored) // Whoever reads it hears of it; before that `fail` has told.
    if (name !== 'file')
      return fail(invalidField(printable(name), 'Send the file in the field "file"', 'unknown_field'))
    hasFile = true
    file.resolve({ stream, fileName: unescaped(filename ?? '') })
  })
  parser.on('field', (name, value, { nameTruncated, valueTruncated }) => {
    if (name === 'file') return fail(invalidField('file', 'Send a file here, not text', 'file_missing'))
    if (nameTruncated || !known.has(name)) return fail(invalidField(printable(name), 'Unknown field', 'unknown_field'))
    if (valueTruncated) return fail(invalidField(name, `At most ${limits.fieldSize} bytes`))
    fields.set(name, [...(fields.get(name) ?? []), value])
  })
  parser.on('filesLimit', () => fail(invalidField('file', 'Send one file at a time', 'too_many_files')))
  for (const limit of ['fieldsLimit', 'partsLimit'] as const)
    parser.on(limit, () => fail(malformed('The form has too many parts')))
  parser.on('error', (error: Error) =>
    fail(error instanceof DomainError ? error : malformed('The form is malformed or incomplete', error)),
  )
  parser.on('close', () => {
    if (hasFile) ended.resolve()
    else fail(invalidField('file', 'No file was sent', 'file_missing'))
  })
  req.once('error', (error) => parser.destroy(error))
  req.once('close', () => {
    if (!req.complete) parser.destroy(malformed('The connection ended before the form did'))
  })
  for (const { promise } of [file, ended]) promise.catch(ignored) // Each is awaited later, or not at all.

  req.pipe(parser)
  return { file: file.promise, ended: ended.promise, fields, abandon: () => abandon(req, parser) }
}

function parserFor(req: IncomingMessage): busboy.Busboy {
  if (!/^multipart\/form-data\b/i.test(req.headers['content-type'] ?? '')) {
    throw new DomainError('unsupported_type', 'Send the file as multipart/form-data', { reason: 'not_multipart' })
  }
  try {
    return busboy({
      headers: req.headers,
      defParamCharset: 'utf8',
      preservePath: false,
      fileHwm: CHUNK_BYTES,
      highWaterMark: CHUNK_BYTES,
      limits,
    })
  } catch (error) {
    throw malformed('The form has no boundary', error)
  }
}

interface Deferred<Value> {
  readonly promise: Promise<Value>
  resolve(value: Value): void
  reject(error: Error): void
}

/** A promise that events settle. Node 20 has no `Promise.withResolvers` yet. */
function deferred<Value>(): Deferred<Value> {
  let settle: Pick<Deferred<Value>, 'resolve' | 'reject'> | undefined
  const promise = new Promise<Value>((resolve, reject) => {
    settle = { resolve, reject }
  })
  return { promise, resolve: (value) => settle?.resolve(value), reject: (error) => settle?.reject(error) }
}

const malformed = (message: string, cause?: unknown) =>
  new DomainError('invalid', message, { reason: 'malformed_multipart', fields: { file: [message] }, cause })

const ignored = () => undefined

/** Browsers write these three characters of a file name so, and no others. */
const unescaped = (fileName: string) => fileName.replace(/%22/g, '"').replace(/%0[AD]/gi, '')

const printable = (name: string | undefined) => (name ?? '').replace(/[^\w.-]/g, '').slice(0, 60) || 'file'

/** A client reads its answer only once it has sent everything; so it may, for a while. */
const DRAIN_MS = 20_000

export function abandon(req: IncomingMessage, sink: Writable): void {
  req.unpipe(sink)
  sink.destroy()
  if (req.complete) return
  req.resume()
  const timer = setTimeout(() => req.destroy(), DRAIN_MS)
  req.once('close', () => clearTimeout(timer)).once('end', () => clearTimeout(timer))
}
