import { createHmac, timingSafeEqual } from 'node:crypto'

export const DEFAULT_URL_SECONDS = 600
export const MAX_URL_SECONDS = 900

/** Two machines may disagree about the time by this much. */
const CLOCK_SKEW_SECONDS = 30

/** What a signed URL lets its holder do; a change in any of these makes the token invalid. */
export interface DownloadClaims {
  fileId: string
  /** Replacing the file ends the URLs to its old bytes. */
  version: number
  disposition: 'attachment' | 'inline'
  method: 'GET'
}

export interface SignedDownload extends DownloadClaims {
  /** A key for this purpose only, 32 bytes or more. */
  secret: string | Uint8Array
  expiresAt: Date
}

export interface PresentedDownload extends DownloadClaims {
  secret: string | Uint8Array
  token: string
  now: Date
}

/** The end of a URL made at `now`. Longer than `MAX_URL_SECONDS` is a mistake of the caller, not a wish to be cut down. */
export function urlExpiry(now: Date, seconds = DEFAULT_URL_SECONDS): Date {
  return new Date(now.getTime() + checkedSeconds(seconds) * 1000)
}

export function checkedSeconds(seconds: number): number {
  if (Number.isInteger(seconds) && seconds >= 1 && seconds <= MAX_URL_SECONDS) return seconds
  throw new RangeError(`A signed URL lasts from 1 to ${MAX_URL_SECONDS} whole seconds, not ${seconds}`)
}

/** The token of a download URL: when it ends, and a signature over that and the claims. The claims themselves are in the URL's path and query. */
export function signDownload({ secret, expiresAt, ...claims }: SignedDownload): string {
  const expiry = Math.floor(expiresAt.getTime() / 1000)
  return `${expiry}.${signature(secret, claims, expiry)}`
}

/** Only a token we signed can be `expired`; anything else says nothing but `invalid`. */
export function verifyDownload({ secret, token, now, ...claims }: PresentedDownload): 'ok' | 'expired' | 'invalid' {
  const [, digits, presented] = /^([1-9]\d{0,11})\.([A-Za-z0-9_-]{43})$/.exec(token) ?? []
  if (digits === undefined || presented === undefined) return 'invalid'

  const expiry = Number(digits)
  if (!timingSafeEqual(Buffer.from(presented), Buffer.from(signature(secret, claims, expiry)))) return 'invalid'

  const secondsLeft = expiry - now.getTime() / 1000
  if (secondsLeft > MAX_URL_SECONDS + CLOCK_SKEW_SECONDS) return 'invalid'
  return secondsLeft > 0 ? 'ok' : 'expired'
}

/** Claims are signed as one JSON list, so no two of them can be shifted into each other. */
function signature(
  secret: string | Uint8Array,
  { method, fileId, version, disposition }: DownloadClaims,
  expiry: number,
) {
  if (Buffer.byteLength(secret) < 32) throw new RangeError('The key that signs URLs must have at least 32 bytes')
  return createHmac('sha256', secret)
    .update(JSON.stringify(['download', method, fileId, version, disposition, expiry]))
    .digest('base64url')
}
