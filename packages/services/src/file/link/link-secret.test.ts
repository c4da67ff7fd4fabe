import { randomBytes } from 'node:crypto'
import { expect, it } from 'vitest'
import { grantLinkAccess, hashOfLinkToken, hasLinkAccess, newLinkToken } from './link-secret.ts'

const secret = Buffer.alloc(32, 7)
const now = new Date('2026-11-21T12:00:00Z')
const link = { id: 'one', passwordHash: 'hash' }
const after = (minutes: number) => new Date(now.getTime() + minutes * 60_000)

it('a token is 32 random bytes, and is kept as its hash', () => {
  const token = newLinkToken(randomBytes)
  expect(Buffer.from(token, 'base64url')).toHaveLength(32)
  expect(newLinkToken(randomBytes)).not.toBe(token)
  expect(hashOfLinkToken(token)).toMatch(/^[0-9a-f]{64}$/)
})

it('a given password opens its own link for half an hour', () => {
  const { access, expiresAt } = grantLinkAccess(secret, link, now)
  expect(expiresAt).toBe(after(30).toISOString())
  expect(hasLinkAccess(secret, link, { access, now: after(29) })).toBe(true)
  expect(hasLinkAccess(secret, link, { access, now: after(30) })).toBe(false)
  expect(hasLinkAccess(secret, { ...link, id: 'other' }, { access, now })).toBe(false)
  expect(hasLinkAccess(secret, { ...link, passwordHash: 'new' }, { access, now })).toBe(false)
  expect(hasLinkAccess(Buffer.alloc(32, 8), link, { access, now })).toBe(false)
})

it('an end that was put off by hand is no signature', () => {
  const { access } = grantLinkAccess(secret, link, now)
  const [expiry, mac] = access.split('.')
  const later = `${Number(expiry) + 3600}.${mac}`
  expect(hasLinkAccess(secret, link, { access: later, now })).toBe(false)
  for (const broken of ['', '.', `${expiry}.`, `${expiry}.short`, `-1.${mac}`])
    expect(hasLinkAccess(secret, link, { access: broken, now })).toBe(false)
})
