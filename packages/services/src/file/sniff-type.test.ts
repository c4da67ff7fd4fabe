import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { zipOf } from '../../test/zip-of.ts'
import { sniffType } from './sniff-type.ts'
import { zipContents } from './sniff-zip.ts'

const text = (value: string) => Buffer.from(value, 'utf8')

describe('text', () => {
  it.each([
    ['name,amount\nAda,3\n', 'text/plain'],
    ['BMW,320i\n', 'text/plain'],
    ['ID3 is a tag\n', 'text/plain'],
    ['MZ, PZ, QZ\n', 'text/plain'],
    ['caf\u00e9 \u65e5\u672c\n', 'text/plain'],
    ['\ufeffwith a byte order mark', 'text/plain'],
    [
      '<?xml version="1.0"?>\n<!-- a --><!DOCTYPE svg [<!ENTITY a "b">]>\n<svg xmlns="http://www.w3.org/2000/svg"/>',
      'image/svg+xml',
    ],
    ['  <svg:svg xmlns:svg="http://www.w3.org/2000/svg"/>', 'image/svg+xml'],
    ['<svgish>', 'text/plain'],
    ['<?xml version="1.0"?><note/>', 'application/xml'],
    ['<!doctype html><p>', 'text/html'],
    ['<script>alert(1)</script>', 'text/html'],
    ['{"a":1}', 'text/plain'],
    ['<!-- never closed', 'text/plain'],
  ])('%j is %s', async (value, mime) => {
    expect(await sniffType(text(value))).toBe(mime)
  })

  it('may end inside a character, for it is only a beginning', async () => {
    const head = text(`${'a'.repeat(50)}\u65e5`)
    expect(await sniffType(head.subarray(0, head.length - 1))).toBe('text/plain')
  })

  it('may be in an old encoding, or in UTF-16', async () => {
    expect(await sniffType(Buffer.from('Stra\u00dfe und Caf\u00e9', 'latin1'))).toBe('text/plain')
    expect(await sniffType(Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from('a;b\n', 'utf16le')]))).toBe(
      'text/plain',
    )
  })

  it('has no NUL, whatever else', async () => {
    expect(await sniffType(text('a\u0000b'))).toBeNull()
  })
})

describe('binary formats', () => {
  it.each([
    ['a PNG', Buffer.from('89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489', 'hex'), 'image/png'],
    ['a PDF', text('%PDF-1.7\n1 0 obj\n'), 'application/pdf'],
    ['a program', readFileSync(process.execPath).subarray(0, 4096), 'application/x-elf'],
    ['noise', Buffer.from([0, 1, 2, 3, 4, 5, 6, 7]), null],
  ])('%s', async (_, bytes, mime) => {
    expect(await sniffType(bytes)).toBe(mime)
  })
})

describe('containers', () => {
  const xlsx = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

  it('an office document is known by what is in it', async () => {
    expect(await sniffType(zipOf(['[Content_Types].xml', 'word/document.xml']))).toMatch(/wordprocessingml/)
    expect(await sniffType(zipOf(['[Content_Types].xml', 'ppt/presentation.xml']))).toMatch(/presentationml/)
  })

  it('a workbook that was written as a stream names its content types last', async () => {
    const book = zipOf(['xl/worksheets/sheet1.xml', 'xl/workbook.xml', '[Content_Types].xml'])
    const head = book.subarray(0, 50)
    expect(await sniffType(head)).toBe(xlsx)
    expect(zipContents(head, book)).toBe(xlsx)
  })

  it('a folder called xl makes no workbook', () => {
    const archive = zipOf(['xl/holiday.jpg', 'xl/run.exe'])
    expect(zipContents(archive, archive)).toBe('application/zip')
  })

  it('macros are named as such, so that they match no allowed type', async () => {
    expect(await sniffType(zipOf(['[Content_Types].xml', 'word/document.xml', 'word/vbaProject.bin']))).toMatch(/macro/)
  })

  it('a plain archive stays one', async () => {
    expect(await sniffType(zipOf(['a.txt']))).toBe('application/zip')
  })
})
