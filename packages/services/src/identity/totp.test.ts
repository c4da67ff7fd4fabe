import { createHmac } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { describeTotp, stepOfCode } from './totp.ts'

/** RFC 6238, appendix B: this secret, and the last six of its eight digits. */
const secret = Buffer.from('12345678901234567890')
const at = (seconds: number) => new Date(seconds * 1000)

/** HOTP by its own definition, so that the library is not tested against itself. */
function codeOfStep(step: number): string {
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(step))
  const mac = createHmac('sha1', secret).update(counter).digest()
  const offset = (mac.at(-1) ?? 0) & 15
  return String((mac.readUInt32BE(offset) & 0x7fffffff) % 1_000_000).padStart(6, '0')
}

describe('a code of an authenticator app', () => {
  it.each([
    [59, '287082'],
    [1111111109, '081804'],
    [1111111111, '050471'],
    [1234567890, '005924'],
    [2000000000, '279037'],
  ])('at %i seconds is %s, as RFC 6238 has it', (seconds, code) => {
    expect(stepOfCode(secret, code, at(seconds))).toBe(Math.floor(seconds / 30))
  })

  it('is right for one step before and after, and for no other', () => {
    const now = at(3000 + 15)
    const steps = [98, 99, 100, 101, 102].map((step) => stepOfCode(secret, codeOfStep(step), now))
    expect(steps).toEqual([null, 99, 100, 101, null])
  })

  it.each(['', '12345', '1234567', 'abcdef', '28708２'])('is not %j', (code) => {
    expect(stepOfCode(secret, code, at(59))).toBeNull()
  })
})

it('tells an app the secret, its owner and us', () => {
  const { secret: base32, otpauthUrl } = describeTotp(secret, 'ada@example.com')
  expect(base32).toBe('GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ')
  const url = new URL(otpauthUrl)
  expect([url.protocol, decodeURIComponent(url.pathname)]).toEqual([
    'otpauth:',
    expect.stringContaining('ada@example.com'),
  ])
  expect(url.searchParams.get('secret')).toBe(base32)
  expect(url.searchParams.get('issuer')).toBe('Groundwork')
})
