import { sign, verify } from 'node:crypto'
import { expect, it } from 'vitest'
import { deriveKeys } from './derive-keys.ts'

const secret = 'a secret that is long enough for it'

it('derives the same keys from the same secret, in every process', () => {
  const [one, other] = [deriveKeys(secret), deriveKeys(secret)]
  expect(one.signing.kid).toBe(other.signing.kid)
  expect(one.apiKeyPepper).toEqual(other.apiKeyPepper)
  const signature = sign(null, Buffer.from('text'), one.signing.privateKey)
  expect(verify(null, Buffer.from('text'), other.signing.publicKey, signature)).toBe(true)
})

it('gives each purpose a key of its own', () => {
  const { signing, ...keys } = deriveKeys(secret)
  const seed = signing.privateKey.export({ format: 'jwk' }).d
  const all = [seed, ...Object.values(keys).map((key) => key.toString('base64url'))]
  expect(all.length).toBeGreaterThan(4)
  expect(new Set(all).size).toBe(all.length)
})

it('names another key by another kid', () => {
  expect(deriveKeys(`${secret}!`).signing.kid).not.toBe(deriveKeys(secret).signing.kid)
})
