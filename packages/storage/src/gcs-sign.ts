import { createHash } from 'node:crypto'
import { type GcsClient, percentEncode } from './gcs-client.ts'
import { checkedSeconds } from './signed-url.ts'

const ALGORITHM = 'GOOG4-RSA-SHA256'

export interface GcsSigning {
  method: 'GET' | 'PUT'
  key: string
  seconds: number
  query?: Readonly<Record<string, string>>
  /** Headers that must be sent as they are said here. */
  headers?: Readonly<Record<string, string>>
}

/** A URL by Google's signing process, version 4, that does this one thing and ends by itself. */
export async function signGcsUrl(client: GcsClient, { method, key, seconds, ...signing }: GcsSigning): Promise<URL> {
  const url = new URL(`${client.endpoint}${client.path(key)}`)
  const headers = sorted({ ...signing.headers, host: url.host })
  const names = headers.map(([name]) => name).join(';')
  const time = new Date().toISOString().replaceAll(/[-:]|\.\d+/g, '')
  const scope = `${time.slice(0, 8)}/auto/storage/goog4_request`
  const expires = String(checkedSeconds(seconds))
  const query = sorted({
    ...signing.query,
    'X-Goog-Algorithm': ALGORITHM,
    'X-Goog-Credential': `${await client.account()}/${scope}`,
    'X-Goog-Date': time,
    'X-Goog-Expires': expires,
    'X-Goog-SignedHeaders': names,
  })
  const search = query.map(([name, value]) => `${percentEncode(name)}=${percentEncode(value)}`).join('&')
  const lines = headers.map(([name, value]) => `${name}:${value}`)
  const canonical = [method, url.pathname, search, ...lines, '', names, 'UNSIGNED-PAYLOAD'].join('\n')
  const hash = createHash('sha256').update(canonical).digest('hex')
  const signature = await client.sign([ALGORITHM, time, scope, hash].join('\n'))
  return new URL(`${url.href}?${search}&X-Goog-Signature=${signature}`)
}

const sorted = (record: Readonly<Record<string, string>>) =>
  Object.entries(record).sort(([one], [other]) => (one < other ? -1 : 1))
