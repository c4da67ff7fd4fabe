import { createHash, createPublicKey, verify } from 'node:crypto'
import type { IncomingMessage } from 'node:http'

export interface ServiceAccount {
  email: string
  privateKey: string
}

export type SignedRequest = Pick<IncomingMessage, 'method' | 'url' | 'headers'>

/** Checks a token that the account signed itself, or a URL signed by Google's process, version 4. Returns the code of a bad one. */
export function gcsSignatureFault(request: SignedRequest, account: ServiceAccount): string | undefined {
  const [path = '', query = ''] = (request.url ?? '').split('?')
  const pairs = query.split('&').filter(Boolean)
  const signed: Record<string, string> = Object.fromEntries(
    pairs.map((pair) => pair.split('=').map(decodeURIComponent)),
  )
  if (!signed['X-Goog-Signature']) return tokenFault(request.headers.authorization ?? '', account)

  const [email = '', ...scope] = (signed['X-Goog-Credential'] ?? '').split('/')
  const time = signed['X-Goog-Date'] ?? ''
  const started = Date.parse(time.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z'))
  if (email !== account.email) return 'AccessDenied'
  if (!(started + Number(signed['X-Goog-Expires']) * 1000 > Date.now())) return 'ExpiredToken'
  const names = (signed['X-Goog-SignedHeaders'] ?? '').split(';')
  const canonical = [
    request.method,
    path,
    pairs
      .filter((pair) => !pair.startsWith('X-Goog-Signature='))
      .sort()
      .join('&'),
    ...names.map((name) => `${name}:${String(request.headers[name] ?? '').trim()}`),
    '',
    names.join(';'),
    'UNSIGNED-PAYLOAD',
  ].join('\n')
  const hash = createHash('sha256').update(canonical).digest('hex')
  const text = ['GOOG4-RSA-SHA256', time, scope.join('/'), hash].join('\n')
  return isSigned(text, Buffer.from(signed['X-Goog-Signature'], 'hex'), account) ? undefined : 'SignatureDoesNotMatch'
}

function tokenFault(authorization: string, account: ServiceAccount): string | undefined {
  const [, head = '', payload = '', signature = ''] = /^Bearer ([^.]+)\.([^.]+)\.([^.]+)$/.exec(authorization) ?? []
  if (!isSigned(`${head}.${payload}`, Buffer.from(signature, 'base64url'), account)) return 'AccessDenied'
  const { iss, scope, exp } = JSON.parse(Buffer.from(payload, 'base64url').toString()) as Record<string, unknown>
  const isGood =
    iss === account.email && Number(exp) * 1000 > Date.now() && String(scope).endsWith('/devstorage.read_write')
  return isGood ? undefined : 'AccessDenied'
}

const isSigned = (text: string, signature: Buffer, { privateKey }: ServiceAccount) =>
  verify('sha256', Buffer.from(text), createPublicKey(privateKey), signature)
