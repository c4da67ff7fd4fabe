import { createHmac, timingSafeEqual } from 'node:crypto'

/** A token of one purpose opens nothing else. */
type LinkPurpose = 'password-reset' | 'invitation'

/** What a token is made from. Another `expiresAt` is another token: sending anew voids the link before. */
export interface LinkSource {
  readonly purpose: LinkPurpose
  readonly id: string
  readonly expiresAt: Date
}

const idBytes = 16
const macBytes = 32
const length = Math.ceil(((idBytes + macBytes) * 4) / 3)

/**
 * The secret in a mail's link: a row's id, and a code that only we can make. It is made where it is needed, by worker and
 * API alike, and stands nowhere: neither in a table, nor in an event, nor in a job (docs/decisions/011).
 */
export function linkToken(secret: Buffer, source: LinkSource): string {
  const id = Buffer.from(source.id.replaceAll('-', ''), 'hex')
  return Buffer.concat([id, macOf(secret, source)]).toString('base64url')
}

/** The id that a token names, which proves nothing yet. Null for what has not the shape of one. */
export function idInToken(token: string): string | null {
  if (token.length !== length) return null
  const bytes = Buffer.from(token, 'base64url')
  if (bytes.toString('base64url') !== token) return null
  const hex = bytes.subarray(0, idBytes).toString('hex')
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}

/** Whether the token is the one that this row's link has now. */
export function isLinkToken(secret: Buffer, token: string, source: LinkSource): boolean {
  const [given, right] = [token, linkToken(secret, source)].map((text) => Buffer.from(text))
  return given !== undefined && right !== undefined && given.length === right.length && timingSafeEqual(given, right)
}

const macOf = (secret: Buffer, { purpose, id, expiresAt }: LinkSource) =>
  createHmac('sha256', secret).update(`${purpose}\0${id}\0${expiresAt.getTime()}`).digest()
