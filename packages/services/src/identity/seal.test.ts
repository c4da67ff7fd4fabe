import { randomBytes } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { newNonce, seal, unseal } from './seal.ts'

const key = randomBytes(32)
const secret = Buffer.from('twenty bytes of text')
const sealed = seal({ key, owner: 'ada' }, secret, newNonce(randomBytes))

describe('a sealed secret', () => {
  it('opens with its key, for its owner', () => {
    expect(unseal({ key, owner: 'ada' }, sealed)).toEqual(secret)
  })

  it('shows nothing of itself and is never the same twice', () => {
    expect(Buffer.from(sealed.slice(3), 'base64url').includes(secret)).toBe(false)
    expect(seal({ key, owner: 'ada' }, secret, newNonce(randomBytes))).not.toBe(sealed)
  })

  it.each([
    ['another key', { key: randomBytes(32), owner: 'ada' }],
    ['another owner', { key, owner: 'grace' }],
  ])('does not open with %s', (_, sealing) => {
    expect(() => unseal(sealing, sealed)).toThrow()
  })

  it('does not open with one bit changed, wherever', () => {
    const bytes = Buffer.from(sealed.slice(3), 'base64url')
    for (let at = 0; at < bytes.length; at += 1) {
      const changed = Buffer.from(bytes)
      changed[at] = (changed[at] ?? 0) ^ 1
      expect(() => unseal({ key, owner: 'ada' }, `v1.${changed.toString('base64url')}`)).toThrow()
    }
  })
})
