import { createHash, createHmac, timingSafeEqual } from 'node:crypto'
import type { LinkRow } from '@groundwork/db'

const tokenBytes = 32
/** Long enough to look through a folder, short enough to be no second link. */
const accessSeconds = 1800

export const newLinkToken = (random: (bytes: number) => Buffer): string => random(tokenBytes).toString('base64url')

/** What is kept of a token. It is as random as the hash, so that nothing slower is needed. */
export const hashOfLinkToken = (token: string): string => createHash('sha256').update(token).digest('hex')

type Guarded = Pick<LinkRow, 'id' | 'passwordHash'>

export interface LinkAccess {
  readonly access: string
  readonly expiresAt: string
}

/** Says for a while that somebody knew the password that the link has now: another password is another signature. */
export function grantLinkAccess(secret: Buffer, link: Guarded, now: Date): LinkAccess {
  const expiry = Math.floor(now.getTime() / 1000) + accessSeconds
  return {
    access: `${expiry}.${macOf(secret, link, expiry).toString('base64url')}`,
    expiresAt: new Date(expiry * 1000).toISOString(),
  }
}

export function hasLinkAccess(
  secret: Buffer,
  link: Guarded,
  { access, now }: { readonly access: string; readonly now: Date },
): boolean {
  const [, digits, presented] = /^([1-9]\d{9,11})\.([\w-]{43})$/.exec(access) ?? []
  if (digits === undefined || presented === undefined) return false
  const expiry = Number(digits)
  const isOurs = timingSafeEqual(Buffer.from(presented, 'base64url'), macOf(secret, link, expiry))
  return isOurs && expiry * 1000 > now.getTime()
}

const macOf = (secret: Buffer, { id, passwordHash }: Guarded, expiry: number) =>
  createHmac('sha256', secret)
    .update(JSON.stringify([id, passwordHash, expiry]))
    .digest()
