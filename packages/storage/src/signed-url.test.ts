import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { hostileText } from '../test/hostile-text.ts'
import { DEFAULT_URL_SECONDS, MAX_URL_SECONDS, signDownload, urlExpiry, verifyDownload } from './signed-url.ts'

const secret = 'a secret of thirty-two bytes....'
const now = new Date('2026-01-26T15:30:00Z')
const claims = { fileId: 'file-1', version: 3, disposition: 'attachment', method: 'GET' } as const
const token = signDownload({ secret, ...claims, expiresAt: urlExpiry(now) })
const later = (seconds: number) => new Date(now.getTime() + seconds * 1000)
const verify = (changes: Partial<Parameters<typeof verifyDownload>[0]> = {}) =>
  verifyDownload({ secret, token, now, ...claims, ...changes })

describe('a signed download', () => {
  it('is good for ten minutes unless told otherwise', () => {
    expect(DEFAULT_URL_SECONDS).toBe(600)
    expect(verify()).toBe('ok')
    expect(verify({ now: later(599) })).toBe('ok')
    expect(verify({ now: later(600) })).toBe('expired')
  })

  it.each([
    ['another file', { fileId: 'file-2' }],
    ['another version', { version: 4 }],
    ['another disposition', { disposition: 'inline' }],
    ['another method', { method: 'DELETE' as 'GET' }],
    ['another secret', { secret: 'another secret of thirty-two byte' }],
  ] as const)('opens nothing for %s', (_, changes) => {
    expect(verify(changes)).toBe('invalid')
  })

  it('does not survive a change of any character', () => {
    for (let at = 0; at < token.length; at += 1) {
      for (const character of ['0', '9', 'A', 'z', '_', '.', '=', '']) {
        const changed = token.slice(0, at) + character + token.slice(at + 1)
        if (changed !== token) expect(verify({ token: changed })).toBe('invalid')
      }
    }
  })

  it('is never opened by a token we did not make, expired or not', () => {
    fc.assert(fc.property(hostileText, (other) => verify({ token: other }) === 'invalid'))
    expect(verify({ token: `1.${token.split('.')[1]}` })).toBe('invalid')
  })

  it('does not confuse claims that read the same side by side', () => {
    const one = signDownload({ secret, ...claims, fileId: 'a', version: 11, expiresAt: urlExpiry(now) })
    expect(verify({ token: one, fileId: 'a1', version: 1 })).toBe('invalid')
  })

  it('is not honoured beyond the longest life we give', () => {
    const long = signDownload({ secret, ...claims, expiresAt: later(MAX_URL_SECONDS + 3600) })
    expect(verify({ token: long })).toBe('invalid')
  })

  it.each([0, -1, 1.5, 901, Number.NaN, Number.POSITIVE_INFINITY])('is not made for %d seconds', (seconds) => {
    expect(() => urlExpiry(now, seconds)).toThrow(RangeError)
  })

  it('is not made with a short secret', () => {
    expect(() => signDownload({ secret: 'short', ...claims, expiresAt: now })).toThrow(RangeError)
  })
})
