import fc from 'fast-check'
import { encode } from 'iconv-lite'
import { describe, expect, it } from 'vitest'
import { open, readAll, sourceOf } from '../../test/spreadsheet-source.ts'
import { guardFormula } from '../write/formula-guard.ts'

const table = 'name,city\r\nJosé Müller,Zürich\r\n'

describe('the encoding of a text table', () => {
  it.each([
    ['utf-8', Buffer.from(table)],
    ['utf-8', Buffer.from(`\ufeff${table}`)],
    ['utf-16le', Buffer.from(`\ufeff${table}`, 'utf16le')],
    ['utf-16le', Buffer.from(table, 'utf16le')],
    ['utf-16be', Buffer.from(`\ufeff${table}`, 'utf16le').swap16()],
    ['windows-1252', encode(`${table}€ – “straße” élève, Größe\r\n`, 'windows-1252')],
    [
      'windows-1251',
      encode(`имя,город\n${'Съешь же ещё этих мягких французских булок,да выпей чаю\n'.repeat(5)}`, 'windows-1251'),
    ],
    ['shift_jis', encode(`名前,都市\n${'山田太郎は元気です,東京都新宿区\n'.repeat(5)}`, 'shift_jis')],
  ])('%s is found out, and no letter of it lost', async (encoding, bytes) => {
    const { header, cells, ...found } = await readAll(bytes)
    expect(found.encoding).toBe(encoding)
    expect([header, ...cells].flat().join()).toContain(header[0] === 'name' ? 'José Müller,Zürich' : cells[0]?.join())
    expect(String(cells)).not.toContain('\ufffd')
  })

  it('is what the caller says, by any of its names', async () => {
    const bytes = encode('name\nčeština', 'iso-8859-2')
    expect((await readAll(bytes, { encoding: 'latin2' })).cells).toEqual([['čeština']])
    await expect(open(sourceOf(bytes), { encoding: 'klingon' })).rejects.toMatchObject({ reason: 'unknown_encoding' })
  })

  it('is never mended: a byte that it does not have is told', async () => {
    const half = Buffer.from(`${'abc '.repeat(500)}\n`.repeat(300))
    const bytes = Buffer.concat([Buffer.from('name\n'), half, Buffer.from('é', 'latin1'), half])
    await expect(readAll(bytes)).rejects.toMatchObject({ reason: 'wrong_encoding' })
    expect((await readAll(bytes, { encoding: 'windows-1252' })).cells).toHaveLength(600)
  })
})

describe('the way a text table is written', () => {
  it.each([',', ';', '\t', '|'])('is found out: %j between cells', async (delimiter) => {
    const text = `a${delimiter}b${delimiter}c\n"x${delimiter}y"${delimiter}"1,5"${delimiter}"two\nlines"\n${delimiter}${delimiter}z`
    const { cells, header, ...found } = await readAll(text)
    expect(found).toMatchObject({ delimiter, quote: '"', lineEnd: '\n', headerRow: 1 })
    expect(header).toEqual(['a', 'b', 'c'])
    expect(cells).toEqual([
      [`x${delimiter}y`, '1,5', 'two\nlines'],
      ['', '', 'z'],
    ])
  })

  it.each(['\n', '\r\n', '\r'])('is found out: lines that end with %j', async (lineEnd) => {
    const { cells, ...found } = await readAll(['a,b', '1,2', '', '3,4', ''].join(lineEnd))
    expect(found.lineEnd).toBe(lineEnd)
    expect(found.rows.map(({ number }) => number)).toEqual([2, 4])
    expect(cells).toEqual([
      ['1', '2'],
      ['3', '4'],
    ])
  })

  it('is found out: single quotes, where there are no others', async () => {
    const { cells, quote } = await readAll("a,b\n'x, y','it''s'\n'z','w'\n")
    expect(quote).toBe("'")
    expect(cells[0]).toEqual(['x, y', "it's"])
  })

  it('is what its first line says, and what the caller says', async () => {
    expect(await readAll('sep=;\r\na;b,c\r\n1;2,5\r\n')).toMatchObject({
      delimiter: ';',
      headerRow: 2,
      cells: [['1', '2,5']],
    })
    expect((await readAll('a;b,c\n1;2,5', { delimiter: ';' })).header).toEqual(['a', 'b,c'])
    expect((await readAll('a\tb', { delimiter: 'tab' })).header).toEqual(['a', 'b'])
    await expect(readAll('a,b', { delimiter: '"' })).rejects.toMatchObject({ code: 'invalid' })
  })
})

