import { Agent as HttpAgent, type IncomingMessage, request as requestHttp } from 'node:http'
import { Agent as HttpsAgent, request as requestHttps } from 'node:https'
import { text } from 'node:stream/consumers'
import { GoogleAuth, JWT } from 'google-auth-library'
import { GcsFailure } from './gcs-error.ts'
import { isPassingStatus, readRetryAfter, retrying } from './retry.ts'
import { xmlValue } from './xml-values.ts'

const SCOPE = 'https://www.googleapis.com/auth/devstorage.read_write'

export interface GcsConnection {
  bucket: string
  /** A service account's. Without them Google's own chain decides (`GOOGLE_APPLICATION_CREDENTIALS`, the machine's role). */
  credentials?: { email: string; privateKey: string }
  /** Google's own unless told otherwise. */
  endpoint?: string
}

export interface GcsLimits {
  /** Tries of one request. Every request we send may be repeated. */
  attempts: number
  /** From the start of a request to the head of its answer. */
  answerMs: number
  /** Silence on a connection. Generous, because a paused download keeps one silent as well. */
  idleMs: number
  probeMs: number
  partBytes: number
  connections: number
}

export const defaultGcsLimits: GcsLimits = {
  attempts: 5,
  answerMs: 60_000,
  idleMs: 120_000,
  probeMs: 5_000,
  partBytes: 8 * 1024 * 1024,
  connections: 512,
}

export interface GcsRequest {
  method: 'GET' | 'HEAD' | 'PUT' | 'POST' | 'DELETE'
  path: string
  query?: Readonly<Record<string, string>>
  headers?: Readonly<Record<string, string>>
  body?: Buffer | string
  signal?: AbortSignal
}

/**
 * Requests to one bucket by its XML interface, and by the JSON one where only that can do it. Over Node's own client, because that
 * sends a part from the memory where it lies: `fetch` copies it for each try.
 */
export class GcsClient {
  readonly bucket: string
  readonly endpoint: string
  readonly #auth: GoogleAuth
  readonly #email: string | undefined
  readonly #limits: GcsLimits
  readonly #agent: HttpAgent

  constructor({ bucket, credentials, endpoint = 'https://storage.googleapis.com' }: GcsConnection, limits: GcsLimits) {
    this.bucket = bucket
    this.endpoint = endpoint.replace(/\/+$/, '')
    this.#email = credentials?.email
    this.#auth = credentials
      ? new GoogleAuth({ authClient: accountClient(credentials) })
      : new GoogleAuth({ scopes: SCOPE })
    this.#limits = limits
    const pool = { keepAlive: true, maxSockets: limits.connections }
    this.#agent = this.endpoint.startsWith('https:') ? new HttpsAgent(pool) : new HttpAgent(pool)
  }

  /** The path of an object, or of the bucket. */
  path(key?: string): string {
    return `/${this.bucket}${key === undefined ? '' : `/${key.split('/').map(percentEncode).join('/')}`}`
  }

  /** The answer, of which its caller reads the body to the end or destroys it. @throws GcsFailure */
  send(request: GcsRequest): Promise<IncomingMessage> {
    return retrying(() => this.#try(request), {
      attempts: this.#limits.attempts,
      signal: request.signal,
      isPassing: (error) => error instanceof GcsFailure && isPassingStatus(error.status),
      retryAfterMs: (error) => (error instanceof GcsFailure ? error.retryAfterMs : 0),
    })
  }

  /** The answer's body as text. */
  async ask(request: GcsRequest): Promise<string> {
    return readText(await this.send(request))
  }

  /** Once and soon, or not at all. */
  async probe(): Promise<void> {
    const signal = AbortSignal.timeout(this.#limits.probeMs)
    await readText(
      await this.#try({ method: 'GET', path: this.path(), query: { 'list-type': '2', 'max-keys': '1' }, signal }),
    )
  }

  /** Whose signature stands under a URL. */
  async account(): Promise<string> {
    return this.#email ?? (await this.#auth.getCredentials()).client_email ?? ''
  }

  /** By the key of the account, or by Google where the account is the machine's and its key nowhere. */
  async sign(text: string): Promise<string> {
    return Buffer.from(await this.#auth.sign(text), 'base64').toString('hex')
  }

  close(): void {
    this.#agent.destroy()
  }

  async #try(request: GcsRequest): Promise<IncomingMessage> {
    const answer = await this.#answerTo(request, await this.#authorization())
    const { statusCode: status = 0 } = answer
    if (status >= 200 && status < 300) return answer
    throw await failureOf(answer, status)
  }

  async #authorization(): Promise<string> {
    try {
      const headers = await this.#auth.getRequestHeaders()
      return headers.get('authorization') ?? ''
    } catch (error) {
      throw new GcsFailure(401, 'NoCredentials', { cause: error })
    }
  }

  #answerTo(
    { method, path, query = {}, headers, body, signal }: GcsRequest,
    authorization: string,
  ): Promise<IncomingMessage> {
    const url = new URL(`${this.endpoint}${path}`)
    for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value)
    const request = url.protocol === 'https:' ? requestHttps : requestHttp
    const { answerMs, idleMs } = this.#limits
    return new Promise((resolve, reject) => {
      const call = request(url, {
        method,
        agent: this.#agent,
        timeout: idleMs,
        headers: { ...headers, authorization, 'content-length': Buffer.byteLength(body ?? '') },
        ...(signal && { signal }),
      })
      const late = setTimeout(() => call.destroy(new Error('No answer in time')), answerMs)
      call.on('response', (answer) => {
        clearTimeout(late)
        call.on('timeout', () => answer.destroy(new Error('The connection fell silent')))
        resolve(answer)
      })
      call.on('timeout', () => call.destroy(new Error('The connection fell silent')))
      call.on('error', (error) => {
        clearTimeout(late)
        reject(new GcsFailure(undefined, error.message, { cause: error }))
      })
      call.end(body)
    })
  }
}

/** Signs its own tokens: they need no other server, and none that could be down. */
function accountClient({ email, privateKey }: { email: string; privateKey: string }): JWT {
  const client = new JWT({ email, key: privateKey, scopes: SCOPE })
  client.useJWTAccessWithScope = true
  return client
}

async function readText(answer: IncomingMessage): Promise<string> {
  try {
    return await text(answer)
  } catch (error) {
    throw new GcsFailure(undefined, 'The answer broke off', { cause: error })
  }
}

async function failureOf(answer: IncomingMessage, status: number): Promise<GcsFailure> {
  const said = await readText(answer)
  const code = xmlValue(said, 'Code') ?? (status === 416 ? 'InvalidRange' : `status ${status}`)
  return new GcsFailure(status, code, { retryAfterMs: readRetryAfter(answer.headers['retry-after']) })
}

/** As signatures want it: `encodeURIComponent` leaves five characters alone. */
export const percentEncode = (value: string): string =>
  encodeURIComponent(value).replace(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`)
