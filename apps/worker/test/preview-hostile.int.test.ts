import { readdir } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { noPreviewReasons } from '@groundwork/domain'
import type { PreviewRenderer, Rendition } from '@groundwork/services'
import { pino } from 'pino'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { previewRenderer, sourcePrograms } from '../src/index.ts'
import { findTools, type InstalledTools } from '../src/preview/tool/installed-tools.ts'
import { root } from '../src/preview/tool/workspace.ts'
import { docxOf, pdfOf, types, zipOf } from './preview-samples.ts'

let renderer: PreviewRenderer
/** Looks at cells alone. */
let tables: PreviewRenderer
let installed: InstalledTools

beforeAll(async () => {
  installed = await findTools()
  const given = { programs: sourcePrograms(), log: pino({ level: 'silent' }) }
  renderer = await previewRenderer(given)
  tables = await previewRenderer({ ...given, installed: { ...installed, libreOffice: false } })
})
afterAll(() => {
  renderer.close()
  tables.close()
})

/** What comes of it, within a bounded time and without growing; afterwards nothing of it is left on the disk. */
async function render(mimeType: string, bytes: Buffer, by = renderer): Promise<Rendition> {
  const before = process.memoryUsage().rss
  const started = performance.now()
  const rendition = await by.render({
    mimeType,
    bytes: bytes.length,
    open: async ({ start, end } = { start: 0, end: bytes.length - 1 }) =>
      Readable.from([bytes.subarray(start, end + 1)], { objectMode: false }),
  })
  expect(performance.now() - started).toBeLessThan(100_000)
  expect(process.memoryUsage().rss - before).toBeLessThan(300 * 1024 * 1024)
  expect(await readdir(root())).toEqual([])
  return rendition
}

const sheetPart = (rows: string, before = '') => ({
  '[Content_Types].xml': `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="${types.xlsx}.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>`,
  '_rels/.rels':
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>',
  'xl/_rels/workbook.xml.rels':
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
  'xl/workbook.xml':
    '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="One" sheetId="1" r:id="r1"/></sheets></workbook>',
  'xl/worksheets/sheet1.xml': `${before}<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>${rows}</sheetData></worksheet>`,
})

it('a PDF of 10,000 pages shows its first', async () => {
  const { properties, thumbnail, pdf, text } = await render(
    types.pdf,
    pdfOf(Array.from({ length: 10_000 }, (_, page) => `page ${page}`)),
  )
  expect(properties).toEqual(installed.poppler ? { pages: 10_000 } : { noPreview: 'not_installed' })
  expect([thumbnail !== undefined, text !== undefined]).toEqual([installed.poppler, installed.poppler])
  expect(pdf, 'so many pages are not compared').toBeUndefined()
})

it.each([
  ['whose pages are their own children', '<</Type/Pages/Kids[2 0 R]/Count 1>>'],
  ['that claims a thousand million pages', '<</Type/Pages/Kids[]/Count 1000000000>>'],
])('a PDF %s has no preview', async (_, pages) => {
  const pdf = `%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj${pages}endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n`
  const { properties, thumbnail } = await render(types.pdf, Buffer.from(pdf))
  expect(thumbnail).toBeUndefined()
  expect(noPreviewReasons).toContain(properties.noPreview)
})

it('a PDF whose page draws itself without an end is cut off', async () => {
  const form = '<</Type/XObject/Subtype/Form/BBox[0 0 200 100]/Resources<</XObject<</F 4 0 R>>>>/Length'
  const again = '/F Do '.repeat(50)
  const pdf = `%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 100]/Resources<</XObject<</F 4 0 R>>>>/Contents 5 0 R>>endobj
4 0 obj${form} ${again.length}>>stream\n${again}\nendstream endobj
5 0 obj<</Length ${again.length}>>stream\n${again}\nendstream endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n`
  const { properties } = await render(types.pdf, Buffer.from(pdf))
  expect(Object.keys(properties)).toHaveLength(1)
})

it('a document that names a file outside reads nothing of it', async () => {
  const outside = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY leak SYSTEM "file:///etc/passwd">]>'
  const { text, pdf } = await render(types.docx, await docxOf(['before &leak; after'], '', outside))
  expect(text).toBeUndefined()
  if (pdf) expect((await render(types.pdf, Buffer.from(pdf))).text?.content ?? '').not.toContain('root:')
}, 100_000)

it('a workbook whose entities grow a thousandfold does not', async () => {
  const entities = ['<!ENTITY a0 "laugh laugh laugh laugh">']
  for (let level = 1; level < 10; level++) entities.push(`<!ENTITY a${level} "${`&a${level - 1};`.repeat(10)}">`)
  const bomb = sheetPart(
    '<row r="1"><c r="A1" t="inlineStr"><is><t>&a9;</t></is></c></row>',
    `<!DOCTYPE worksheet [${entities.join('')}]>`,
  )
  const { text, table } = await render(types.xlsx, await zipOf(bomb), tables)
  expect(text?.content.length ?? 0).toBeLessThan(10_000)
  expect(JSON.stringify(table ?? null).length).toBeLessThan(10_000)
})

it('a workbook that unpacks to a thousand times its size is refused before anything unpacks it', async () => {
  const bomb = await zipOf(sheetPart(' '.repeat(100_000_000)))
  expect(bomb.length).toBeLessThan(200_000)
  expect(await render(types.xlsx, bomb)).toEqual({ properties: { noPreview: 'too_large' } })
})

it('a sheet whose only cell is its last is shown as it is', async () => {
  const far = sheetPart('<row r="1048576"><c r="XFD1048576"><v>7</v></c></row>')
  const { table } = await render(types.xlsx, await zipOf(far), tables)
  expect(table?.sheets[0]?.columns.length ?? 0).toBeLessThanOrEqual(100)
  expect(table?.sheets[0]?.rows.length ?? 0).toBeLessThanOrEqual(100)
})

it('text that is one line of four megabytes, and a table of nothing but commas, are cut', async () => {
  const { text } = await render('text/plain', Buffer.alloc(6_000_000, 'a'))
  expect(text).toMatchObject({ isCut: true })
  expect(text?.content.length).toBe(1_000_000)
  const { table } = await render('text/csv', Buffer.alloc(6_000_000, ','))
  expect(table?.sheets[0]?.columns.length).toBeLessThanOrEqual(100)
})
