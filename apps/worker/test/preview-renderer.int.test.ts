import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import type { PreviewRenderer, Rendition } from '@groundwork/services'
import { writeXlsx } from 'hucre/xlsx'
import { pino } from 'pino'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { previewRenderer, sourcePrograms } from '../src/index.ts'
import { findTools, type InstalledTools } from '../src/preview/tool/installed-tools.ts'
import { root } from '../src/preview/tool/workspace.ts'
import { docxOf, hollowPng, lockedPdf, lyingZip, odtOf, pdfOf, types, zipOf } from './preview-samples.ts'

const log = pino({ level: 'silent' })

/** LibreOffice takes its time where others want theirs. */
const LAYOUT_MS = 100_000

let renderer: PreviewRenderer
/** As on a machine without LibreOffice. */
let wordsOnly: PreviewRenderer
let installed: InstalledTools
let directory: string

beforeAll(async () => {
  installed = await findTools()
  renderer = await previewRenderer({ programs: sourcePrograms(), log })
  wordsOnly = await previewRenderer({
    programs: sourcePrograms(),
    log,
    installed: { ...installed, libreOffice: false },
  })
  directory = await mkdtemp(join(tmpdir(), 'groundwork-samples-'))
})
afterAll(async () => {
  renderer.close()
  wordsOnly.close()
  await rm(directory, { recursive: true })
})

const sourceOf = (mimeType: string, bytes: Buffer) => ({
  mimeType,
  bytes: bytes.length,
  open: async ({ start, end } = { start: 0, end: bytes.length - 1 }) =>
    Readable.from([bytes.subarray(start, end + 1)], { objectMode: false }),
})

/** What comes of it; afterwards nothing of it is left on the disk. */
async function render(mimeType: string, bytes: Buffer, by = renderer): Promise<Rendition> {
  const rendition = await by.render(sourceOf(mimeType, bytes))
  // Other test files draw at the same time.
  const left = (await readdir(root())).filter((name) => name.startsWith(`${process.pid}-`))
  expect(left).toEqual([])
  return rendition
}

/** For what a machine cannot draw. */
const orNotInstalled = (isInstalled: boolean, facts: object) => (isInstalled ? facts : { noPreview: 'not_installed' })

describe('a PDF', () => {
  it('shows its first page, its words and how many pages it has', async () => {
    const { thumbnail, optimised, text, properties } = await render(types.pdf, pdfOf(['Invoice 4711', 'second page']))
    expect(properties).toEqual(orNotInstalled(installed.poppler, { pages: 2 }))
    if (!installed.poppler) return
    expect(await sharp(thumbnail).metadata()).toMatchObject({ format: 'webp', width: 150, height: 150 })
    expect(await sharp(optimised).metadata()).toMatchObject({ format: 'webp', width: 1200, height: 600 })
    expect(text?.content).toMatch(/Invoice 4711\s+second page/)
  })

  it('that can be packed better is copied smaller, page for page', async () => {
    const wordy = pdfOf(Array.from({ length: 80 }, (_, page) => `page ${page} ${'words '.repeat(250)}`))
    const { pdf } = await render(types.pdf, wordy)
    expect(pdf !== undefined).toBe(installed.poppler && installed.qpdf)
    if (!pdf) return
    expect(pdf.length).toBeLessThan(wordy.length / 2)
    const again = await render(types.pdf, Buffer.from(pdf))
    expect(again).toMatchObject({ properties: { pages: 80 }, text: (await render(types.pdf, wordy)).text })
    expect(again.pdf, 'one that is small enough is its own').toBeUndefined()
  })

  it('with a password has no preview', async () => {
    if (!installed.qpdf) return
    const locked = await lockedPdf(directory, pdfOf(['secret']))
    expect(await render(types.pdf, locked)).toEqual({
      properties: orNotInstalled(installed.poppler, { noPreview: 'encrypted' }),
    })
  })

  it('that is cut, or is something else as well, does no harm', async () => {
    const pdf = pdfOf(['page'])
    const damaged = { properties: orNotInstalled(installed.poppler, { noPreview: 'damaged' }) }
    expect(await render(types.pdf, pdf.subarray(0, 60))).toEqual(damaged)
    expect(await render(types.pdf, Buffer.from('%PDF-1.7\n%%EOF'))).toEqual(damaged)
    const alsoZip = Buffer.concat([pdf, await zipOf({ 'evil.js': 'alert(1)' })])
    expect((await render(types.pdf, alsoZip)).properties).toEqual(orNotInstalled(installed.poppler, { pages: 1 }))
  })

  it('has none where poppler is not installed', async () => {
    const without = await previewRenderer({
      programs: sourcePrograms(),
      log,
      installed: { ...installed, poppler: false },
    })
    expect(await render(types.pdf, pdfOf(['page']), without)).toEqual({ properties: { noPreview: 'not_installed' } })
  })
})

