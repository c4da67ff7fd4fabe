import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import type { FaultyRows, JsonObject } from '@groundwork/domain'
import { writeSpreadsheet, writeTemplate } from '@groundwork/spreadsheet'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createDataJob, type DataJobRunner, dataJobRunners, listDataJobs, runDataJobs } from '../src/data-job/index.ts'
import { listFaultyRows } from '../src/import/index.ts'
import { createImportWorld, type Importer, type ImportWorld } from './import-world.ts'

/** The error grid (seed 001, Import): faulty rows come whole, and go back mended, without a change to the file. */

let world: ImportWorld
beforeAll(async () => {
  world = await createImportWorld()
})
afterAll(() => world.close())

const head = 'sku,Titel,product_type,description\n'
const plan = {
  mode: 'upsert',
  match: ['sku'],
  mapping: { sku: 'sku', Titel: 'name', product_type: 'product_type', description: 'description' },
} as const
const file = `${head}A,Hammer,SERVICE,\nB,,NONSENSE,"two, three"\nC,Saw,SERVICE,\n,No code,SERVICE,\n`

async function again(us: Importer, main: string, parameters: JsonObject) {
  const { organization, context } = us
  const asked = { organization, jobType: 'import', target: 'product', inputFiles: { main }, parameters } as const
  const { id } = await createDataJob(world.services, context, asked)
  await world.work()
  return world.job(id)
}

const faultyRows = (
  us: Importer,
  id: string,
  page: { limit?: number; cursor?: string | null } = {},
): Promise<FaultyRows> => listFaultyRows(world.services, us.context, { id, limit: 50, ...page })

const names = async (us: Importer) => (await world.products(us.organization)).map(({ sku, name }) => [sku, name])

