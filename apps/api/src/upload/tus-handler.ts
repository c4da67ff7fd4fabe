import type { IncomingMessage, ServerResponse } from 'node:http'
import { PassThrough } from 'node:stream'
import { DomainError, isDomainError, largestAllowed, notFound } from '@groundwork/domain'
import {
  appendToSession,
  cancelUploadSession,
  checksumAlgorithms,
  openUploadSession,
  progressOf,
  type Sender,
  type SessionProgress,
  UploadAborted,
} from '@groundwork/services'
import { ZodError } from 'zod'
import { abandon } from '../file/upload-form.ts'
import { logRequest } from '../http/log-request.ts'
import { fromZod } from '../http/problem.ts'
import { originOf, requestIdOf } from '../http/request.ts'
import { networkOf } from '../http/request-limits.ts'
import { sendError, sendMethodNotAllowed } from '../http/send.ts'
import { reportBug } from '../rest/rest-handler.ts'
import type { ApiServices } from '../services.ts'
import {
  announcedIn,
  announcedThrough,
  one,
  readChecksum,
  readCount,
  readTusMetadata,
  refuseOtherExtensions,
} from './tus-metadata.ts'
import { tusSender } from './tus-sender.ts'

const VERSION = '1.0.0'
const BYTES_TYPE = 'application/offset+octet-stream'

/** A sender that is silent for so long is gone. */
const IDLE_MS = 120_000

interface TusCall {
  readonly services: ApiServices
  readonly sender: Sender
  readonly req: IncomingMessage
  readonly res: ServerResponse
  readonly id: string
}

type Run = (call: TusCall) => Promise<void>

const onAll: Readonly<Record<string, Run>> = { POST: create }
const onOne: Readonly<Record<string, Run>> = { HEAD: tell, PATCH: append, DELETE: cancel }

/** tus 1.0.0 (creation, also with the first bytes, expiration, checksum, termination) on our own pipeline. Mounted at /api/v1/uploads. */
export function tusHandler(services: ApiServices) {
  return async (req: IncomingMessage, res: ServerResponse, next: () => void): Promise<void> => {
    const [path = ''] = (req.url ?? '').split('?', 1)
    if (/^\/direct(?:\/|$)/.test(path)) return next()
    const [, id = ''] = /^\/([0-9a-f-]{36})\/?$/i.exec(path) ?? []
    const requestId = requestIdOf(req)
    res.setHeader('X-Request-Id', requestId)
    res.setHeader('Tus-Resumable', VERSION)
    logRequest(services.log, req, res, requestId)
    try {
      if (!id && path !== '/' && path !== '') throw notFound('upload')
      if (req.method === 'OPTIONS') return tellAbilities(services, res)
      const verbs = id ? onOne : onAll
      const run = verbs[methodOf(req)]
      if (!run) return sendMethodNotAllowed(res, ['OPTIONS', ...Object.keys(verbs)], requestId)
      const ip = services.clientAddress(req)
      await services.limits.takeFrom(networkOf(ip))
      const step = run === create ? 'begin' : run === cancel ? 'give up' : 'go on'
      const sender = await tusSender(services, req, { origin: originOf(req, { requestId, ip }), step })
      if (req.headers['tus-resumable'] !== VERSION) throw otherVersion()
      await run({ services, sender, req, res, id })
    } catch (error) {
      const shown = error instanceof ZodError ? fromZod(error) : error
      reportBug(services, shown, requestId)
      if (isDomainError(shown) && shown.reason === 'tus_version') res.setHeader('Tus-Version', VERSION)
      sendError(res, shown, requestId, statusOf(shown))
    }
  }
}

/** Some networks let nothing through that they do not know: there a POST says what it means. */
function methodOf({ method = '', headers }: IncomingMessage): string {
  const meant = one(headers['x-http-method-override'])
  return method === 'POST' && meant !== undefined ? meant.toUpperCase() : method
}

/** What tus asks for where the rest of the API would say something else. */
const statuses: Readonly<Record<string, number>> = {
  tus_version: 412,
  upload_locked: 423,
  checksum_mismatch: 460,
}