describe('the header of a table', () => {
  it('is the first row as wide as the table, below any title', async () => {
    const { header, headerRow, cells } = await readAll(
      'Stock list\n\nPrinted 2026-11-21\n\nsku,name,price\nA-1,Bolt,2\n',
    )
    expect(headerRow).toBe(5)
    expect(header).toEqual(['sku', 'name', 'price'])
    expect(cells).toEqual([['A-1', 'Bolt', '2']])
  })

  it('is the row the caller says', async () => {
    const text = 'a,b\nsku,name\n1,2'
    expect(await readAll(text, { headerRow: 2 })).toMatchObject({ header: ['sku', 'name'], cells: [['1', '2']] })
    await expect(readAll(text, { headerRow: 9 })).rejects.toMatchObject({ reason: 'no_header_row' })
  })

  it('is none where the caller says so: then columns are called by their letters', async () => {
    expect(await readAll('1,2\n3,4\n', { headerRow: 0 })).toMatchObject({
      headerRow: 0,
      header: ['Column A', 'Column B'],
      rows: [{ number: 1, cells: ['1', '2'] }, { number: 2 }],
    })
  })

  it('names every column, and no two alike', async () => {
    const { header } = await readAll('price,,price, price ,__proto__,constructor\n1,2,3,4,5,6')
    expect(header).toEqual(['price', 'Column B', 'price (2)', 'price (3)', '__proto__', 'constructor'])
  })

  it('leaves out what nothing is called by and nothing stands below', async () => {
    expect((await readAll('a,b,,\n1,2,,\n')).header).toEqual(['a', 'b'])
  })

  it('has a name for each cell that most rows have, where the header is too short', async () => {
    expect(await readAll('a\n1,2\n3,4\n5,6,7\n', { headerRow: 1 })).toMatchObject({ header: ['a', 'Column B'] })
  })

  it('shows which rows have more cells than it names', async () => {
    const { rows } = await readAll('a,b\n1,2,3\n1\n1,2,\n')
    expect(rows).toEqual([
      { number: 2, cells: ['1', '2'], isTooWide: true },
      { number: 3, cells: ['1', null] },
      { number: 4, cells: ['1', '2'] },
    ])
  })
})

describe('a cell of a text table', () => {
  it('is the text that stands there: zeros, spaces and long numbers are kept', async () => {
    const { cells } = await readAll('zip,number,text\n01067,123456789012345678901234567890,"  a  "\n')
    expect(cells).toEqual([['01067', '123456789012345678901234567890', '  a  ']])
  })

  it('is read as it was written, whatever stands in it', async () => {
    const written = fc.array(fc.tuple(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme-ascii' })), {
      minLength: 1,
      maxLength: 20,
    })
    const property = fc.asyncProperty(written, fc.constantFrom(',', ';', '\t'), async (rows, delimiter) => {
      const line = (cells: readonly string[]) => cells.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(delimiter)
      const text = [['one', 'two'], ...rows.map((row) => row.map(guardFormula))].map(line).join('\r\n')
      const { cells } = await readAll(text, { headerRow: 1, delimiter: delimiter, encoding: 'utf-8' })
      expect(cells).toEqual(rows.filter((row) => row.some((cell) => cell.trim() !== '')))
    })
    await fc.assert(property)
  })
})
