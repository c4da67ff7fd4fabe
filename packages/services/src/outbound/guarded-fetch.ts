import { lookup as systemLookup } from 'node:dns/promises'
import http, { type IncomingHttpHeaders, type IncomingMessage } from 'node:http'
import https from 'node:https'
import type { LookupFunction } from 'node:net'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { DomainError, isDomainError } from '@groundwork/domain'
import { boundedBytes } from './bounded-bytes.ts'
import { mayReach, type OutboundPolicy } from './outbound-policy.ts'

const MOST_REDIRECTS = 3
const MOST_HEADER_BYTES = 16_384
const redirects: ReadonlySet<number> = new Set([301, 302, 303, 307, 308])

export interface Resolved {
  readonly address: string
  readonly family: number
}

/** What calls to the outside stand on. A test resolves names by itself. */
export interface Outbound extends OutboundPolicy {
  readonly resolve?: (host: string) => Promise<readonly Resolved[]>
}

export interface OutboundRequest {
  readonly method?: 'GET' | 'HEAD' | 'POST'
  /** Nothing is sent that is not named here: no cookie, no credential of ours. */
  readonly headers?: Readonly<Record<string, string>>
  /** Sent to the address that was named, never on to where it redirects. */
  readonly body?: Buffer | Readable
  /** The answer's body may have no more bytes. */
  readonly maxBytes: number
  /** From the first look-up to the last byte. */
  readonly totalMs: number
  /** Without a byte for so long, the other side is gone. */
  readonly idleMs: number
  readonly signal?: AbortSignal
}

export interface OutboundAnswer {
  /** Where the bytes came from in the end. */
  readonly url: URL
  readonly status: number
  readonly headers: IncomingHttpHeaders
  /** Fails where a bound is passed or the other side breaks off. Whoever asked reads to the end or destroys. */
  readonly body: Readable
}

/**
 * The one way out to addresses that users name. A name is resolved once, every address it has is judged, and the connection
 * goes to what was judged: a name that means something else a moment later leads nowhere. Each redirect is judged anew.
 */
export async function guardedFetch(
  outbound: Outbound,
  address: string,
  request: OutboundRequest,
): Promise<OutboundAnswer> {
  const signal = AbortSignal.any([AbortSignal.timeout(request.totalMs), ...(request.signal ? [request.signal] : [])])
  let url = parseUrl(address)
  for (let hops = 0; hops <= MOST_REDIRECTS; hops += 1) {
    const answer = await ask(outbound, url, { ...request, signal })
    const target = redirects.has(answer.statusCode ?? 0) ? answer.headers.location : undefined
    if (target === undefined) return received(url, answer, { ...request, signal })
    answer.destroy()
    if (request.body) throw refusedUrl('redirect_refused', 'The address answers with a redirect')
    url = redirected(url, target)
  }
  throw refusedUrl('too_many_redirects', `The address redirects more than ${MOST_REDIRECTS} times`)
}

/** @throws DomainError unless it is a plain http or https address */
function parseUrl(text: string, base?: URL): URL {
  if (text.length > 4096 || !URL.canParse(text, base?.href))
    throw refusedUrl('url_malformed', 'Must be a whole web address')
  const url = new URL(text, base)
  if (url.protocol !== 'https:' && url.protocol !== 'http:')
    throw refusedUrl('url_malformed', 'Must begin with https:// or http://')
  if (url.username || url.password) throw refusedUrl('url_malformed', 'Must not hold a user name or password')
  return url
}

function redirected(from: URL, target: string): URL {
  const url = parseUrl(target, from)
  if (from.protocol === 'https:' && url.protocol === 'http:')
    throw refusedUrl('redirect_refused', 'The address redirects to one that is not encrypted')
  return url
}

interface Asking extends OutboundRequest {
  readonly signal: AbortSignal
}

async function ask(outbound: Outbound, url: URL, asking: Asking): Promise<IncomingMessage> {
  const judged = await judgedAddresses(outbound, url, asking.signal)
  try {
    return await send(url, judged, asking)
  } catch (error) {
    throw failed(error, asking)
  }
}