describe('a document of Office', () => {
  it(
    'shows its pages as PDF, and its words without the codes in them',
    async () => {
      const hidden = '<w:p><w:r><w:instrText xml:space="preserve"> HYPERLINK x </w:instrText></w:r></w:p>'
      const docx = await docxOf(['Dear &amp; beloved', 'customer &#x263a;'], hidden)
      const { pdf, thumbnail, text, properties } = await render(types.docx, docx)
      expect(text?.content).toBe('Dear & beloved\ncustomer ☺')
      expect(properties).toEqual(orNotInstalled(installed.libreOffice && installed.poppler, { pages: 1 }))
      expect(pdf !== undefined).toBe(installed.libreOffice && installed.poppler)
      expect(thumbnail !== undefined).toBe(installed.libreOffice && installed.poppler)
      if (pdf) expect(Buffer.from(pdf).subarray(0, 5).toString()).toBe('%PDF-')
    },
    LAYOUT_MS,
  )

  it('keeps its words where LibreOffice is not installed, and says why there are no pages', async () => {
    expect(await render(types.docx, await docxOf(['Hello']), wordsOnly)).toEqual({
      text: { content: 'Hello', isCut: false },
      properties: { noPreview: 'not_installed' },
    })
  })

  it('shows its slides in their order', async () => {
    const slide = (text: string) => `<p:sld xmlns:a="a" xmlns:p="p"><a:p><a:r><a:t>${text}</a:t></a:r></a:p></p:sld>`
    const pptx = await zipOf({
      '[Content_Types].xml': '<Types/>',
      'ppt/slides/slide10.xml': slide('tenth'),
      'ppt/slides/slide2.xml': slide('second'),
    })
    expect((await render(types.pptx, pptx, wordsOnly)).text?.content.split('\n').filter(Boolean)).toEqual([
      'second',
      'tenth',
    ])
  })

  it(
    'that names a file of ours does not get it',
    async () => {
      const secret = join(directory, 'secret.txt')
      await writeFile(secret, 'classified matter')
      const odt = await odtOf(
        `<text:p>before</text:p><text:section text:name="S"><text:section-source xlink:href="file://${secret}" xlink:type="simple" xlink:show="embed"/><text:p>kept</text:p></text:section>`,
      )
      const { pdf } = await render(types.odt, odt)
      expect(pdf !== undefined).toBe(installed.libreOffice && installed.poppler)
      if (!pdf) return
      const words = (await render(types.pdf, Buffer.from(pdf))).text?.content
      expect(words).toContain('before')
      expect(words).not.toContain('classified')
    },
    LAYOUT_MS,
  )

  it.each([
    ['a bomb', () => docxOf(['bomb'], '<w:p/>'.repeat(16_000_000)), 'too_large'],
    ['cut in half', async () => halfOf(await docxOf(['half'])), 'damaged'],
    ['nothing of the kind', async () => Buffer.from('PK\u0003\u0004 but nothing else'), 'damaged'],
  ])('that is %s is refused before anything unpacks it', async (_, sample, noPreview) => {
    expect(await render(types.docx, await sample())).toEqual({ properties: { noPreview } })
  })

  it('whose directory lies about a part is read no further than it says', async () => {
    const lie = lyingZip(await docxOf(['long '.repeat(1000)]), 'word/document.xml')
    const { text } = await render(types.docx, lie, wordsOnly)
    expect(text?.content.length ?? 0).toBeLessThan(1000)
  })
})

