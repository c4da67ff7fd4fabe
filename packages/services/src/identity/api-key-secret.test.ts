import { randomBytes } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { hashOfApiKey, newApiKeySecret, readApiKey } from './api-key-secret.ts'

const pepper = Buffer.alloc(32, 3)

describe('an API key', () => {
  it('shows a prefix and hides a secret', () => {
    const { key, prefix } = newApiKeySecret(randomBytes)
    expect(key).toMatch(/^gw_[0-9A-Za-z]{8}_[0-9A-Za-z]{40}$/)
    expect(readApiKey(pepper, key)).toEqual({ prefix, hash: hashOfApiKey(pepper, key) })
  })

  it('is stored under a pepper', () => {
    const { key } = newApiKeySecret(randomBytes)
    expect(hashOfApiKey(Buffer.alloc(32, 4), key)).not.toBe(hashOfApiKey(pepper, key))
  })

  it('draws its letters evenly: bytes that would favour some are drawn again', () => {
    const draws = [Buffer.alloc(8, 255), Buffer.alloc(8, 61), Buffer.alloc(40, 0)]
    const { key } = newApiKeySecret(() => draws.shift() ?? Buffer.alloc(40, 0))
    expect(key).toBe(`gw_zzzzzzzz_${'0'.repeat(40)}`)
  })

  it.each([
    '',
    'gw_',
    'gw_short_secret',
    `xx_${'a'.repeat(8)}_${'b'.repeat(40)}`,
    `gw_${'a'.repeat(8)}_${'b'.repeat(41)}`,
  ])('is not %j', (text) => {
    expect(readApiKey(pepper, text)).toBeNull()
  })
})
