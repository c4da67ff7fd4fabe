import { StockLocation, Warehouse } from '@groundwork/domain'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type DataJobRunner, dataJobRunners, runDataJobs } from '../src/data-job/index.ts'
import { createImportWorld, type Importer, type ImportWorld } from './import-world.ts'

let world: ImportWorld
let us: Importer
let warehouse: string

beforeAll(async () => {
  world = await createImportWorld()
})
afterAll(() => world.close())
beforeEach(async () => {
  us = await world.asker()
  const { organization, context } = us
  const made = await world.services.database.withUnitOfWork(context, (work) =>
    work.insert(Warehouse, { organization, name: 'Main', code: 'W1', warehouseType: 'OTHER' }),
  )
  warehouse = made.id
})

const location = (name: string, barcode: string | null = null, parent: string | null = null) =>
  world.services.database.withUnitOfWork(us.context, (work) =>
    work.insert(StockLocation, { organization: us.organization, warehouse, name, barcode, parent }),
  )
const names = async () => {
  const rows = await world.asOwner<{ name: string; barcode: string | null }>(
    'select name, barcode from stock_location where organization_id = $1 order by name',
    [us.organization],
  )
  return rows.map(({ name, barcode }) => [name, barcode])
}
const bringIn = (csv: string, parameters: Parameters<ImportWorld['bringIn']>[2] = {}) =>
  world.bringIn(us, csv, { target: 'stockLocation', ...parameters })

describe('a row without the barcode by which others are found', () => {
  const head = 'warehouse,name,barcode,location_type\n'

  it('changes no other place that has none: it is a new one', async () => {
    await location('Dock')
    await location('Shelf A')
    await location('Shelf B', '4006381')
    const job = await bringIn(`${head}W1,Shelf NEW,,SHELF\nW1,Shelf C,4006381,SHELF\n`)
    expect(job).toMatchObject({ created: 1, updated: 1, failed: 0 })
    expect(await names()).toEqual([
      ['Dock', null],
      ['Shelf A', null],
      ['Shelf C', '4006381'],
      ['Shelf NEW', null],
    ])
  })

  it('is none that there is where only those are changed', async () => {
    await location('Dock')
    const job = await bringIn(`${head}W1,Yard,,SHELF\n`, { mode: 'update' })
    expect(job).toMatchObject({ updated: 0, failed: 1 })
    expect(await world.issues(job.id)).toMatchObject([{ row: 2, rule: 'no_such_row' }])
    expect(await names()).toEqual([['Dock', null]])
  })

  it('repeats no other row of the file that has none', async () => {
    const job = await bringIn(`${head}W1,One,,SHELF\nW1,Two,,SHELF\nW1,Three,5,BIN\nW1,Four,5,BIN\n`, {
      mode: 'insert',
    })
    expect(job).toMatchObject({ created: 3, failed: 1 })
    expect(await world.issues(job.id)).toMatchObject([{ row: 5, rule: 'repeated_key' }])
  })
})

it('what stands at the root and what stands below are found by their names beside each other', async () => {
  const { id: rack } = await location('Rack')
  await location('Shelf', null, rack)
  const job = await bringIn(
    'warehouse,parent,name,location_type,barcode\nW1,,Rack,RACK,1\nW1,Rack,Shelf,SHELF,\nW1,,Shelf,SHELF,\n',
  )
  expect(job).toMatchObject({ updated: 2, created: 1, failed: 0 })
  const again = await bringIn('warehouse,parent,name,location_type,barcode\nW1,,Rack,RACK,1\nW1,Rack,Shelf,SHELF,\n')
  expect(again).toMatchObject({ unchanged: 2, failed: 0 })
})

