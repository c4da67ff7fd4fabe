import { type DomainError, Product } from '@groundwork/domain'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { getDataJob, listDataJobs } from '../src/data-job/index.ts'
import { dataJobIssues, dataJobRows, fileImports, rowLineage } from '../src/import/index.ts'
import { createImportWorld, type Importer, type ImportWorld } from './import-world.ts'

let world: ImportWorld
let us: Importer

beforeAll(async () => {
  world = await createImportWorld()
  us = await world.asker()
})
afterAll(() => world.close())

it('leads from a record to the rows of the files that it comes from, and back', async () => {
  const { services } = world
  const first = await world.bringIn(us, 'sku,name,product_type\nA,Hammer,SERVICE\nB,Saw,SERVICE\n')
  const second = await world.bringIn(us, 'sku,name\nB,Fine saw\nA,Hammer\nC,\n', { mode: 'update' })
  const [hammer, saw] = (await world.products(us.organization)).map(({ id }) => String(id))
  const lineage = (id = '', of = us) => rowLineage(services, of.context, Product, id)

  expect(await lineage(saw)).toMatchObject([
    { job: second.id, file: second.inputFiles.main, sheet: null, row: 2, action: 'updated' },
    { job: first.id, file: first.inputFiles.main, row: 3, action: 'created' },
  ])
  expect(await lineage(hammer)).toMatchObject([{ job: first.id, row: 2 }])

  const rows = (query: object) => dataJobRows(services, us.context, { id: first.id, limit: 50, ...query })
  expect((await rows({})).rows).toMatchObject([
    { object: hammer, title: 'Hammer', row: 2, action: 'created', afterVersion: 1, version: 1, isChangedSince: false },
    { object: saw, title: 'Fine saw', row: 3, version: 2, isChangedSince: true },
  ])
  expect((await rows({ isChangedSince: true })).rows).toMatchObject([{ object: saw }])
  const page = await rows({ limit: 1 })
  expect((await rows({ limit: 1, cursor: page.nextCursor })).rows).toMatchObject([{ object: saw }])
  const forged = [{ row: 2 ** 40 }, { sheet: 'a\0b' }].map((part) =>
    Buffer.from(JSON.stringify({ file: first.inputFiles.main, sheet: '', row: 1, ...part })).toString('base64url'),
  )
  for (const cursor of ['nonsense', ...forged])
    await expect(rows({ cursor })).rejects.toMatchObject({ code: 'invalid', reason: 'invalid_cursor' })

  const issues = await dataJobIssues(services, us.context, { id: second.id, limit: 1 })
  expect(issues).toMatchObject({ rows: [{ row: 4, column: 'name', rule: 'required' }], nextCursor: null })
  expect(await fileImports(services, us.context, String(first.inputFiles.main))).toMatchObject([
    { job: first.id, target: 'product', created: 2, updated: 0 },
  ])

  const stranger = await world.asker()
  await expect(lineage(saw, stranger)).rejects.toMatchObject({ code: 'not_found' } satisfies Partial<DomainError>)
  await expect(dataJobRows(services, stranger.context, { id: first.id, limit: 5 })).rejects.toMatchObject({
    code: 'not_found',
  })
})

it('tells whoever may look at the jobs of others no cell that they may not see', async () => {
  const { services } = world
  const { id } = await world.bringIn(us, 'sku,name,product_type\nS,Secret,SERVICE\nT,Hidden,NONSENSE\n', {
    dry_run: true,
    defaults: { description: 'Closed' },
  })
  const landed = await world.bringIn(us, 'sku,name,product_type\nU,Secret,SERVICE\n')
  const seenBy = async ({ context }: Importer) => ({
    issues: await dataJobIssues(services, context, { id, limit: 5 }),
    job: await getDataJob(services, context, id),
    listed: (await listDataJobs(services, context, { limit: 50 })).rows.filter((job) => job.id === id),
  })
  const jobs = { resource: 'dataJob', action: 'view' }
  const narrow = await world.limited(us.organization, [jobs, { resource: 'product', action: 'view', fields: ['sku'] }])
  const hidden = await seenBy(narrow)
  expect(hidden.issues).toMatchObject({ rows: [{ row: 3, column: 'product_type', value: null }] })
  expect(hidden.listed).toHaveLength(1)
  expect(JSON.stringify(hidden)).not.toMatch(/Secret|NONSENSE|Closed/)
  expect(hidden.job).toMatchObject({ parameters: { dry_run: true }, resultLog: { counts: { total: 2 } } })

  const trail = await world.asOwner('select changes from audit_entry where object_id = $1', [id])
  expect(JSON.stringify(trail)).toContain('"status"')
  expect(JSON.stringify(trail)).not.toMatch(/Secret|NONSENSE|Closed/)

  const whole = await world.limited(us.organization, [jobs, { resource: 'product', action: 'view' }])
  for (const caller of [us, whole]) {
    const open = await seenBy(caller)
    expect(open.issues).toMatchObject({ rows: [{ value: 'NONSENSE' }] })
    for (const job of [open.job, ...open.listed])
      expect(job).toMatchObject({
        parameters: { defaults: { description: 'Closed' } },
        resultLog: { samples: [{ title: 'Secret' }] },
      })
  }
  const rows = (caller: Importer) => dataJobRows(services, caller.context, { id: landed.id, limit: 5 })
  expect((await rows(narrow)).rows).toMatchObject([{ row: 2, title: null }])
  expect((await rows(whole)).rows).toMatchObject([{ title: 'Secret' }])
})
