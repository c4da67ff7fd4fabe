import { errorOfResponse, GroundworkError, unreachable } from './groundwork-error.ts'
import type { Platform } from './platform.ts'
import type { TokenStore, Tokens } from './token-store.ts'

/** How a caller shows who it is, whatever it was given to do so. */
export interface Session {
  /** What to send with the next request. Renews first what is about to run out. */
  credentials(): Promise<Credentials>
  /** After a refusal of what was sent: true when something newer is there to try. */
  renew(refused: Credentials): Promise<boolean>
  signIn(username: string, password: string, options?: SignInOptions): Promise<void>
  /** True when an earlier sign-in, in the token store or the browser's cookie, still holds. */
  resume(): Promise<boolean>
  signOut(): Promise<void>
}

export interface SignInOptions {
  /** The second factor, once it is asked for: the six digits of the authenticator app, or a backup code. */
  readonly otp?: string
}

/** Either, or neither for a stranger. Spelled as the WebSocket's connection parameters are. */
export interface Credentials {
  readonly token?: string
  readonly apiKey?: string
}

export const headersOf = ({ token, apiKey }: Credentials): Record<string, string> => ({
  ...(token && { authorization: `Bearer ${token}` }),
  ...(apiKey && { 'x-api-key': apiKey }),
})

/** An API key neither expires within a run nor signs anybody in. */
export function keySession(apiKey: string): Session {
  const refuse = () => Promise.reject(new TypeError('A client with an API key does not sign in or out'))
  return {
    credentials: () => Promise.resolve({ apiKey }),
    renew: () => Promise.resolve(false),
    resume: () => Promise.resolve(true),
    signIn: refuse,
    signOut: refuse,
  }
}

interface TokenSessionOptions {
  readonly url: string
  readonly fetch: typeof globalThis.fetch
  readonly store: TokenStore
  /** The refresh token stays in an HttpOnly cookie. */
  readonly isCookie: boolean
  readonly exclusively: Platform['exclusively']
  readonly onSignedOut?: (() => void) | undefined
}

interface TokenAnswer {
  readonly access: string
  /** Missing where it went into the cookie. */
  readonly refresh?: string
  readonly expires_in?: number
}

/** Tokens this close to their end are renewed before a call rather than after its refusal. */
const leewayMs = 30_000

/** Keeps an access token fresh. However many calls need a new one at the same moment, it is asked for once. */
export function tokenSession({ url, fetch, store, isCookie, exclusively, onSignedOut }: TokenSessionOptions): Session {
  let renewal: Promise<Tokens> | null = null
  // Unknown until the cookie was tried: scripts cannot look at it.
  let isCookieSpent = !isCookie

  const canRenew = (tokens: Tokens | null): boolean => tokens?.refresh !== undefined || !isCookieSpent

  async function end(): Promise<void> {
    isCookieSpent = true
    await store.save(null)
    onSignedOut?.()
  }

  async function keep(response: Response, previous: Tokens | null): Promise<Tokens> {
    const { access, refresh = previous?.refresh, expires_in: seconds } = (await response.json()) as TokenAnswer
    // The lifetime counts from here, by this machine's clock: a wrong one does no harm.
    const tokens = { access, ...(refresh && { refresh }), ...(seconds && { expiresAt: Date.now() + seconds * 1000 }) }
    isCookieSpent = !isCookie
    await store.save(tokens)
    return tokens
  }

  /** A refresh token works once. So one renewal at a time, over all tabs; whoever waited takes what the first one got. */
  function renewOnce(stale: Tokens | null): Promise<Tokens> {
    renewal ??= exclusively('groundwork-session', async () => {
      const now = await store.load()
      if (now && now.access !== stale?.access) return now
      const response = await post(isCookie ? { session: 'cookie' } : { refresh: stale?.refresh }, 'token/refresh/')
      if (response.ok) return keep(response, stale)
      const error = await errorOfResponse(response)
      if (isRefusal(error)) await end()
      throw error
    }).finally(() => {
      renewal = null
    })
    return renewal
  }

  const post = (body: object, path: string): Promise<Response> =>
    fetch(`${url}/api/v1/auth/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    }).catch((error: unknown) => {
      throw unreachable(error)
    })

  return {
    async credentials() {
      const tokens = await store.load()
      if (!canRenew(tokens) || isFresh(tokens)) return tokens ? { token: tokens.access } : {}
      try {
        const { access } = await renewOnce(tokens)
        return { token: access }
      } catch (error) {
        // There was no cookie, or a spent one: this is a stranger, who may ask what strangers may.
        if (tokens === null && isRefusal(error)) return {}
        throw error
      }
    },

    async renew({ token }) {
      const tokens = await store.load()
      if (tokens && tokens.access !== token) return true
      if (!canRenew(tokens)) {
        if (tokens) await end()
        return false
      }
      await renewOnce(tokens)
      return true
    },

    async signIn(username, password, { otp } = {}) {
      const response = await post(
        { username, password, ...(otp && { otp }), ...(isCookie && { session: 'cookie' }) },
        'token/',
      )
      if (!response.ok) throw await errorOfResponse(response)
      await keep(response, null)
    },

    async resume() {
      const tokens = await store.load()
      if (isFresh(tokens)) return true
      if (!canRenew(tokens)) return false
      try {
        await renewOnce(tokens)
        return true
      } catch (error) {
        if (isRefusal(error)) return false
        throw error
      }
    },

    async signOut() {
      const tokens = await store.load()
      try {
        if (!canRenew(tokens)) return
        const response = await post(isCookie ? { session: 'cookie' } : { refresh: tokens?.refresh }, 'logout/')
        // A session that the server has already forgotten is what was asked for.
        if (!response.ok && response.status !== 401) throw await errorOfResponse(response)
      } finally {
        await end()
      }
    },
  }
}

/** The server knows no such session, as opposed to having no time for it. */
const isRefusal = (error: unknown): boolean =>
  error instanceof GroundworkError && (error.code === 'unauthenticated' || error.code === 'invalid')

const isFresh = (tokens: Tokens | null): boolean =>
  tokens !== null && (tokens.expiresAt === undefined || tokens.expiresAt - Date.now() > leewayMs)