const halfOf = (bytes: Buffer) => bytes.subarray(0, bytes.length / 2)

describe('a workbook', () => {
  const tableOf = async (workbook: Parameters<typeof writeXlsx>[0]) => {
    return render(types.xlsx, Buffer.from(await writeXlsx(workbook)), wordsOnly)
  }

  it('shows the first rows of its sheets, dates as dates and formulas as what they came to', async () => {
    const { table, text } = await tableOf({
      sheets: [
        {
          name: 'People',
          rows: [
            ['Name', 'Born', 'Score'],
            ['Ada', new Date('1915-12-10T00:00:00Z'), 1.5],
            ['Bob', null, true],
          ],
        },
        { name: 'Other', rows: [['head'], ['needle']] },
      ],
    })
    expect(table?.sheets).toEqual([
      {
        name: 'People',
        columns: ['Name', 'Born', 'Score'],
        rows: [
          ['Ada', '1915-12-10', 1.5],
          ['Bob', null, true],
        ],
        isCut: false,
      },
      { name: 'Other', columns: ['head'], rows: [['needle']], isCut: false },
    ])
    expect(text?.content).toBe('Name\tBorn\tScore\nAda\nBob\nhead\nneedle')
  })

  it('of 16,384 columns, and one merged over its whole sheet, is bounded', async () => {
    const merges = [{ startRow: 0, startCol: 0, endRow: 1_048_575, endCol: 16_383 }]
    const { table } = await tableOf({
      sheets: [
        { name: 'Wide', rows: [Array.from({ length: 16_384 }, (_, at) => at)] },
        { name: 'Merged', rows: [['a', 'b'], ['c']], merges },
      ],
    })
    expect(table?.sheets[0]?.columns).toHaveLength(100)
    expect(table?.sheets[0]?.isCut).toBe(true)
    expect(table?.sheets[1]).toMatchObject({ columns: ['a', 'b'], rows: [['c', null]] })
  })

  it('with a password has no preview', async () => {
    const locked = Buffer.from(
      await writeXlsx({ sheets: [{ name: 'A', rows: [['a']] }], encryption: { password: 'x', spinCount: 1000 } }),
    )
    expect((await render(types.xlsx, locked)).properties).toHaveProperty('noPreview')
  })
})

describe('an image', () => {
  it('of 50,000 by 50,000 pixels is refused by its header', async () => {
    const started = performance.now()
    expect(await render(types.png, hollowPng(50_000, 50_000))).toEqual({ properties: { noPreview: 'too_large' } })
    expect(performance.now() - started).toBeLessThan(1000)
  })

  it('that is an image by its first bytes only has no preview', async () => {
    const polyglot = Buffer.concat([hollowPng(10, 10), Buffer.from('<script>alert(1)</script>')])
    expect(await render(types.png, polyglot)).toEqual({ properties: { noPreview: 'damaged' } })
  })

  it('keeps camera and place aside, and out of the pictures', async () => {
    const photo = await sharp({ create: { width: 40, height: 20, channels: 3, background: 'red' } })
      .withExif({
        IFD0: { Make: 'Acme' },
        IFD3: {
          GPSLatitudeRef: 'N',
          GPSLatitude: '48/1 12/1 0/1',
          GPSLongitudeRef: 'E',
          GPSLongitude: '16/1 22/1 0/1',
        },
      })
      .withMetadata({ orientation: 6 })
      .jpeg()
      .toBuffer()
    const { properties, thumbnail, optimised } = await render('image/jpeg', photo)
    expect(properties).toMatchObject({ width: 20, height: 40, orientation: 6, camera: { make: 'Acme' } })
    expect(properties.location).toEqual({ latitude: 48.2, longitude: 16.366667 })
    for (const picture of [thumbnail, optimised]) expect((await sharp(picture).metadata()).exif).toBeUndefined()
  })
})