describe('where repetitions are passed over', () => {
  const head = 'sku,name,product_type\n'
  const plan = { match: ['sku'], repeated: 'skip' }
  const names = async () => (await world.products(us.organization)).map(({ sku, name }) => [sku, name])

  it.each(['upsert', 'insert'])('a faulty row keeps no sound one from its place (%s)', async (mode) => {
    const rows = 'A,,SERVICE\nA,Hammer,NONSENSE\nA,Hammer,SERVICE\nA,Saw,SERVICE\nB,Wrench,SERVICE\nB,,SERVICE\n'
    const job = await world.bringIn(us, `${head}${rows}`, { ...plan, mode })
    expect(job).toMatchObject({ total: 6, created: 2, skipped: 2, failed: 2 })
    expect((await world.issues(job.id)).map(({ row, rule }) => [row, rule])).toEqual([
      [2, 'required'],
      [3, 'not_a_choice'],
    ])
    expect(await names()).toEqual([
      ['A', 'Hammer'],
      ['B', 'Wrench'],
    ])
  })

  it.each(['upsert', 'insert'])('nor does one that only the database refuses (%s)', async (mode) => {
    const where = { field: 'productType', op: 'eq', value: 'SERVICE' } as const
    const them = await world.limited(us.organization, [{ resource: 'product', action: '*', where }])
    const others = Array.from({ length: 600 }, (_, place) => `N-${place},Name,SERVICE\n`).join('')
    const rows = `A,Hammer,DIGITAL\nA,Drill,DIGITAL\nA,Saw,SERVICE\nA,Axe,SERVICE\nB,File,DIGITAL\n${others}B,Rasp,SERVICE\nB,Last,SERVICE\n`
    const job = await world.bringIn(them, `${head}${rows}`, { ...plan, mode })
    expect((await world.issues(job.id)).map(({ row, rule }) => [row, rule])).toEqual([
      [2, 'forbidden'],
      [3, 'forbidden'],
      [6, 'forbidden'],
    ])
    expect(job).toMatchObject({ total: 607, created: 602, skipped: 2, failed: 3 })
    expect((await names()).slice(0, 2)).toEqual([
      ['A', 'Saw'],
      ['B', 'Rasp'],
    ])
  })

  it('a key that the database refuses whatever row has it is given up, and the rest of the file lands', async () => {
    const where = { field: 'productType', op: 'eq', value: 'SERVICE' } as const
    const them = await world.limited(us.organization, [{ resource: 'product', action: '*', where }])
    const refused = 'A,Hammer,DIGITAL\n'.repeat(700)
    const job = await world.bringIn(them, `${head}${refused}B,Wrench,SERVICE\n`, { ...plan, mode: 'insert' })
    expect(job).toMatchObject({ total: 701, created: 1, skipped: 697, failed: 3 })
    expect((await world.issues(job.id)).map(({ row, rule }) => [row, rule])).toEqual([
      [2, 'forbidden'],
      [3, 'forbidden'],
      [4, 'forbidden'],
    ])
  })

  it('nor does it when the worker dies in between, and what landed is still passed over', async () => {
    const lines = Array.from({ length: 1200 }, (_, place) => `N-${place},Name,SERVICE\n`)
    const csv = `${head}A,,SERVICE\nB,Wrench,SERVICE\n${lines.join('')}A,Hammer,SERVICE\nB,Saw,SERVICE\n`
    const { id } = await world.ask(us, csv, plan)
    const dying: DataJobRunner = (services, run) =>
      dataJobRunners.import(services, {
        ...run,
        checkpoint: async (work, step) => {
          if (run.cursor === null && Number(step.counts?.total) > 500) throw new Error('the worker is gone')
          await run.checkpoint(work, step)
        },
      })
    const runners = { ...dataJobRunners, import: dying }
    await runDataJobs(
      { ...world.services, stopping: new AbortController().signal, runners },
      null,
      async () => undefined,
    )
    expect(await world.job(id)).toMatchObject({ status: 'RUNNING', total: 500, failed: 1 })
    await world.runOut(id)
    await world.work()
    expect(await world.job(id)).toMatchObject({ status: 'COMPLETED', created: 1202, skipped: 1, failed: 1 })
    expect((await names()).slice(0, 2)).toEqual([
      ['A', 'Hammer'],
      ['B', 'Wrench'],
    ])
  })
})
