import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readAll } from './spreadsheet-source.ts'

const run = promisify(execFile)
let directory: string
let isInstalled: boolean

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'groundwork-office-'))
  isInstalled = await run('sh', ['-c', 'command -v soffice']).then(
    () => true,
    () => false,
  )
})
afterAll(() => rm(directory, { recursive: true }))

const cell = (type: string, value: string, text: string, style = '', formula = '') =>
  `<table:table-cell ${style && `table:style-name="${style}"`} ${formula && `table:formula="${formula}"`} office:value-type="${type}" ${value}><text:p>${text}</text:p></table:table-cell>`
const words = (...texts: readonly string[]) => texts.map((text) => cell('string', '', text)).join('')
const row = (cells: string) => `<table:table-row>${cells}</table:table-row>`

const names = ['office', 'table', 'text', 'style', 'number'].map((name) => {
  const address = name === 'number' ? 'datastyle' : name
  return `xmlns:${name}="urn:oasis:names:tc:opendocument:xmlns:${address}:1.0"`
})
const formulas = 'xmlns:of="urn:oasis:names:tc:opendocument:xmlns:of:1.2"'

/** Two sheets of OpenDocument, flat in one file of XML. */
const document = `<?xml version="1.0" encoding="UTF-8"?>
<office:document ${names.join(' ')} ${formulas} office:version="1.2" office:mimetype="application/vnd.oasis.opendocument.spreadsheet">
<office:automatic-styles>
  <number:date-style style:name="N1"><number:day number:style="long"/><number:text>.</number:text><number:month number:style="long"/><number:text>.</number:text><number:year number:style="long"/></number:date-style>
  <number:boolean-style style:name="N2"><number:boolean/></number:boolean-style>
  <style:style style:name="switch" style:family="table-cell" style:data-style-name="N2"/>
  <style:style style:name="day" style:family="table-cell" style:data-style-name="N1"/>
</office:automatic-styles>
<office:body><office:spreadsheet>
<table:table table:name="Stock">
  ${row(words('sku', 'name', 'price', 'since', 'live', 'total'))}
  ${row(
    [
      words('007', 'Größe &amp; 世界'),
      cell('float', 'office:value="19.99"', '19.99'),
      cell('date', 'office:date-value="2026-11-21"', '21.11.2026', 'day'),
      cell('boolean', 'office:boolean-value="true"', 'TRUE', 'switch'),
      cell('float', 'office:value="39.98"', '39.98', '', 'of:=[.C2]*2'),
    ].join(''),
  )}
</table:table>
<table:table table:name="Second sheet">${row(words('a'))}${row(words('b'))}</table:table>
</office:spreadsheet></office:body></office:document>`

describe('a workbook that LibreOffice made', () => {
  it('reads as it was filled in, where LibreOffice is installed', async () => {
    if (!isInstalled) return
    const path = join(directory, 'stock.fods')
    await writeFile(path, document)
    const profile = pathToFileURL(join(directory, 'profile')).href
    const options = [
      `-env:UserInstallation=${profile}`,
      '--headless',
      '--norestore',
      '--convert-to',
      'xlsx',
      '--outdir',
      directory,
    ]
    await run('soffice', [...options, path])
    const bytes = await readFile(join(directory, 'stock.xlsx'))
    expect(await readAll(bytes)).toMatchObject({
      sheets: ['Stock', 'Second sheet'],
      header: ['sku', 'name', 'price', 'since', 'live', 'total'],
      cells: [['007', 'Größe & 世界', 19.99, new Date('2026-11-21T00:00:00Z'), true, 39.98]],
    })
    expect(await readAll(bytes, { sheet: 'Second sheet' })).toMatchObject({ header: ['a'], cells: [['b']] })
  })
})
