import { hash } from '@node-rs/argon2'
import { describe, expect, it } from 'vitest'
import { createPasswordHasher } from './password-hasher.ts'

const passwords = createPasswordHasher()

describe('the password hasher', () => {
  it('makes argon2id hashes with at least 19 MiB and two passes, a new salt each time', async () => {
    const [one, other] = await Promise.all([passwords.hash('correct horse'), passwords.hash('correct horse')])
    expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
    expect(other).not.toBe(one)
  })

  it('knows the right password from a wrong one', async () => {
    const stored = await passwords.hash('correct horse')
    expect(await passwords.verify(stored, 'correct horse')).toBe(true)
    expect(await passwords.verify(stored, 'correct horsf')).toBe(false)
  })

  it('opens with the same letters in another Unicode spelling', async () => {
    expect(await passwords.verify(await passwords.hash('caf\u00e9 noir'), 'cafe\u0301 noir')).toBe(true)
  })

  it('never lets a user in who has no password', async () => {
    expect(await passwords.verify(null, '')).toBe(false)
  })

  it('fails for what is no hash, and goes on with the next', async () => {
    await expect(passwords.verify('not a hash', 'correct horse')).rejects.toThrow()
    expect(await passwords.verify(await passwords.hash('correct horse'), 'correct horse')).toBe(true)
  })

  it('notices hashes of weaker parameters', async () => {
    expect(passwords.isOutdated(await passwords.hash('correct horse'))).toBe(false)
    expect(passwords.isOutdated(await hash('correct horse', { memoryCost: 8192 }))).toBe(true)
  })
})
