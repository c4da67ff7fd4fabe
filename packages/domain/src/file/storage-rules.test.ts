import { describe, expect, it } from 'vitest'
import { defaultArchiveLimits } from './archive-limits.ts'
import { defaultFilePolicy, judgeFile } from './file-policy.ts'
import { archiveLimitsOf, letsThrough, narrowPolicy, settleRules, storageRules } from './storage-rules.ts'

const MB = 1024 * 1024
const pdf = (size: number) => ({ name: 'a.pdf', sniffed: 'application/pdf', size })

describe('the rules of an organization', () => {
  it('make limits smaller and never larger', () => {
    const policy = narrowPolicy(defaultFilePolicy, { maxBytes: { document: MB, image: 5000 * MB } })
    expect(judgeFile({ ...pdf(MB), policy })).toMatchObject({ isAccepted: true })
    expect(judgeFile({ ...pdf(MB + 1), policy })).toMatchObject({ code: 'too_large' })
    expect(policy.maxBytes.image).toBe(defaultFilePolicy.maxBytes.image)
  })

  it('block more extensions, whatever their case and dot, and unblock none', () => {
    const rules = storageRules.parse({ blockedExtensions: ['.PDF'] })
    const policy = narrowPolicy(defaultFilePolicy, rules)
    expect(judgeFile({ ...pdf(1), policy })).toMatchObject({ code: 'extension_blocked' })
    expect(policy.blockedExtensions.has('exe')).toBe(true)
  })

  it('allow fewer types, and none that the installation does not', () => {
    const installation = { ...defaultFilePolicy, allowed: new Set(['image/png']) }
    const policy = narrowPolicy(installation, { allowedTypes: ['image/png', 'application/pdf'] })
    expect([...policy.allowed]).toEqual(['image/png'])
  })

  it('say nothing, and everything stays as the installation has it', () => {
    expect(narrowPolicy(defaultFilePolicy, {})).toEqual(defaultFilePolicy)
    expect(settleRules({})).toMatchObject({ trashDays: 30, linkDays: 14, virusTotalUploads: false })
  })

  it('make pictures and archives smaller and never larger', () => {
    const scanLimits = { imagePixels: 1000, archiveEntries: 10, archiveRatio: 9999, archiveDepth: 1 }
    expect(narrowPolicy(defaultFilePolicy, { scanLimits }).maxPixels).toBe(1000)
    expect(narrowPolicy(defaultFilePolicy, { scanLimits: { imagePixels: 1e9 } }).maxPixels).toBe(
      defaultFilePolicy.maxPixels,
    )
    expect(archiveLimitsOf({ scanLimits })).toEqual({ ...defaultArchiveLimits, entries: 10, depth: 1 })
    expect(archiveLimitsOf({})).toEqual(defaultArchiveLimits)
  })

  it('let through what could not be scanned only where they say so, of the types they say', () => {
    const zip = { cause: 'encrypted', mimeType: 'application/zip' } as const
    const pdf = { cause: 'encrypted', mimeType: 'application/pdf' } as const
    const allowing = { unscannable: { encrypted: 'allow' } } as const
    expect(letsThrough(settleRules({}), zip)).toBe(false)
    expect(letsThrough(allowing, zip)).toBe(true)
    expect(letsThrough({ ...allowing, unscannableTypes: ['application/pdf'] }, zip)).toBe(false)
    expect(letsThrough({ ...allowing, unscannableTypes: ['application/pdf'] }, pdf)).toBe(true)
    expect(letsThrough(allowing, { ...zip, cause: 'tooLarge' })).toBe(false)
    expect(letsThrough({ unscannable: { tooLarge: 'allow', error: 'allow' } }, { ...zip, cause: null })).toBe(false)
  })

  it.each([
    { allowedTypes: ['application/x-nonsense'] },
    { blockedExtensions: ['../etc'] },
    { trashDays: 0 },
    { retention: [{ system: 'nowhere', objectType: null, days: 1 }] },
    { maxBytes: { films: 1 } },
    { surprise: true },
  ])('refuse %o', (given) => expect(storageRules.safeParse(given).success).toBe(false))
})