/** One address that may not be reached condemns the name: which of them would be taken is not for it to choose. */
async function judgedAddresses(
  { resolve = resolveAll, ...policy }: Outbound,
  url: URL,
  signal: AbortSignal,
): Promise<readonly Resolved[]> {
  const host = url.hostname.replace(/^\[|\]$/g, '')
  const port = Number(url.port || (url.protocol === 'https:' ? 443 : 80))
  const addresses = await Promise.race([resolve(host), whenAborted(signal)]).catch((error: unknown) => {
    if (signal.aborted) throw failed(error, { signal })
    return []
  })
  if (!addresses.length || !addresses.every(({ address }) => mayReach(policy, address, port))) throw refusedAddress()
  return addresses
}

const resolveAll = (host: string): Promise<readonly Resolved[]> => systemLookup(host, { all: true })

const whenAborted = (signal: AbortSignal) =>
  new Promise<never>((_, reject) => {
    if (signal.aborted) reject(signal.reason)
    else signal.addEventListener('abort', () => reject(signal.reason), { once: true })
  })

/** The name stays what TLS verifies and the server is asked for; the look-up answers with nothing but what was judged. */
async function send(url: URL, judged: readonly Resolved[], asking: Asking): Promise<IncomingMessage> {
  const { method = 'GET', headers = {}, body, idleMs, signal } = asking
  const lookup: LookupFunction = (_host, { all }, done) => {
    const [first] = judged
    if (all) done(null, [...judged])
    else done(null, first?.address ?? '', first?.family ?? 4)
  }
  const request = (url.protocol === 'https:' ? https : http).request(url, {
    method,
    agent: false,
    lookup,
    maxHeaderSize: MOST_HEADER_BYTES,
    headers: { 'user-agent': 'Groundwork', accept: '*/*', 'accept-encoding': 'identity', ...headers },
    signal,
    timeout: idleMs,
  })
  const answer = new Promise<IncomingMessage>((resolve, reject) => {
    request.once('response', (response) => {
      request.once('timeout', () => response.destroy(timedOut()))
      resolve(response)
    })
    request.once('timeout', () => request.destroy(timedOut()))
    request.on('error', reject)
  })
  if (body instanceof Readable)
    pipeline(body, request).catch(() => undefined) // `answer` fails with it.
  else request.end(body)
  return answer
}

function received(url: URL, answer: IncomingMessage, { maxBytes, ...asking }: Asking): OutboundAnswer {
  const { statusCode: status = 0, headers } = answer
  const encoding = headers['content-encoding']
  const announced = Number(headers['content-length'] ?? 0)
  const refusal =
    encoding !== undefined && encoding !== 'identity'
      ? refusedUrl('encoding_refused', 'The other server sends the bytes in an encoding nobody asked for')
      : announced > maxBytes
        ? tooLarge(maxBytes)
        : null
  if (refusal) {
    answer.destroy()
    throw refusal
  }
  const explain = (error: unknown) => failed(error, asking)
  return { url, status, headers, body: boundedBytes(answer, { maxBytes, tooLarge: () => tooLarge(maxBytes), explain }) }
}

/** What went wrong on the way, as the caller may see it: nothing of our network, and no word of the other side's. */
function failed(error: unknown, { signal }: { readonly signal?: AbortSignal }): Error {
  if (isDomainError(error)) return error
  const reason: unknown = signal?.reason
  if (reason instanceof DOMException && reason.name === 'TimeoutError') return timedOut()
  if (reason instanceof Error) return reason
  return new DomainError('invalid', 'The address could not be read', {
    reason: 'url_unreachable',
    fields: { url: ['The other server does not answer properly'] },
    cause: error,
  })
}

const timedOut = () => refusedUrl('url_too_slow', 'The other server takes too long')

/** The same for a name nobody knows and for one inside our network: who asks learns nothing of what is there. */
const refusedAddress = () => refusedUrl('url_refused', 'This does not lead to a public address')

const refusedUrl = (reason: string, message: string) =>
  new DomainError('invalid', message, { reason, fields: { url: [message] } })

const tooLarge = (maxBytes: number) => {
  const message = `There are more than ${maxBytes} bytes at this address`
  return new DomainError('too_large', message, { reason: 'too_large', fields: { url: [message] } })
}
