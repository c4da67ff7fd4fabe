import { describe, expect, it } from 'vitest'
import { readAll, textRow, workbookOf, workbookParts, zipOf } from '../../../test/spreadsheet-source.ts'

const day = (text: string) => new Date(`${text}Z`)

const styles = `<numFmts><numFmt numFmtId="164" formatCode="dd\\.mm\\.yyyy"/><numFmt numFmtId="165" formatCode="[h]:mm"/>
  <numFmt numFmtId="166" formatCode="&quot;day &quot;0.00"/></numFmts>
  <cellStyleXfs><xf numFmtId="14"/></cellStyleXfs>
  <cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="22"/><xf numFmtId="164"/><xf numFmtId="165"/><xf numFmtId="166"/><xf numFmtId="20"/></cellXfs>`

/** One cell below a header. */
const cellOf = async (cell: string, more: { readonly properties?: string; readonly strings?: string } = {}) => {
  const rows = `${textRow('column')}<row r="2">${cell}</row>`
  const { cells } = await readAll(await workbookOf({ sheets: { Sheet: rows }, styles, ...more }), { headerRow: 1 })
  return cells[0]?.[0]
}

describe('a cell of a workbook', () => {
  it.each<[string, unknown]>([
    ['<c r="A2"><v>42</v></c>', 42],
    ['<c r="A2"><v>0.1</v></c>', 0.1],
    ['<c r="A2"><v>19.989999999999998</v></c>', 19.99],
    ['<c r="A2"><v>1.5E-3</v></c>', 0.0015],
    ['<c r="A2"><v>9007199254740993</v></c>', '9007199254740993'],
    ['<c r="A2"><v>12345678901234567890</v></c>', '12345678901234567890'],
    ['<c r="A2"><v>0.12345678901234567890</v></c>', '0.12345678901234567890'],
    ['<c r="A2" t="b"><v>1</v></c>', true],
    ['<c r="A2" t="b"><v>0</v></c>', false],
    ['<c r="A2" t="e"><v>#N/A</v></c>', '#N/A'],
    ['<c r="A2" t="str"><f>A1&amp;"x"</f><v>columnx</v></c>', 'columnx'],
    ['<c r="A2"><f>1+1</f><v>2</v></c>', 2],
    ['<c r="A2"><f>NEVER()</f></c>', '#CALC!'],
    ['<c r="A2" t="inlineStr"><is><t>00</t><r><t>7 </t></r><rPh><t>spoken</t></rPh></is></c>', '007 '],
    [
      '<c r="A2" t="inlineStr"><is><t>a &lt;b&gt; &#x20AC;&#8364; <![CDATA[<c>]]>_x000D__x005F_</t></is></c>',
      'a <b> €€ <c>\r_',
    ],
    ["<c r='A2' t = 'd' ><v>2026-11-21T09:30:00</v></c>", day('2026-11-21T09:30:00')],
    ['<x:c r="A2"><x:v>7</x:v></x:c>', 7],
    ['<c><v>7</v></c>', 7],
  ])('%s is %j', async (cell, value) => {
    expect(await cellOf(cell)).toEqual(value)
  })

  it.each<[string, number, unknown]>([
    ['46347', 1, day('2026-11-21T00:00:00')],
    ['46347.395833333336', 2, day('2026-11-21T09:30:00')],
    ['46347', 3, day('2026-11-21T00:00:00')],
    ['1', 1, day('1900-01-01T00:00:00')],
    ['59', 1, day('1900-02-28T00:00:00')],
    ['60', 1, '1900-02-29'],
    ['61', 1, day('1900-03-01T00:00:00')],
    ['1.5', 4, '36:00:00'],
    ['0.77083333333', 6, '18:30:00'],
    ['46347', 5, 46347],
    ['46347', 0, 46347],
    ['-30701', 1, day('1815-12-10T00:00:00')],
    ['-700000', 1, -700_000],
  ])('of %s in style %i is a day only where it is shown as one', async (serial, style, value) => {
    expect(await cellOf(`<c r="A2" s="${style}"><v>${serial}</v></c>`)).toEqual(value)
  })

  it('counts from 1904 where the workbook says so', async () => {
    const properties = '<workbookPr date1904="1"/>'
    expect(await cellOf('<c r="A2" s="1"><v>44885</v></c>', { properties })).toEqual(day('2026-11-21T00:00:00'))
    expect(await cellOf('<c r="A2" s="1"><v>0</v></c>', { properties })).toEqual(day('1904-01-01T00:00:00'))
  })

  it('takes its text from those that cells share', async () => {
    const strings =
      '<si><t>one</t></si><si><r><t>tw</t></r><r><t xml:space="preserve">o </t></r><rPh><t>zwei</t></rPh></si><si/>'
    expect(await cellOf('<c r="A2" t="s"><v>1</v></c>', { strings })).toBe('two ')
    await expect(cellOf('<c r="A2" t="s"><v>3</v></c>', { strings })).rejects.toMatchObject({ code: 'invalid' })
  })
})

describe('a workbook', () => {
  const sheets = {
    First: `${textRow('a')}${textRow('1')}`,
    Second: `<row r="3"><c r="B3"><v>1</v></c><c r="D3"><v>2</v></c></row><row r="7"><c r="D7"><v>4</v></c><c r="B7"><v>3</v></c></row>`,
  }

  it('is read from the sheet that is asked for, or its first', async () => {
    const bytes = await workbookOf({ sheets })
    expect(await readAll(bytes)).toMatchObject({
      format: 'xlsx',
      sheets: ['First', 'Second'],
      sheet: 'First',
      cells: [['1']],
    })
    expect(await readAll(bytes, { sheet: 'Second', headerRow: 3 })).toMatchObject({
      header: ['Column A', '1', 'Column C', '2'],
      rows: [{ number: 7, cells: [null, 3, null, 4] }],
    })
    await expect(readAll(bytes, { sheet: 'Third' })).rejects.toMatchObject({
      reason: 'unknown_sheet',
      details: { sheets: ['First', 'Second'] },
    })
  })

  it('may be written in UTF-16', async () => {
    const parts = workbookParts({ sheets: { A: `${textRow('grüße')}${textRow('世界')}` } })
    const sheet = Buffer.from(`\ufeff${parts['xl/worksheets/sheet1.xml']}`, 'utf16le')
    expect(await readAll(await zipOf({ ...parts, 'xl/worksheets/sheet1.xml': sheet }))).toMatchObject({
      header: ['grüße'],
      cells: [['世界']],
    })
  })
})
