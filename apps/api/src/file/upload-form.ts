import type { IncomingMessage } from 'node:http'
import type { Readable, Writable } from 'node:stream'
import { DomainError, invalidField } from '@groundwork/domain'
import busboy from 'busboy'
import { PartQueue } from './part-queue.ts'

/** What a form may hold besides its files, a handful of small fields: anything beyond is no upload of ours. */
const limits = { fields: 20, fieldSize: 65_536, fieldNameSize: 100, headerPairs: 50 }

/** A socket's own chunk size: less would only mean more of them. */
const CHUNK_BYTES = 262_144

/** What an upload may say of its file. */
export const uploadFormFields = [
  'organization',
  'folder',
  'replaces',
  'entity_type',
  'entity_id',
  'tags',
  'custom_fields',
] as const
const knownFields: ReadonlySet<string> = new Set(uploadFormFields)

/** Values by field name; a name sent twice has two. */
export type FormFields = ReadonlyMap<string, readonly string[]>

export interface FilePart {
  /** The field that it came in. */
  readonly name: string
  readonly stream: Readable
  readonly fileName: string
}

export interface UploadForm {
  /** The file, as soon as its part begins. Reading it is what makes the form go on. */
  readonly file: Promise<FilePart>
  /** The next file of a form that may hold several, once the one before has been read; null at the form's end. */
  next(): Promise<FilePart | null>
  /** Resolves at the form's proper end. */
  readonly ended: Promise<void>
  /** The fields that have arrived so far. */
  readonly fields: FormFields
  /** Stops reading; what the client still sends is thrown away. */
  abandon(): void
}

/** Reads a multipart form as it comes, without keeping its files: one in each of the fields that are named for them. */
export function readUploadForm(
  req: IncomingMessage,
  known: ReadonlySet<string> = knownFields,
  fileFields: readonly [string, ...string[]] = ['file'],
): UploadForm {
  const parser = parserFor(req, fileFields.length)
  const fields = new Map<string, string[]>()
  const parts = new PartQueue<FilePart>()
  const file = parts.next()
  const ended = deferred<void>()
  let hasFile = false

  const fail = (error: Error) => {
    parts.close(error)
    ended.reject(error)
    parser.destroy(error)
  }
  parser.on('file', (name, stream, { filename }) => {
    stream.on('error', ignored) // Whoever reads it hears of it; before that `fail` has told.
    if (!fileFields.includes(name)) {
      const named = fileFields.map((field) => `"${field}"`).join(' or ')
      return fail(invalidField(printable(name), `Send the file in the field ${named}`, 'unknown_field'))
    }
    hasFile = true
    parts.add({ name, stream, fileName: unescaped(filename ?? '') })
  })
  parser.on('field', (name, value, { nameTruncated, valueTruncated }) => {
    if (fileFields.includes(name)) return fail(invalidField(name, 'Send a file here, not text', 'file_missing'))
    if (nameTruncated || !known.has(name)) return fail(invalidField(printable(name), 'Unknown field', 'unknown_field'))
    if (valueTruncated) return fail(invalidField(name, tooLong, 'field_too_large'))
    fields.set(name, [...(fields.get(name) ?? []), value])
  })
  parser.on('filesLimit', () => fail(invalidField(fileFields[0], tooMany(fileFields.length), 'too_many_files')))
  for (const limit of ['fieldsLimit', 'partsLimit'] as const)
    parser.on(limit, () => fail(malformed('The form has too many parts')))
  parser.on('error', (error: Error) =>
    fail(error instanceof DomainError ? error : malformed('The form is malformed or incomplete', error)),
  )
  parser.on('close', () => {
    if (!hasFile) return fail(noFile(fileFields[0]))
    parts.close()
    ended.resolve()
  })
  req.once('error', (error) => parser.destroy(error))
  req.once('close', () => {
    if (!req.complete) parser.destroy(malformed('The connection ended before the form did'))
  })
  for (const promise of [file, ended.promise]) promise.catch(ignored) // Each is awaited later, or not at all.

  req.pipe(parser)
  return {
    file: file.then((part) => part ?? Promise.reject(noFile(fileFields[0]))),
    next: () => parts.next(),
    ended: ended.promise,
    fields,
    abandon: () => abandon(req, parser),
  }
}

const tooLong = `At most ${limits.fieldSize} bytes in a field of a form: longer ones go as JSON, of a file that is uploaded first`
const noFile = (field: string) => invalidField(field, 'No file was sent', 'file_missing')
const tooMany = (most: number) => (most === 1 ? 'Send one file at a time' : `Send at most ${most} files`)

function parserFor(req: IncomingMessage, files: number): busboy.Busboy {
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
      limits: { ...limits, files, parts: limits.fields + files + 1 },
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