function statusOf(error: unknown): number | undefined {
  if (!isDomainError(error)) return undefined
  return statuses[error.reason ?? ''] ?? (error.code === 'not_available' ? 410 : undefined)
}

function tellAbilities({ filePolicy }: ApiServices, res: ServerResponse): void {
  res.writeHead(204, {
    'Tus-Version': VERSION,
    'Tus-Extension': 'creation,creation-with-upload,expiration,checksum,termination',
    'Tus-Max-Size': String(largestAllowed(filePolicy)),
    'Tus-Checksum-Algorithm': checksumAlgorithms.join(','),
  })
  res.end()
}

async function create({ services, sender, req, res }: TusCall): Promise<void> {
  const { headers } = req
  refuseOtherExtensions(headers)
  const said = one(headers['upload-metadata'])
  const metadata = readTusMetadata(said)
  const bytes = readCount('Upload-Length', one(headers['upload-length']))
  const { door } = sender
  const announced = door ? announcedThrough(door, metadata) : announcedIn(metadata)
  const { id, expiresAt } = await openUploadSession(services, sender, { ...announced, bytes, said })
  const progress = hasBytes(req) ? await receiveFirst({ services, sender, req, res, id }) : null
  res.writeHead(201, {
    Location: `/api/v1/uploads/${id}`,
    'Upload-Expires': expiresAt.toUTCString(),
    ...(progress && progressHeaders(progress)),
  })
  res.end()
}

const hasBytes = ({ headers }: IncomingMessage) => headers['content-type'] === BYTES_TYPE

/** Where they are refused or break off, nobody has the upload's address: it goes at once. */
async function receiveFirst(call: TusCall): Promise<SessionProgress> {
  try {
    return await receive(call, 0)
  } catch (error) {
    const { services, sender, id } = call
    await cancelUploadSession(services, sender, id).catch((cause: unknown) =>
      services.log.warn({ err: cause, upload: id }, 'upload left to the reaper'),
    )
    throw error
  }
}

async function tell({ services, sender, res, id }: TusCall): Promise<void> {
  const progress = await progressOf(services, sender, id)
  res.writeHead(200, {
    ...progressHeaders(progress),
    'Cache-Control': 'no-store',
    ...(progress.declaredBytes !== null && { 'Upload-Length': String(progress.declaredBytes) }),
    ...(progress.said !== null && { 'Upload-Metadata': progress.said }),
  })
  res.end()
}

async function append(call: TusCall): Promise<void> {
  const { req, res } = call
  if (!hasBytes(req)) throw new DomainError('unsupported_type', `Send the bytes as ${BYTES_TYPE}`)
  const progress = await receive(call, readCount('Upload-Offset', one(req.headers['upload-offset'])))
  res.writeHead(204, progressHeaders(progress))
  res.end()
}

/** Takes in what the request carries; what has come of it stays where the connection breaks. */
async function receive({ services, sender, req, id }: TusCall, offset: number): Promise<SessionProgress> {
  const checksum = readChecksum(one(req.headers['upload-checksum']))
  const stream = req.pipe(new PassThrough())
  req.once('close', () => {
    if (!req.complete) stream.destroy(new UploadAborted('The sender broke off'))
  })
  req.setTimeout(IDLE_MS, () => req.destroy())
  try {
    return await appendToSession(services, sender, id, { offset, stream, checksum })
  } catch (error) {
    abandon(req, stream)
    throw error
  } finally {
    req.setTimeout(0)
  }
}

async function cancel({ services, sender, res, id }: TusCall): Promise<void> {
  await cancelUploadSession(services, sender, id)
  res.writeHead(204)
  res.end()
}

const progressHeaders = ({ receivedBytes, expiresAt, file }: SessionProgress): Record<string, string> => ({
  'Upload-Offset': String(receivedBytes),
  'Upload-Expires': expiresAt.toUTCString(),
  ...(file !== null && { 'Upload-File-Id': file }),
})

const otherVersion = () => new DomainError('invalid', `Say Tus-Resumable: ${VERSION}`, { reason: 'tus_version' })
