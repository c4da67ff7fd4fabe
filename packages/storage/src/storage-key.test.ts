import { normalize } from 'node:path/posix'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { hostileText } from '../test/hostile-text.ts'
import { isStorageError } from './storage-error.ts'
import {
  derivativeKey,
  isStorageKey,
  organizationOf,
  safeName,
  stagingKey,
  storageKey,
  storageKeyPattern,
  toStorageKey,
} from './storage-key.ts'

const organization = '0190f5fe-7c00-7a00-8000-000000000001'
const fileId = '0190f5fe-7c00-7a00-8000-9f8e7d6c5b4a'
const place = {
  organization,
  system: 'accounting',
  objectType: 'receipt',
  objectId: 'receipt-456',
  fileId,
  name: 'receipt.jpg',
  timestamp: new Date('2026-01-26T15:30:45.678Z'),
}

describe('storageKey', () => {
  it('spells organization, system, type, object, time and name', () => {
    expect(storageKey(place)).toBe(
      `${organization}/accounting/receipt/receipt-456/20260126_153045_9f8e7d6c5b4a_receipt.jpg`,
    )
  })

  it('keeps two files of one name, object and second apart', () => {
    const other = { ...place, fileId: '0190f5fe-7c00-7a00-8000-9f8e7d6c5b4b' }
    expect(storageKey(place)).not.toBe(storageKey(other))
  })

  it('takes any name and stays below its prefix', () => {
    fc.assert(
      fc.property(hostileText, (name) => {
        const key = storageKey({ ...place, name })
        expect(key).toMatch(storageKeyPattern)
        expect(key).toMatch(/^[\x21-\x7e]+$/)
        expect(normalize(key)).toBe(key)
        expect(key.startsWith(`${organization}/accounting/receipt/receipt-456/20260126_153045_`)).toBe(true)
        expect(key.split('/')).toHaveLength(5)
        expect(organizationOf(key)).toBe(organization)
      }),
      { numRuns: 2000 },
    )
  })

  it.each(['organization', 'system', 'objectType', 'objectId', 'fileId'] as const)(
    'refuses a malformed %s or keeps it harmless',
    (field) => {
      fc.assert(
        fc.property(hostileText, (text) => {
          try {
            const key = storageKey({ ...place, [field]: text })
            expect(key).toMatch(storageKeyPattern)
            expect(normalize(key)).toBe(key)
            expect(key.split('/')).toHaveLength(5)
          } catch (error) {
            if (!isStorageError(error, 'refused')) throw error
          }
        }),
        { numRuns: 500 },
      )
    },
  )

  it('refuses a time that is none', () => {
    expect(() => storageKey({ ...place, timestamp: new Date(Number.NaN) })).toThrow(/timestamp/)
  })
})

describe('safeName', () => {
  it.each([
    ['IMG_2024.jpg', 'IMG_2024.jpg'],
    ['Größe & Übersicht (final).PDF', 'Gro-e-Ubersicht-final.pdf'],
    ['archive.tar.gz', 'archive-tar.gz'],
    ['invoice.pdf.exe', 'invoice-pdf.exe'],
    ['../../etc/passwd', 'passwd'],
    ['C:\\Users\\me\\report.docx', 'report.docx'],
    ['photo\u202Egnp.exe', 'photo-gnp.exe'],
    ['.htaccess', 'file.htaccess'],
    ['漢字', 'file'],
    ['漢字.png', 'file.png'],
    ['name.with a strange ending', 'name-with-a-strange-ending'],
    ['..', 'file'],
    ['', 'file'],
    ['a\r\nSet-Cookie: x.txt', 'a-Set-Cookie-x.txt'],
    ['nul\0byte.txt', 'nul-byte.txt'],
  ])('turns %j into %s', (name, safe) => {
    expect(safeName(name)).toBe(safe)
  })

  it('is short and keeps the extension of a long name', () => {
    expect(safeName(`${'n'.repeat(5000)}.pdf`)).toBe(`${'n'.repeat(96)}.pdf`)
  })

  it('changes nothing the second time', () => {
    fc.assert(fc.property(hostileText, (name) => safeName(safeName(name)) === safeName(name)))
  })
})

describe('keys beside the originals', () => {
  it('puts derivatives beside the original, where no original can be', () => {
    const key = derivativeKey(storageKey(place), 'thumbnail.webp')
    expect(key).toBe(`${storageKey(place)}!thumbnail.webp`)
    expect(organizationOf(key)).toBe(organization)
    fc.assert(fc.property(hostileText, (name) => !storageKey({ ...place, name }).includes('!')))
  })

  it.each(['', '..', '../x.webp', 'a/b.webp', 'Thumbnail.webp', 'thumbnail', 'a.webp\n'])(
    'does not make a derivative called %j',
    (name) => expect(() => derivativeKey(storageKey(place), name)).toThrow(/derivative/),
  )

  it('makes no derivative of a derivative or of staging', () => {
    expect(() => derivativeKey(derivativeKey(storageKey(place), 'a.webp'), 'b.webp')).toThrow(/original/)
    expect(() => derivativeKey(stagingKey(organization, fileId), 'b.webp')).toThrow(/original/)
  })

  it('keeps uploads that were not checked under staging, and knows whose they are', () => {
    const key = stagingKey(organization, fileId)
    expect(key).toBe(`staging/${organization}/${fileId}`)
    expect(organizationOf(key)).toBe(organization)
    expect(() => stagingKey('..', fileId)).toThrow()
  })
})

describe('toStorageKey', () => {
  it('takes back what was stored', () => {
    for (const key of [storageKey(place), stagingKey(organization, fileId)]) expect(toStorageKey(`${key}`)).toBe(key)
  })

  it('takes nothing else', () => {
    fc.assert(fc.property(hostileText, (text) => !isStorageKey(text)))
    fc.assert(fc.property(hostileText, (text) => !isStorageKey(`${storageKey(place)}/${text}`)))
    expect(isStorageKey(`${storageKey(place)}\n`)).toBe(false)
  })

  it('answers fast on a long near miss', () => {
    const started = performance.now()
    expect(isStorageKey(`${storageKey(place)}${'.a'.repeat(50_000)}`)).toBe(false)
    expect(performance.now() - started).toBeLessThan(1000)
  })
})
