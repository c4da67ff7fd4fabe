import { createHash, createHmac, timingSafeEqual } from 'node:crypto'

/**
 * A refresh token is its session's id, a 256-bit secret and a tag that only we can make. The tag tells an old token from
 * an invented one, so that reuse of any generation is noticed and a made-up token ends nobody's session.
 */
const bytesOf = { sessionId: 16, secret: 32, tag: 16 } as const
const tokenLength = Math.ceil(((bytesOf.sessionId + bytesOf.secret + bytesOf.tag) * 4) / 3)

export interface PresentedRefreshToken {
  readonly sessionId: string
  /** What the database knows of it. */
  readonly hash: string
}

export const firstRefreshToken = (refreshSecret: Buffer, sessionId: string, secret: Buffer) =>
  write(refreshSecret, Buffer.from(sessionId.replaceAll('-', ''), 'hex'), secret)

/**
 * The token that follows. It is the same however often it is asked for: two tabs that refresh at once get one successor,
 * although no token is stored anywhere.
 */
export function successorOf(refreshSecret: Buffer, token: string): string {
  const sessionId = Buffer.from(token, 'base64url').subarray(0, bytesOf.sessionId)
  return write(refreshSecret, sessionId, mac(refreshSecret, 'successor', Buffer.from(token)))
}

/** Null for what we never made. */
export function readRefreshToken(refreshSecret: Buffer, token: string): PresentedRefreshToken | null {
  if (token.length !== tokenLength) return null
  const bytes = Buffer.from(token, 'base64url')
  if (bytes.toString('base64url') !== token) return null

  const body = bytes.subarray(0, bytesOf.sessionId + bytesOf.secret)
  const tag = bytes.subarray(body.length)
  if (!timingSafeEqual(tag, tagOf(refreshSecret, body))) return null
  return { sessionId: uuidOf(body.subarray(0, bytesOf.sessionId)), hash: hashOfToken(token) }
}

export const hashOfToken = (token: string) => createHash('sha256').update(token).digest('hex')

function write(refreshSecret: Buffer, sessionId: Buffer, secret: Buffer): string {
  const body = Buffer.concat([sessionId, secret])
  return Buffer.concat([body, tagOf(refreshSecret, body)]).toString('base64url')
}

const tagOf = (refreshSecret: Buffer, body: Buffer) => mac(refreshSecret, 'tag', body).subarray(0, bytesOf.tag)

const mac = (refreshSecret: Buffer, purpose: string, bytes: Buffer) =>
  createHmac('sha256', refreshSecret).update(`${purpose}\0`).update(bytes).digest()

const uuidOf = (bytes: Buffer) => bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
