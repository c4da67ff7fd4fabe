import { randomBytes } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { hashOfBackupCode, newBackupCodes } from './backup-code.ts'

const pepper = Buffer.alloc(32, 7)
const hashOf = (code: string, userId = 'ada', by = pepper) => hashOfBackupCode(by, { userId, code })

describe('backup codes', () => {
  it('are ten, all different, with sixty bits each', () => {
    const codes = newBackupCodes(randomBytes)
    expect(new Set(codes).size).toBe(10)
    for (const code of codes)
      expect(code).toMatch(/^[0-9a-hjkmnp-tv-z]{4}-[0-9a-hjkmnp-tv-z]{4}-[0-9a-hjkmnp-tv-z]{4}$/)
  })

  it('may be typed as people type them', () => {
    const hash = hashOf('a1b0-c2d3-e4f5')
    for (const typed of ['A1B0C2D3E4F5', ' a1b0 c2d3 e4f5 ', 'aLbO-c2d3-e4f5', 'aib0–c2d3–e4f5']) {
      expect(hashOf(typed)).toBe(hash)
    }
  })

  it('belong to one user, and are nothing without our pepper', () => {
    const hash = hashOf('a1b0-c2d3-e4f5')
    expect(hashOf('a1b0-c2d3-e4f5', 'grace')).not.toBe(hash)
    expect(hashOf('a1b0-c2d3-e4f5', 'ada', Buffer.alloc(32, 8))).not.toBe(hash)
  })
})
