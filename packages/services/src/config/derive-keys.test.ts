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
  const { urlSigningSecret, refreshSecret, apiKeyPepper, signing } = deriveKeys(secret)
  const seed = signing.privateKey.export({ format: 'jwk' }).d ?? ''
  const keys = [urlSigningSecret, refreshSecret, apiKeyPepper].map((key) => key.toString('base64url'))
  expect(new Set([...keys, seed]).size).toBe(4)
})

it('names another key by another kid', () => {
  expect(deriveKeys(`${secret}!`).signing.kid).not.toBe(deriveKeys(secret).signing.kid)
})
