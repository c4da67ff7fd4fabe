import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cleanFileName, fileExtension } from './file-name.ts'

const bytes = (text: string) => new TextEncoder().encode(text).length

describe('cleanFileName', () => {
  it.each([
    ['report.pdf', 'report.pdf'],
    ['../../etc/passwd', 'passwd'],
    ['C:\\Users\\me\\report.pdf', 'report.pdf'],
    ['a\u0000b.txt', 'ab.txt'],
    ['a\r\nContent-Type: text/html.txt', 'html.txt'],
    ['invoice\u202efdp.exe', 'invoicefdp.exe'],
    ['say "hello" \'you\'.txt', 'say "hello" \'you\'.txt'],
    ['Zoe\u0308.txt', 'Zo\u00eb.txt'],
    ['  spaced   out .txt ', 'spaced out .txt'],
    ['evil.exe. . .', 'evil.exe'],
    ['..', 'file'],
    ['', 'file'],
    ['\u202e\u0007', 'file'],
    ['.env', '.env'],
    ['half \ud800.txt', 'half \ufffd.txt'],
    ['\u65e5\u672c\u8a9e.txt', '\u65e5\u672c\u8a9e.txt'],
  ])('%j becomes %j', (given, clean) => {
    expect(cleanFileName(given)).toBe(clean)
  })

  it('cuts a name of 5,000 characters to 255 bytes and keeps its extension', () => {
    const name = cleanFileName(`${'\u00e9'.repeat(5000)}.pdf`)
    expect(bytes(name)).toBeLessThanOrEqual(255)
    expect(name.endsWith('\u00e9.pdf')).toBe(true)
  })

  it('does not keep an extension that is nothing but long', () => {
    expect(bytes(cleanFileName(`a.${'x'.repeat(5000)}`))).toBeLessThanOrEqual(255)
  })

  it('is never empty, never a path, never too long, and stays as it is the second time', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 600 }), (given) => {
        const name = cleanFileName(given)
        expect(name).not.toBe('')
        expect(name).not.toMatch(/[/\\\p{Control}\p{Bidi_Control}]/u)
        expect(bytes(name)).toBeLessThanOrEqual(255)
        expect(cleanFileName(name)).toBe(name)
      }),
    )
  })
})

describe('fileExtension', () => {
  it.each([
    ['a.PDF', 'pdf'],
    ['a.tar.gz', 'gz'],
    ['.env', ''],
    ['README', ''],
    ['a.', ''],
  ])('of %j is %j', (name, extension) => {
    expect(fileExtension(name)).toBe(extension)
  })
})
