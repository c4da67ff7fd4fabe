import { DataJob } from '@groundwork/domain'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createDataJob, getDataJob, listDataJobs } from '../src/data-job/index.ts'
import { exportList } from '../src/export/index.ts'
import { createImportWorld, type Importer, type ImportWorld } from './import-world.ts'

let world: ImportWorld
let us: Importer
/** Sees jobs of others, and of the rows that these are about only some. */
let onlooker: Importer

beforeAll(async () => {
  world = await createImportWorld()
  us = await world.asker()
  onlooker = await world.limited(us.organization, [
    { resource: 'product', action: 'view', where: { field: 'name', op: 'startswith', value: 'Bolt' } },
  ])
})
afterAll(() => world.close())

const shownTo = ({ context }: Importer, id: string) => getDataJob(world.services, context, id)

it('the filter of an export is told to nobody who may not see what it is held against', async () => {
  const filter = { field: 'name', op: 'eq', value: 'Secret plan' }
  const { id } = await createDataJob(world.services, us.context, {
    ...world.exportOf(us.organization),
    parameters: { format: 'csv', columns: ['sku'], filter },
  })
  await world.work()
  const own = await shownTo(us, id)
  expect(own).toMatchObject({ status: 'COMPLETED', resultLog: { filter: expect.stringContaining('Secret plan') } })
  const shown = await shownTo(onlooker, id)
  expect(shown).toMatchObject({ status: 'COMPLETED', resultLog: { format: 'csv', rows: 0, columns: ['sku'] } })
  expect(JSON.stringify(shown)).not.toContain('Secret')
  const { rows } = await listDataJobs(world.services, onlooker.context, { organizations: [us.organization] })
  expect(rows.map((row) => row.id)).toContain(id)
  expect(JSON.stringify(rows)).not.toContain('Secret')
})

it('what an import has found out about a file is told, and no cell of it', async () => {
  const { id } = await world.bringIn(us, 'sku,name,product_type\nA,Secret nut,SERVICE\n', { dry_run: true })
  expect(JSON.stringify(await shownTo(us, id))).toContain('Secret nut')
  const { resultLog, parameters } = await shownTo(onlooker, id)
  expect(resultLog).toMatchObject({ header: ['sku', 'name', 'product_type'], mode: 'upsert', counts: { created: 1 } })
  expect(resultLog).not.toHaveProperty('samples')
  expect(parameters).toEqual({ dry_run: true })
})

it('no list of jobs is taken out with what they hold', async () => {
  const { organization, context } = onlooker
  const ask = (columns?: string[]) =>
    exportList(world.services, context, { target: DataJob, request: { organization, format: 'csv', columns } })
  await expect(ask(['id', 'parameters', 'result_log'])).rejects.toMatchObject({
    reason: 'unknown_column',
    fields: { 'columns.1': [expect.any(String)], 'columns.2': [expect.any(String)] },
  })
  const { jobId } = await ask()
  await world.work()
  const { outputFile } = await world.job(jobId)
  const csv = await world.read(onlooker, outputFile)
  expect(csv).toContain('import of product')
  expect(csv).not.toContain('Secret')
})
