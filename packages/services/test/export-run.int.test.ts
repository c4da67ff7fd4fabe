import { buffer } from 'node:stream/consumers'
import { asSystem } from '@groundwork/db'
import { type DataJobRow, type Grant, type JsonObject, Product } from '@groundwork/domain'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createDataJob, removeOldJobFiles, retryDataJob } from '../src/data-job/index.ts'
import { exportList, runExport } from '../src/export/index.ts'
import { openDownload } from '../src/file/index.ts'
import { createImportWorld, type Importer, type ImportWorld } from './import-world.ts'

let world: ImportWorld
let us: Importer
const system = asSystem('look at what a test did')

beforeAll(async () => {
  world = await createImportWorld()
})
afterAll(() => world.close())

const nasty = [
  ['007', 'Leading zeros', 'kept "as they are"'],
  ['=1+1', '=cmd|/C calc', '+43 1 234'],
  ["'=quoted", '@sum', '-5'],
  ['Ωмега', 'größer; than, all', 'two\nlines'],
] as const

async function shopOf(as = 'manager'): Promise<Importer> {
  const shop = await world.asker(as)
  await world.services.database.withUnitOfWork(shop.context, (work) =>
    work.insertMany(
      Product,
      nasty.map(([sku, name, description], place) => ({
        organization: shop.organization,
        sku,
        name,
        description,
        productType: 'PHYSICAL_GOOD' as const,
        tags: place ? ['metal', 'small'] : [],
        attributes: place ? { size: place, deep: { of: ['a', 1] } } : {},
      })),
    ),
  )
  return shop
}

async function takeOut({ organization, context }: Importer, parameters: JsonObject): Promise<DataJobRow> {
  const asked = { organization, jobType: 'export', target: 'product', parameters } as const
  const { id } = await createDataJob(world.services, context, asked)
  await world.work()
  return world.job(id)
}

async function bytesOf({ organization, context }: Importer, file: string | null): Promise<Buffer> {
  if (!file) throw new Error('There is no such file')
  await world.scan(organization, file)
  const { open } = await openDownload(world.services, context, { file })
  if (!open) throw new Error('The file has no bytes')
  return buffer(await open())
}

const filesOf = async (organization: string) =>
  (await world.asOwner<{ status: string }>('select status from file where organization_id = $1', [organization])).map(
    ({ status }) => status,
  )

beforeAll(async () => {
  us = await shopOf()
})

describe('an export', () => {
  it('writes the rows of the list with its filter, sort and columns, and says what it wrote', async () => {
    const job = await takeOut(us, {
      format: 'csv',
      columns: ['sku', 'name'],
      filter: { field: 'product_type', op: 'eq', value: 'PHYSICAL_GOOD' },
      search: 'er',
      ordering: ['-sku'],
    })
    expect(job).toMatchObject({ status: 'COMPLETED', progress: 100 })
    expect(job.resultLog).toMatchObject({
      format: 'csv',
      rows: 2,
      columns: ['sku', 'name'],
      filter: 'product type is PHYSICAL_GOOD',
    })
    expect((await bytesOf(us, job.outputFile)).toString()).toBe(
      'sku,name\r\nΩмега,"größer; than, all"\r\n007,Leading zeros\r\n',
    )
  })

  it.each(['csv', 'xlsx'])('as %s goes in again without a change', async (format) => {
    const shop = await shopOf()
    const { outputFile } = await takeOut(shop, { format })
    await bytesOf(shop, outputFile)
    const { id } = await createDataJob(world.services, shop.context, {
      organization: shop.organization,
      jobType: 'import',
      target: 'product',
      inputFiles: { main: outputFile ?? '' },
      parameters: { mode: 'upsert', match: ['sku'] },
    })
    await world.work()
    const job = await world.job(id)
    expect(await world.issues(id)).toEqual([])
    expect(job).toMatchObject({ status: 'COMPLETED', total: 4, created: 0, updated: 0, unchanged: 4, failed: 0 })
  })

  it('in print has a title, the filter in words and every row', async () => {
    const { outputFile } = await takeOut(us, { format: 'pdf' })
    const bytes = await bytesOf(us, outputFile)
    expect(bytes.subarray(0, 5).toString()).toBe('%PDF-')
  })

  it('of what is wrong is refused when it is asked for, by the paths that it was asked with', async () => {
    const ask = (request: object) =>
      exportList(world.services, us.context, {
        target: Product,
        request: { organization: us.organization, format: 'csv', ...request },
      })
    await expect(ask({ columns: ['sku', 'nope'] })).rejects.toMatchObject({
      fields: { 'columns.1': ['No such column'] },
    })
    await expect(ask({ ordering: ['description'] })).rejects.toMatchObject({
      fields: { 'ordering.0': ['Cannot be sorted by'] },
    })
    await expect(ask({ filter: { and: [{ field: 'nope', op: 'eq', value: 1 }] } })).rejects.toMatchObject({
      code: 'invalid',
      reason: 'filter_unknown_field',
    })
    const asJob = takeOut(us, { format: 'csv', columns: ['nope'] })
    await expect(asJob).rejects.toMatchObject({ fields: { 'parameters.columns.0': ['No such column'] } })
  })
})

