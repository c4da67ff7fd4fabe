import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import type { Cell } from '@groundwork/domain'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type SheetColumn, writeSpreadsheet, writeTemplate } from '../src/index.ts'
import { readAll } from './spreadsheet-source.ts'

const run = promisify(execFile)
let directory: string
let isInstalled: boolean

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'groundwork-written-'))
  isInstalled = await run('sh', ['-c', 'command -v soffice']).then(
    () => true,
    () => false,
  )
})
afterAll(() => rm(directory, { recursive: true }))

const columns: readonly SheetColumn[] = [
  { name: 'key', kind: 'text' },
  { name: 'text', kind: 'text' },
  { name: 'number', kind: 'number' },
  { name: 'day', kind: 'date' },
  { name: 'moment', kind: 'moment' },
  { name: 'flag', kind: 'boolean' },
]

const written = (format: 'csv' | 'xlsx' | 'pdf', rows: readonly (readonly Cell[])[]) =>
  buffer(
    writeSpreadsheet(
      format,
      columns,
      (async function* () {
        yield rows
      })(),
      { title: 'Products', lead: ['status is active'] },
    ),
  )

/** What our own fields keep: printable, trimmed, and no half of a pair. */
const text = fc
  .oneof(
    fc.string({ unit: 'grapheme', maxLength: 40 }),
    fc.constantFrom(
      '007',
      '=1+1',
      "'=1",
      '-5',
      '+43 1',
      'a,b;c\td',
      'say "hi"',
      'two\nlines',
      '_x0041_',
      '<&>',
      'Ωмега 世界 😀',
      'TRUE',
      '1e5',
    ),
  )
  .map((given) => given.replace(/[\u0000-\u0008\u000b-\u001f\u007f\ufffe\uffff\p{Surrogate}]/gu, '').trim())

const row = fc.tuple(
  text,
  fc.oneof(
    fc.integer(),
    fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e9, max: 1e9 }).map((n) => Math.round(n * 1e4) / 1e4),
  ),
  fc.date({ min: new Date('1970-01-01'), max: new Date('2100-01-01'), noInvalidDate: true }),
  fc.boolean(),
)

describe('what is written is read again', () => {
  it.each(['csv', 'xlsx'] as const)('as it was, from %s', async (format) => {
    await fc.assert(
      fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 20 }), async (given) => {
        const rows = given.map(([words, number, moment, flag], index): Cell[] => [
          `K${index}`,
          words || null,
          Object.is(number, -0) ? 0 : number,
          moment.toISOString().slice(0, 10),
          moment.toISOString(),
          flag,
        ])
        const read = await readAll(await written(format, rows))
        const asText = (cell: Cell) => (cell instanceof Date ? cell.toISOString() : String(cell ?? ''))
        const expected = rows.map(([key, words, number, day, moment, flag]) => [
          key ?? '',
          words ?? '',
          asText(number ?? null),
          format === 'csv' ? String(day) : `${String(day)}T00:00:00.000Z`,
          asText(moment ?? null),
          asText(flag ?? null),
        ])
        expect(read.header).toEqual(columns.map(({ name }) => name))
        expect(read.cells.map((cells) => cells.map(asText))).toEqual(expected)
      }),
      { numRuns: 40 },
    )
  })
})

const sample: readonly (readonly Cell[])[] = [
  ['K1', '007', 19.99, '2026-11-21', '2026-11-21T10:20:30.000Z', true],
  ['K2', 'Größe, "世界"; two\nlines', -5, '1999-12-31', '1999-12-31T23:59:59.000Z', false],
  ['K3', '=1+1', 0, null, null, null],
]

describe('LibreOffice, where it is installed', () => {
  it.each(['csv', 'xlsx'] as const)(
    'opens %s with the same values',
    async (format) => {
      if (!isInstalled) return
      const path = join(directory, `ours-${format}.${format}`)
      await writeFile(path, await written(format, sample))
      const profile = pathToFileURL(join(directory, 'profile')).href
      const options = [`-env:UserInstallation=${profile}`, '--headless', '--norestore']
      const out = join(directory, 'out')
      const csvFilter = '44,34,76,1,,0,false,true,false'
      const infilter = format === 'csv' ? ['--infilter=CSV:44,34,76,1,2/2'] : []
      await run('soffice', [
        ...options,
        ...infilter,
        '--convert-to',
        `csv:Text - txt - csv (StarCalc):${csvFilter}`,
        '--outdir',
        out,
        path,
      ])
      const opened = await readAll(await readFile(join(out, `ours-${format}.csv`)))
      const [first = [], second = [], third = []] = opened.cells
      expect(first.slice(0, 3)).toEqual(['K1', '007', '19.99'])
      expect(second.slice(0, 3)).toEqual(['K2', 'Größe, "世界"; two\nlines', '-5'])
      // A text, not the sum: 2 would mean that it was run.
      expect(String(third[1])).toBe('=1+1')
      expect([first[3], second[3]].map(String)).toEqual(['2026-11-21', '1999-12-31'])
    },
    120_000,
  )
})

describe('a table in print', () => {
  it('has its title, filter, page number and the letters of other scripts', async () => {
    const rows = Array.from({ length: 200 }, (_, index): Cell[] => [
      `K${index}`,
      'Ωмега größer',
      index,
      null,
      null,
      true,
    ])
    const path = join(directory, 'ours.pdf')
    await writeFile(path, await written('pdf', rows))
    const bytes = await readFile(path)
    expect(bytes.subarray(0, 5).toString()).toBe('%PDF-')
    const words = await run('pdftotext', ['-layout', path, '-']).then(
      ({ stdout }) => stdout,
      () => null,
    )
    if (words === null) return
    for (const said of ['Products', 'status is active', 'page 1', 'page 2', 'Ωмега größer', 'K199'])
      expect(words).toContain(said)
  })
})

describe('a template', () => {
  const template = [
    { name: 'sku', isRequired: true },
    { name: 'product_type', isRequired: true, allowed: ['PHYSICAL_GOOD', 'SERVICE'] },
  ] as const

  it('as text has the header and nothing that would be taken for a row', async () => {
    expect(Buffer.from(await writeTemplate('csv', template, 'products')).toString()).toBe('sku,product_type\r\n')
  })

  it('as a workbook lists what may stand in its cells', async () => {
    const bytes = Buffer.from(await writeTemplate('xlsx', template, 'products'))
    expect(await readAll(bytes)).toMatchObject({ sheet: 'products', header: ['sku', 'product_type'], cells: [] })
    expect(await readAll(bytes, { sheet: 'Allowed values' })).toMatchObject({
      header: ['product_type'],
      cells: [['PHYSICAL_GOOD'], ['SERVICE']],
    })
  })
})
