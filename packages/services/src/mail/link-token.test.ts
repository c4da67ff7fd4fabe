import { randomBytes } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { idInToken, isLinkToken, linkToken } from './link-token.ts'

const secret = randomBytes(32)
const source = {
  purpose: 'invitation',
  id: '01890a5d-ac96-774b-bcce-b302099a8057',
  expiresAt: new Date('2026-11-28T10:00:00.000Z'),
} as const
const token = linkToken(secret, source)

describe('the token of a link', () => {
  it('names its row and is the same whoever makes it', () => {
    expect(token).toMatch(/^[\w-]{64}$/)
    expect(idInToken(token)).toBe(source.id)
    expect(linkToken(Buffer.from(secret), { ...source })).toBe(token)
    expect(isLinkToken(secret, token, source)).toBe(true)
  })

  it('is another one for another purpose, row, moment or secret', () => {
    const others = [
      { ...source, purpose: 'password-reset' as const },
      { ...source, id: '01890a5d-ac96-774b-bcce-b302099a8058' },
      { ...source, expiresAt: new Date('2026-11-28T10:00:00.001Z') },
    ]
    for (const other of others) expect(isLinkToken(secret, token, other)).toBe(false)
    expect(isLinkToken(randomBytes(32), token, source)).toBe(false)
  })

  it('is none with any character changed', () => {
    for (let at = 0; at < token.length; at += 1) {
      const changed = token.slice(0, at) + (token[at] === 'A' ? 'B' : 'A') + token.slice(at + 1)
      expect(isLinkToken(secret, changed, source)).toBe(false)
    }
  })

  it.each(['', 'x', `${token}x`, token.slice(1), `${token.slice(1)}=`, `${token.slice(1)}\u00e4`])(
    '%j has not even the shape of one',
    (text) => {
      expect(idInToken(text)).toBeNull()
    },
  )
})