describe('mending', () => {
  it('goes from faulty rows by corrections to a plan without faults, which then lands', async () => {
    const us = await world.asker()
    const rehearsal = await world.bringIn(us, file, { ...plan, dry_run: true })
    expect(rehearsal).toMatchObject({ status: 'READY', created: 2, failed: 2 })

    const faulty = await faultyRows(us, rehearsal.id)
    expect(faulty.header).toEqual(['sku', 'Titel', 'product_type', 'description'])
    expect(faulty).toMatchObject({
      nextCursor: null,
      rows: [
        {
          row: 3,
          sheet: null,
          cells: ['B', '', 'NONSENSE', 'two, three'],
          issues: [
            { column: 'Titel', value: '', rule: 'required' },
            { column: 'product_type', value: 'NONSENSE', rule: 'not_a_choice' },
          ],
        },
        { row: 5, cells: ['', 'No code', 'SERVICE', ''], issues: [{ column: 'sku' }] },
      ],
    })

    const corrections = { 3: { product_type: 'SERVICE' } }
    const half = await again(us, `${rehearsal.inputFiles.main}`, {
      ...plan,
      dry_run: true,
      corrections,
      skip_rows: [5],
      sha256: (rehearsal.resultLog.input as JsonObject).sha256 ?? null,
    })
    expect(half).toMatchObject({ status: 'READY', total: 4, created: 2, skipped: 1, failed: 1 })
    expect((await faultyRows(us, half.id)).rows).toMatchObject([
      { row: 3, cells: ['B', '', 'SERVICE', 'two, three'], issues: [{ column: 'Titel' }] },
    ])

    const mended = await again(us, `${rehearsal.inputFiles.main}`, {
      ...plan,
      dry_run: true,
      corrections: { 3: { product_type: 'SERVICE', Titel: 'Wrench' } },
      skip_rows: [5],
    })
    expect(mended).toMatchObject({ created: 3, skipped: 1, failed: 0, errorFile: null })
    expect((await faultyRows(us, mended.id)).rows).toEqual([])
    expect(await world.apply(us, mended.id)).toMatchObject({ status: 'COMPLETED', created: 3, skipped: 1 })
    expect(await names(us)).toEqual([
      ['A', 'Hammer'],
      ['B', 'Wrench'],
      ['C', 'Saw'],
    ])
  })

  it('keeps corrections in the error file of what is still wrong, and names the rows in the log', async () => {
    const us = await world.asker()
    const corrections = { 4: { Titel: 'Fine saw' }, 3: { Titel: 'Wrench' } }
    const job = await world.bringIn(us, file, { ...plan, corrections, skip_rows: [5] })
    expect(job).toMatchObject({ status: 'COMPLETED', failed: 1 })
    expect(await world.read(us, job.errorFile)).toContain('B,Wrench,NONSENSE,"two, three",3,')
    const log = await world.read(us, job.logFile)
    expect(log).toContain('Corrected by hand: rows 3, 4\nLeft out by hand: row 5\n')
  })

  it('tells a column that the file has not by its place, and a wrong shape when it is asked', async () => {
    const us = await world.asker()
    const job = await world.bringIn(us, file, { ...plan, corrections: { 3: { name: 'Wrench' } } })
    expect(job).toMatchObject({
      status: 'FAILED',
      resultLog: { problem: { errors: { 'corrections.3.name': ['The file has no such column'] } } },
    })
    const asked = world.ask(us, file, { ...plan, corrections: { three: { Titel: 'Wrench' } } })
    await expect(asked).rejects.toMatchObject({ fields: { 'parameters.corrections.three': [expect.any(String)] } })
  })

  it('holds for the whole file when the worker dies in between: a mended key is still known to be taken', async () => {
    const us = await world.asker()
    const lines = Array.from({ length: 2600 }, (_, place) => `N-${place},Name,SERVICE,`)
    const corrections = { 2: { sku: 'n-2500', Titel: 'Mended' } }
    const { id } = await world.ask(us, `${head}${lines.join('\n')}\n`, {
      ...plan,
      corrections,
      transforms: { sku: ['upper'] },
      skip_rows: [3, 2601],
    })
    let chunks = 0
    const dying: DataJobRunner = (services, run) =>
      dataJobRunners.import(services, {
        ...run,
        checkpoint: async (work, step) => {
          await run.checkpoint(work, step)
          if (++chunks === 2) throw new Error('the worker is gone')
        },
      })
    const runners = { ...dataJobRunners, import: dying }
    const { signal: stopping } = new AbortController()
    await runDataJobs({ ...world.services, stopping, runners }, null, async () => undefined)
    const half = await world.job(id)
    expect(half).toMatchObject({ status: 'RUNNING', skipped: 1, failed: 0 })
    expect(half.total).toBeLessThan(2500)
    await world.runOut(id)
    await world.work()
    expect(await world.job(id)).toMatchObject({
      status: 'COMPLETED',
      total: 2600,
      created: 2597,
      skipped: 2,
      failed: 1,
    })
    expect(await world.issues(id)).toMatchObject([{ row: 2502, column: 'sku', rule: 'repeated_key' }])
    expect((await names(us)).find(([sku]) => sku === 'N-2500')?.[1]).toBe('Mended')
  })

  it('is refused when the file is another one by now', async () => {
    const us = await world.asker()
    const job = await world.bringIn(us, file, { ...plan, sha256: 'a'.repeat(64) })
    expect(job).toMatchObject({ status: 'FAILED', resultLog: { problem: { reason: 'input_changed' } } })
    expect(await names(us)).toEqual([])
  })

  it('names the sheet of a workbook that has several', async () => {
    const us = await world.asker()
    const columns = [
      { name: 'sku', isRequired: true, allowed: ['A', 'B'] },
      { name: 'name', isRequired: true, allowed: ['Hammer', 'Saw'] },
      { name: 'product_type', isRequired: true, allowed: ['SERVICE', 'NONSENSE'] },
    ]
    const bytes = Buffer.from(await writeTemplate('xlsx', columns, 'products'))
    const { organization } = us
    const { id: main } = await world.upload(us.context, { organization, fileName: 'products.xlsx', bytes })
    await world.scan(organization, main)
    const corrections = { 3: { product_type: 'SERVICE' } }
    expect(await again(us, main, { corrections })).toMatchObject({
      status: 'FAILED',
      resultLog: { problem: { reason: 'sheet_required' } },
    })
    const sheet = 'Allowed values'
    const rehearsal = await again(us, main, { sheet, dry_run: true })
    expect(await faultyRows(us, rehearsal.id)).toMatchObject({
      header: ['sku', 'name', 'product_type'],
      rows: [{ row: 3, sheet, cells: ['B', 'Saw', 'NONSENSE'] }],
    })
    expect(await again(us, main, { sheet, corrections })).toMatchObject({ status: 'COMPLETED', created: 2, failed: 0 })
  })
})

