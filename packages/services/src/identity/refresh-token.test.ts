import { randomBytes } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { firstRefreshToken, hashOfToken, readRefreshToken, successorOf } from './refresh-token.ts'

const secret = Buffer.alloc(32, 7)
const sessionId = '01934f3a-7c00-7000-8000-0123456789ab'
const first = firstRefreshToken(secret, sessionId, Buffer.alloc(32, 1))

describe('a refresh token', () => {
  it('names its session and is known by its hash', () => {
    expect(readRefreshToken(secret, first)).toEqual({ sessionId, hash: hashOfToken(first) })
    expect(hashOfToken(first)).not.toContain(first.slice(0, 8))
  })

  it('has one successor, of the same session', () => {
    const second = successorOf(secret, first)
    expect(second).toBe(successorOf(secret, first))
    expect(second).not.toBe(first)
    expect(readRefreshToken(secret, second)).toMatchObject({ sessionId })
  })

  it('has another successor under another secret, so that nobody else can compute it', () => {
    expect(successorOf(randomBytes(32), first)).not.toBe(successorOf(secret, first))
  })

  it.each([
    ['another secret', first, randomBytes(32)],
    ['a changed character', `${first.slice(0, 40)}${first[40] === 'A' ? 'B' : 'A'}${first.slice(41)}`, secret],
    ['a second spelling of the same bytes', `${first.slice(0, -1)}${first.endsWith('x') ? 'y' : 'x'}`, secret],
    ['a character that decoding skips', `${first.slice(0, 10)}!${first.slice(10)}`, secret],
    ['a part', first.slice(0, 50), secret],
    ['nothing', '', secret],
  ])('is not recognised with %s', (_, token, key) => {
    expect(readRefreshToken(key, token)).toBeNull()
  })
})
