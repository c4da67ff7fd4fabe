import { createHash, createHmac, timingSafeEqual } from 'node:crypto'
import type { IncomingMessage } from 'node:http'

export interface Credentials {
  accessKeyId: string
  secretAccessKey: string
}

export type SignedRequest = Pick<IncomingMessage, 'method' | 'url' | 'headers'>

/** Checks an AWS signature, version 4, in the headers or (presigned) in the query. Returns the S3 error code of a bad one. */
export function signatureFault(request: SignedRequest, body: Buffer, credentials: Credentials): string | undefined {
  const [path = '', query = ''] = (request.url ?? '').split('?')
  const pairs = query.split('&').filter(Boolean)
  const presigned = Object.fromEntries(pairs.map((pair) => pair.split('=').map(decodeURIComponent)))
  const signed = presigned['X-Amz-Signature'] ? fromQuery(presigned) : fromHeaders(request)
  if (!signed) return 'AccessDenied'
  if (signed.accessKeyId !== credentials.accessKeyId) return 'InvalidAccessKeyId'
  if (signed.expiresAt < Date.now()) return 'AccessDenied'
  if (!['UNSIGNED-PAYLOAD', sha256(body)].includes(signed.payload)) return 'XAmzContentSHA256Mismatch'

  const canonical = [
    request.method,
    path,
    pairs
      .filter((pair) => !pair.startsWith('X-Amz-Signature='))
      .map((pair) => (pair.includes('=') ? pair : `${pair}=`))
      .sort()
      .join('&'),
    ...signed.headers.map((name) => `${name}:${String(request.headers[name] ?? '').trim()}`),
    '',
    signed.headers.join(';'),
    signed.payload,
  ].join('\n')
  const text = ['AWS4-HMAC-SHA256', signed.time, signed.scope, sha256(canonical)].join('\n')
  const key = `${signed.scope}`
    .split('/')
    .reduce<string | Buffer>((secret, part) => hmac(secret, part), `AWS4${credentials.secretAccessKey}`)
  const expected = hmac(key, text)
  const given = Buffer.from(signed.signature, 'hex')
  return given.length === expected.length && timingSafeEqual(given, expected) ? undefined : 'SignatureDoesNotMatch'
}

interface Signed {
  accessKeyId: string
  scope: string
  headers: string[]
  signature: string
  time: string
  payload: string
  expiresAt: number
}

function fromHeaders({ headers }: SignedRequest): Signed | undefined {
  const form = /^AWS4-HMAC-SHA256 Credential=([^/]+)\/([^,]+), ?SignedHeaders=([^,]+), ?Signature=([0-9a-f]+)$/
  const [, accessKeyId = '', scope = '', names = '', signature = ''] = form.exec(headers.authorization ?? '') ?? []
  if (!accessKeyId) return undefined
  const time = String(headers['x-amz-date'])
  const payload = String(headers['x-amz-content-sha256'])
  return {
    accessKeyId,
    scope,
    headers: names.split(';'),
    signature,
    time,
    payload,
    expiresAt: Number.POSITIVE_INFINITY,
  }
}

function fromQuery(query: Record<string, string>): Signed {
  const [accessKeyId = '', ...scope] = (query['X-Amz-Credential'] ?? '').split('/')
  const time = query['X-Amz-Date'] ?? ''
  const iso = time.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z')
  return {
    accessKeyId,
    scope: scope.join('/'),
    headers: (query['X-Amz-SignedHeaders'] ?? '').split(';'),
    signature: query['X-Amz-Signature'] ?? '',
    time,
    payload: 'UNSIGNED-PAYLOAD',
    expiresAt: Date.parse(iso) + Number(query['X-Amz-Expires']) * 1000,
  }
}

const sha256 = (data: string | Buffer) => createHash('sha256').update(data).digest('hex')
const hmac = (key: string | Buffer, data: string) => createHmac('sha256', key).update(data).digest()
