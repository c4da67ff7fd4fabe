import { describe, expect, it } from 'vitest'
import {
  endlessSource,
  open,
  readAll,
  sourceOf,
  textRow,
  workbookOf,
  workbookParts,
  zipOf,
} from '../../test/spreadsheet-source.ts'
import { openSpreadsheet } from './open-spreadsheet.ts'

const GB = 1024 ** 3
const MB = 1024 ** 2
const lines = `${textRow('sku')}${textRow('A-1')}`

describe('a text table that is a trap', () => {
  it.each(['x', '"', ','])(
    'of a gigabyte without the end of a line, all %j, is refused before it is read',
    async (mark) => {
      const source = endlessSource(GB, (start, end) => Buffer.alloc(end - start, mark))
      await expect(readAll(source)).rejects.toMatchObject({
        code: 'invalid',
        reason: 'row_too_long',
      })
      expect(source.taken()).toBeLessThan(8 * MB)
    },
  )

  it('of 100,000 columns is refused', async () => {
    const wide = Array.from({ length: 100_000 }, (_, index) => `c${index}`).join(',')
    await expect(readAll(`${wide}\n${wide}`)).rejects.toMatchObject({
      reason: 'too_many_columns',
      details: { max: 1000 },
    })
  })

  it('of a gigabyte is read only as fast as its rows are taken', async () => {
    const line = Buffer.from('sku,name\n'.repeat(4096))
    const source = endlessSource(GB, (start, end) => line.subarray(0, end - start))
    const table = await open(source)
    const batches = table.rows()[Symbol.asyncIterator]()
    const opened = source.taken()
    expect(opened).toBeLessThan(2 * MB)
    for (let count = 0; count < 5; count += 1) expect((await batches.next()).value).not.toEqual([])
    expect(source.taken() - opened).toBeLessThan(MB)
    await batches.return?.()
  })

  it('is left off as soon as the signal says so', async () => {
    const ending = new AbortController()
    const line = Buffer.from('sku,name\n'.repeat(4096))
    const source = endlessSource(GB, (start, end) => line.subarray(0, end - start))
    const table = await openSpreadsheet(source, { signal: ending.signal })
    const batches = table.rows()[Symbol.asyncIterator]()
    await batches.next()
    ending.abort()
    await expect(batches.next()).rejects.toMatchObject({ name: 'AbortError' })
    await expect(openSpreadsheet(source, { signal: ending.signal })).rejects.toMatchObject({ name: 'AbortError' })
  })

  it('of more rows than anybody works with is refused', async () => {
    await expect(readAll('a\n1\n2\n3\n', { limits: { rows: 3 } })).rejects.toMatchObject({ reason: 'too_many_rows' })
  })

  it('whose last quotation is never closed names the row', async () => {
    await expect(readAll('a,b\n1,2\n"3,4\n')).rejects.toMatchObject({ reason: 'unclosed_quote', details: { row: 3 } })
  })

  it.each([
    ['empty_spreadsheet', ''],
    ['empty_spreadsheet', '\n\n , \n'],
    ['unreadable_spreadsheet', '%PDF-1.7 a,b'],
    ['unreadable_spreadsheet', 'a\0b\0\0c,d'],
    ['unreadable_spreadsheet', Buffer.from('89504e470d0a1a0a', 'hex')],
    ['old_spreadsheet', Buffer.from('d0cf11e0a1b11ae10000', 'hex')],
    [
      'encrypted_spreadsheet',
      Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.from('EncryptedPackage', 'utf16le')]),
    ],
    ['unreadable_spreadsheet', 'PK\u0003\u0004 is no archive'],
  ])('or none at all is refused: %s', async (reason, content) => {
    await expect(readAll(content)).rejects.toMatchObject({ code: 'invalid', reason })
  })

  it('whose bytes cannot be had is no fault of the table', async () => {
    const failure = new Error('the storage is away')
    const source = { bytes: 100, open: () => Promise.reject(failure) }
    await expect(open(source)).rejects.toBe(failure)
    const bytes = await workbookOf({ sheets: { A: lines } })
    const whole = sourceOf(bytes)
    const opened: unknown[] = []
    const breaking = {
      ...whole,
      open: (range?: { start: number; end: number }) =>
        opened.push(range) > 2 ? Promise.reject(failure) : whole.open(range),
    }
    await expect(open(breaking)).rejects.toBe(failure)
  })
})