describe('faulty rows', () => {
  it('of a workbook show days as days, and numbers and truths as such', async () => {
    const us = await world.asker()
    const columns = [
      { name: 'sku', kind: 'text' },
      { name: 'day', kind: 'date' },
      { name: 'count', kind: 'number' },
      { name: 'product_type', kind: 'text' },
      { name: 'is_new', kind: 'boolean' },
    ] as const
    const table = Readable.from([[['A', new Date('2026-03-01'), 12.5, 'NONSENSE', true]]])
    const bytes = await buffer(writeSpreadsheet('xlsx', columns, table, {}))
    const { organization } = us
    const { id: main } = await world.upload(us.context, { organization, fileName: 'products.xlsx', bytes })
    await world.scan(organization, main)
    const { id } = await again(us, main, { dry_run: true })
    const { rows } = await faultyRows(us, id)
    expect(rows[0]?.cells).toEqual(['A', '2026-03-01', 12.5, 'NONSENSE', true])
  })

  it('come in pages, each whole with everything that is wrong with it', async () => {
    const us = await world.asker()
    const lines = Array.from({ length: 7 }, (_, place) => `,,NONSENSE,${place}`)
    const job = await world.bringIn(us, `${head}${lines.join('\n')}\n`, { ...plan, dry_run: true })
    const seen: number[] = []
    let cursor: string | null = null
    do {
      const page: FaultyRows = await faultyRows(us, job.id, { limit: 3, cursor })
      for (const { row, cells, issues } of page.rows) {
        seen.push(row)
        expect(cells?.[3]).toBe(String(row - 2))
        expect(issues.map(({ column }) => column)).toContain('product_type')
      }
      cursor = page.nextCursor
    } while (cursor)
    expect(seen).toEqual([2, 3, 4, 5, 6, 7, 8])
    await expect(faultyRows(us, job.id, { cursor: 'nonsense' })).rejects.toMatchObject({ reason: 'invalid_cursor' })
  })

  it('are fewer to a page where they are long', async () => {
    const us = await world.asker()
    const lines = Array.from({ length: 8 }, (_, place) => `,${place},SERVICE,${'x'.repeat(500_000)}`)
    const job = await world.bringIn(us, `${head}${lines.join('\n')}\n`, { ...plan, dry_run: true })
    const first = await faultyRows(us, job.id)
    expect(first.rows.length).toBeGreaterThan(1)
    expect(first.rows.length).toBeLessThan(6)
    const next = await faultyRows(us, job.id, { cursor: first.nextCursor })
    expect(next.rows[0]?.row).toBe((first.rows.at(-1)?.row ?? 0) + 1)
  })

  it('tell cells only to whoever may see them, and nothing to other organizations', async () => {
    const us = await world.asker()
    const job = await world.bringIn(us, file, { ...plan, dry_run: true, corrections: { 3: { Titel: 'Secret' } } })
    const seesJobs = await world.limited(us.organization, [{ resource: 'dataJob', action: 'view' }])
    const told = await faultyRows(seesJobs, job.id)
    expect(told.rows.map(({ row, cells }) => [row, cells])).toEqual([
      [3, null],
      [5, null],
    ])
    expect(told.rows[0]?.issues).toMatchObject([{ column: 'product_type', value: null }])
    expect(JSON.stringify(told)).not.toMatch(/Secret|NONSENSE|two, three/)
    await expect(faultyRows(await world.asker(), job.id)).rejects.toMatchObject({ code: 'not_found' })
  })
})

it('lists of jobs leave corrections out: one job has them', async () => {
  const us = await world.asker()
  const { id, parameters } = await world.bringIn(us, file, { ...plan, corrections: { 3: { Titel: 'Wrench' } } })
  expect(parameters).toMatchObject({ corrections: { 3: { Titel: 'Wrench' } } })
  const { rows } = await listDataJobs(world.services, us.context, { organizations: [us.organization] })
  expect(rows.map((job) => [job.id, job.parameters.mode, job.parameters.corrections])).toEqual([
    [id, 'upsert', undefined],
  ])
})
