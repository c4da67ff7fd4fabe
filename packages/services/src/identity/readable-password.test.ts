import { randomBytes } from 'node:crypto'
import { expect, it } from 'vitest'
import { readablePassword } from './readable-password.ts'

it('makes passwords of 100 bits that can be read out', () => {
  const made = Array.from({ length: 50 }, () => readablePassword(randomBytes))
  expect(new Set(made).size).toBe(50)
  for (const password of made) expect(password).toMatch(/^([0-9a-hjkmnp-tv-z]{5}-){3}[0-9a-hjkmnp-tv-z]{5}$/)
})