describe('a workbook that is a trap', () => {
  const bomb = (xml: string) => Buffer.from(xml).length

  it.each([
    ['in its sheet', { sheets: { A: lines + ' '.repeat(12 * MB) } }],
    ['in its texts', { sheets: { A: lines }, strings: ' '.repeat(12 * MB) }],
  ])('unpacks to far more than it is, %s', async (_, xml) => {
    const bytes = await workbookOf(xml)
    expect(bytes.length).toBeLessThan(MB)
    const source = sourceOf(bytes)
    await expect(open(source)).rejects.toMatchObject({ code: 'invalid', reason: 'zip_bomb' })
    expect(source.taken()).toBeLessThan(MB)
  })

  it('says that it is small and is not', async () => {
    const parts = workbookParts({ sheets: { A: lines } })
    const xml = `<worksheet><sheetData>${textRow('sku')}${'<row/>'.repeat(100_000)}</sheetData></worksheet>`
    const bytes = await zipOf({ ...parts, 'xl/worksheets/sheet1.xml': xml })
    const real = Buffer.alloc(4)
    real.writeUInt32LE(bomb(xml))
    // Both places that say how large the sheet is, in front of it and in the directory.
    for (let at = bytes.indexOf(real); at >= 0; at = bytes.indexOf(real, at + 1)) bytes.writeUInt32LE(2000, at)
    await expect(readAll(bytes)).rejects.toMatchObject({ code: 'invalid', reason: 'unreadable_spreadsheet' })
  })

  it('has parts that lie on top of each other', async () => {
    const bytes = await zipOf(workbookParts({ sheets: { A: lines, B: lines } }))
    const directory = [...bytes.toString('latin1').matchAll(/PK\u0001\u0002/g)].map(({ index }) => index)
    const [first = 0, second = 0] = directory.slice(-2)
    bytes.copy(bytes, second + 42, first + 42, first + 46)
    await expect(readAll(bytes)).rejects.toMatchObject({ reason: 'zip_bomb' })
  })

  it.each([
    ['an entity', '<!DOCTYPE a [<!ENTITY b "c">]>'],
    [
      'a billion laughs',
      `<!DOCTYPE a [${Array.from({ length: 10 }, (_, index) => `<!ENTITY l${index + 1} "${`&l${index};`.repeat(10)}">`).join('')}]>`,
    ],
    ['a file of the machine', '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]>'],
    ['a document type elsewhere', '<!DOCTYPE a SYSTEM "http://127.0.0.1/a.dtd">'],
  ])('declares %s', async (_, prologue) => {
    for (const xml of [
      { sheets: { A: lines }, prologue },
      { sheets: { A: lines }, strings: '', prologue },
    ]) {
      await expect(readAll(await workbookOf(xml))).rejects.toMatchObject({ reason: 'hostile_xml' })
    }
  })

  it.each([
    ['too_many_columns', `<row>${'<c><v>1</v></c>'.repeat(2000)}</row>`],
    ['too_many_columns', '<row><c r="XFD1"><v>1</v></c></row>'],
    ['unreadable_spreadsheet', '<row><c r="XFE1"><v>1</v></c></row>'],
    ['unreadable_spreadsheet', '<row><c r="AAAAAAAAAAAAAAAA1"><v>1</v></c></row>'],
    ['unreadable_spreadsheet', '<row r="1048577"/>'],
    ['unreadable_spreadsheet', '<row r="-1"/>'],
    ['unreadable_spreadsheet', '<row r="2"/><row r="2"/>'],
    ['unreadable_spreadsheet', '<row r="1e3x"/>'],
    ['row_too_long', textRow('x'.repeat(3 * MB))],
    ['row_too_long', textRow(...Array.from({ length: 30 }, () => 'x'.repeat(100_000)))],
  ])('claims what no sheet has: %s', async (reason, rows) => {
    await expect(readAll(await workbookOf({ sheets: { A: rows } }))).rejects.toMatchObject({ code: 'invalid', reason })
  })

  it('has a format of nothing but brackets', async () => {
    const styles = `<numFmts><numFmt numFmtId="164" formatCode="${'['.repeat(90_000)}"/></numFmts>`
    const began = performance.now()
    expect((await readAll(await workbookOf({ sheets: { A: lines }, styles }))).cells).toEqual([['A-1']])
    expect(performance.now() - began).toBeLessThan(2000)
  })

  it.each([
    ['styles', `<cellXfs>${'<xf/>'.repeat(65_537)}</cellXfs>`],
    [
      'formats',
      `<numFmts>${Array.from({ length: 65_537 }, (_, id) => `<numFmt numFmtId="${id}"/>`).join('')}</numFmts>`,
    ],
  ])('has more %s than any program writes', async (_, styles) => {
    await expect(readAll(await workbookOf({ sheets: { A: lines }, styles }))).rejects.toMatchObject({
      reason: 'unreadable_spreadsheet',
    })
  })

  it('has parts that refer to more others than an archive can hold', async () => {
    const parts = workbookParts({ sheets: { A: lines } })
    const name = 'xl/_rels/workbook.xml.rels'
    const more = Array.from({ length: 10_000 }, (_, id) => `<Relationship Id="more${id}" Type="a/b" Target="c"/>`)
    const relations = String(parts[name]).replace('</Relationships>', `${more.join('')}</Relationships>`)
    await expect(readAll(await zipOf({ ...parts, [name]: relations }))).rejects.toMatchObject({
      reason: 'unreadable_spreadsheet',
    })
  })

  it('says in one text what a thousand cells repeat', async () => {
    const strings = `<si><t>${'x'.repeat(900_000)}</t></si>`
    const rows = `<row>${'<c t="s"><v>0</v></c>'.repeat(900)}</row>`
    await expect(readAll(await workbookOf({ sheets: { A: rows }, strings }))).rejects.toMatchObject({
      reason: 'row_too_long',
    })
  })

  it('says one text in more rows than could hold it', async () => {
    const strings = `<si><t>${'x'.repeat(10_000)}</t></si>`
    const bytes = await workbookOf({ sheets: { A: '<row><c t="s"><v>0</v></c></row>'.repeat(100) }, strings })
    await expect(readAll(bytes, { limits: { unpackedBytes: 999_999 } })).rejects.toMatchObject({
      reason: 'too_many_texts',
    })
    expect((await readAll(bytes, { limits: { unpackedBytes: 1_000_000 } })).cells).toHaveLength(99)
  })

  it('shares more texts than are held', async () => {
    const rows = `${lines}<row><c t="s"><v>9999</v></c></row>`
    const bytes = await workbookOf({ sheets: { A: rows }, strings: '<si><t>text</t></si>'.repeat(10_000) })
    await expect(readAll(bytes, { limits: { sharedBytes: 10_000 } })).rejects.toMatchObject({
      reason: 'too_many_texts',
    })
  })

  it.each([
    [
      'merges the whole sheet',
      `<worksheet><sheetData>${lines}</sheetData><mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells></worksheet>`,
    ],
    [
      'says that it is as large as can be',
      `<worksheet><dimension ref="A1:XFD1048576"/><cols><col min="1" max="16384"/></cols><sheetData>${lines}</sheetData></worksheet>`,
    ],
    [
      'has styles without values up to its last column',
      `<worksheet><sheetData>${textRow('sku')}<row>${'<c s="0"/>'.repeat(16_384)}</row>${textRow('A-1')}</sheetData></worksheet>`,
    ],
    [
      'ends in a row far below',
      `<worksheet><sheetData>${lines}<row r="1048576"><c r="A1048576"/></row></sheetData></worksheet>`,
    ],
  ])('%s, and is only as large as what it holds', async (_, wholeSheet) => {
    expect((await readAll(await workbookOf({ sheets: { A: '' }, wholeSheet }))).cells).toEqual([['A-1']])
  })

  it('is cut off, anywhere', async () => {
    const bytes = await workbookOf({ sheets: { A: lines.repeat(50) } })
    for (let end = 30; end < bytes.length; end += 211) {
      await expect(readAll(bytes.subarray(0, end))).rejects.toMatchObject({
        code: 'invalid',
        reason: 'unreadable_spreadsheet',
      })
    }
  })

  it('is damaged, anywhere: read or refused, never more', async () => {
    const bytes = await workbookOf({ sheets: { A: lines.repeat(20) } })
    for (let at = 0; at < bytes.length; at += 61) {
      const damaged = Buffer.from(bytes)
      damaged[at] = (damaged[at] ?? 0) ^ 0x41
      const outcome = await readAll(damaged).catch((error: unknown) => error)
      expect(outcome).toSatisfy((one: object) => 'rows' in one || ('code' in one && one.code === 'invalid'))
    }
  })

  it.each([
    ['encrypted parts', 'encrypted_spreadsheet', (bytes: Buffer) => flagged(bytes)],
    ['no parts of a workbook', 'unreadable_spreadsheet', () => zipOf({ 'a.txt': 'a' })],
    ['no sheets', 'empty_spreadsheet', () => workbookOf({ sheets: {} })],
    ['nothing in its sheet', 'empty_spreadsheet', () => workbookOf({ sheets: { A: '' } })],
  ])('has %s', async (_, reason, make) => {
    const bytes = await make(await workbookOf({ sheets: { A: lines } }))
    await expect(readAll(bytes)).rejects.toMatchObject({ code: 'invalid', reason })
  })
})

/** Every part says that it is encrypted. */
function flagged(bytes: Buffer): Buffer {
  for (
    let at = bytes.indexOf('PK\u0001\u0002', 0, 'latin1');
    at >= 0;
    at = bytes.indexOf('PK\u0001\u0002', at + 1, 'latin1')
  ) {
    bytes.writeUInt16LE(bytes.readUInt16LE(at + 8) | 1, at + 8)
  }
  return bytes
}
