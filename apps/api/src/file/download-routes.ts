import type { IncomingMessage, ServerResponse } from 'node:http'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { type DerivativeName, invalidField } from '@groundwork/domain'
import {
  type ByteRequest,
  openDerivative,
  openDownload,
  openSigned,
  type ServedBytes,
  signDownload,
} from '@groundwork/services'
import { sendJson } from '../http/send.ts'
import { presentPlain } from '../rest/present.ts'
import { refuseParameters } from '../rest/refuse-parameters.ts'
import type { ByteCall, PublicByteCall } from './byte-call.ts'
import { fileId } from './file-id.ts'

/** GET /files/{id}/download/?disposition=&version= with Range. */
export async function downloadRoute({ services, work, req, res, key, query }: ByteCall): Promise<void> {
  refuseParameters(query, ['disposition', 'version'])
  const request = { ...byteRequest(req), file: fileId(key), version: versionIn(query), isInline: wantsInline(query) }
  await sendBytes(res, await openDownload(services, work, request))
}

/** GET /files/{id}/thumbnail/, /optimised/ and /pdf/. */
export const derivativeRoute =
  (derivative: DerivativeName) =>
  async ({ services, work, req, res, key, query }: ByteCall): Promise<void> => {
    refuseParameters(query)
    await sendBytes(res, await openDerivative(services, work, { ...byteRequest(req), file: fileId(key), derivative }))
  }

/** GET /files/signed/{id}?version=&disposition=&token=: the link is the right. Its token is in the query, which is not logged. */
export async function signedRoute({ services, origin, req, res, key, query }: PublicByteCall): Promise<void> {
  const link = {
    ...byteRequest(req),
    file: key,
    version: query.get('version'),
    disposition: query.get('disposition'),
    token: query.get('token'),
  }
  await sendBytes(res, await openSigned(services, origin, link))
}

/** GET /files/{id}/access-url/?expires_in=&disposition= */
export async function accessUrlRoute({ services, work, res, key, query }: ByteCall): Promise<void> {
  refuseParameters(query, ['expires_in', 'disposition'])
  const seconds = query.get('expires_in')
  if (seconds !== null && !/^\d{1,6}$/.test(seconds))
    throw invalidField('expires_in', 'Must be a whole number of seconds')
  const link = await signDownload(services, work, {
    file: fileId(key),
    expiresIn: seconds === null ? undefined : Number(seconds),
    isInline: wantsInline(query),
  })
  sendJson(res, 200, presentPlain(link))
}

export function versionIn(query: URLSearchParams): number | undefined {
  const version = query.get('version')
  if (version === null) return undefined
  if (!/^[1-9]\d{0,5}$/.test(version)) throw invalidField('version', 'Must be the number of a version')
  return Number(version)
}

function wantsInline(query: URLSearchParams): boolean {
  const disposition = query.get('disposition') ?? 'attachment'
  if (disposition !== 'inline' && disposition !== 'attachment')
    throw invalidField('disposition', 'Must be inline or attachment')
  return disposition === 'inline'
}

export const byteRequest = ({ headers, method }: IncomingMessage): ByteRequest => ({
  range: headers.range,
  ifRange: headers['if-range'] as string | undefined,
  ifNoneMatch: headers['if-none-match'],
  isHead: method === 'HEAD',
})

/** Bytes that cannot be opened are a problem with an answer; once the first is out, only the end of the connection tells. */
export async function sendBytes(
  res: ServerResponse,
  { status, headers, open }: ServedBytes<Readable | Buffer>,
): Promise<void> {
  const body = open && (await open())
  if (!(body instanceof Readable)) {
    res.writeHead(status, body ? { ...headers, 'Content-Length': body.length } : headers).end(body)
    return
  }
  res.writeHead(status, headers)
  try {
    await pipeline(body, res)
  } catch (error) {
    if (!hasHungUp(error)) throw error
  }
}

/** The client closed the connection, as players do when they seek. */
export const hasHungUp = (error: unknown) =>
  error instanceof Error && 'code' in error && error.code === 'ERR_STREAM_PREMATURE_CLOSE'