describe('the rights of an export', () => {
  const on = (action: string, more: Partial<Grant> = {}): Grant => ({ resource: 'product', action, ...more })

  it('are those that whoever asked has when it runs', async () => {
    const asker = await world.limited(us.organization, [on('view'), on('export')])
    const asked = {
      organization: us.organization,
      jobType: 'export',
      target: 'product',
      parameters: { format: 'csv' },
    } as const
    const { id } = await createDataJob(world.services, asker.context, asked)
    await world.asOwner(`update role set grants = $1 where id = (select role_id from membership where user_id = $2)`, [
      JSON.stringify([
        on('view', { fields: ['sku', 'name'] }),
        on('export', { where: { field: 'sku', op: 'eq', value: '007' } }),
        { resource: 'file', action: '*' },
      ]),
      asker.context.actor.kind === 'user' ? asker.context.actor.userId : '',
    ])
    await world.work()
    const job = await world.job(id)
    expect(job).toMatchObject({ status: 'COMPLETED', resultLog: { rows: 1, columns: ['id', 'sku', 'name'] } })
    expect((await bytesOf(asker, job.outputFile)).toString()).toMatch(
      /^id,sku,name\r\n[\da-f-]{36},007,Leading zeros\r\n$/,
    )
  })

  it('without the right to export there is no job', async () => {
    const viewer = await world.limited(us.organization, [on('view')])
    await expect(takeOut(viewer, { format: 'csv' })).rejects.toMatchObject({ code: 'forbidden' })
  })
})

describe('the file of an export', () => {
  it('is written once, also when the process ended between keeping it and saying so', async () => {
    const shop = await shopOf()
    const first = await takeOut(shop, { format: 'csv' })
    await world.asOwner(`update data_job set status = 'FAILED', output_file_id = null where id = $1`, [first.id])
    await retryDataJob(world.services, shop.context, first.id)
    await world.work()
    expect((await world.job(first.id)).outputFile).toBe(first.outputFile)
    expect(await filesOf(shop.organization)).toHaveLength(1)
  })

  it('goes after a week', async () => {
    const shop = await shopOf()
    const { outputFile } = await takeOut(shop, { format: 'csv' })
    expect(await removeOldJobFiles(world.services)).toBe(0)
    world.wait(8 * 24 * 60 * 60)
    expect(await removeOldJobFiles(world.services)).toBeGreaterThan(0)
    const [file] = await world.asOwner<{ deleted_at: Date | null }>('select deleted_at from file where id = $1', [
      outputFile,
    ])
    expect(file?.deleted_at).not.toBeNull()
  })

  it('is not there when the export was cancelled on its way', async () => {
    const shop = await shopOf()
    const stopping = new AbortController()
    const asked = {
      organization: shop.organization,
      jobType: 'export',
      target: 'product',
      parameters: { format: 'csv' },
    } as const
    const { id } = await createDataJob(world.services, shop.context, asked)
    const job = await world.job(id)
    const checkpoint = async () => stopping.abort(new Error('somebody has cancelled it'))
    const askAgain = async () => shop.context
    const run = { job, context: shop.context, askAgain, signal: stopping.signal, cursor: null, checkpoint }
    await expect(runExport(world.services, run)).rejects.toThrow()
    const left = await filesOf(shop.organization)
    expect(left.filter((status) => status !== 'failed' && status !== 'purged')).toEqual([])
    expect(
      await world.services.database.reader(system).count(Product, { organizations: [shop.organization] }),
    ).toMatchObject({ count: 4 })
  })
})
