import { createClient, type GroundworkClient } from '@groundwork/client'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { dataJobScene } from './support/data-job-scene.ts'
import { answerOf, type Caller, password, startTestApi, type TestApi } from './support/start-test-api.ts'

/** The doors that the import wizard goes through: plan, look at what is wrong, mend, again (seed 001, Import; docs/import-export.md). */

let api: TestApi
let scene: ReturnType<typeof dataJobScene>
let home: string
let manager: Caller & { readonly username: string }
let gw: GroundworkClient

beforeAll(async () => {
  api = await startTestApi()
  scene = dataJobScene(api)
  home = await api.organization('Home')
  manager = await api.member(home, 'manager')
  gw = createClient({ url: api.url })
  await gw.signIn(manager.username, password)
})
afterAll(async () => {
  await gw.close()
  await api.stop()
})

const work = () => scene.workInEarnest()

const text = 'Code;Name;Art\nT-1;Hammer;SERVICE\n;Saw;NONSENSE\n'
const mapping = { Code: 'sku', Name: 'name', Art: 'product_type' }
const plan = { mode: 'upsert', match: ['sku'], mapping }
const rehearse = (main: string, more: object = {}) =>
  gw.dataJob.create({
    values: {
      organization: home,
      jobType: 'import',
      target: 'product',
      inputFiles: { main },
      parameters: { ...plan, dry_run: true, ...more },
    },
  })

it('goes from a file over its plan and its faulty rows to rows, by the typed client', async () => {
  const file = await scene.made(home, 'products.csv', text)
  const found = await gw.product.importPlan({ organization: home, file })
  expect(found).toMatchObject({ delimiter: ';', headerRow: 1, settings: null })
  expect(found.header.map(({ name, from }) => [name, from])).toContainEqual(['Name', 'guessed'])

  const { id } = await rehearse(file, { sha256: found.sha256 })
  await work()
  const faulty = await gw.dataJob.faultyRows({ id })
  expect(faulty).toMatchObject({
    header: ['Code', 'Name', 'Art'],
    rows: [{ row: 3, cells: ['', 'Saw', 'NONSENSE'] }],
    nextCursor: null,
  })
  const corrections = { 3: { Code: 'T-2', Art: 'SERVICE' } }
  const mended = await rehearse(file, { sha256: found.sha256, corrections })
  await work()
  expect(await gw.dataJob.get({ id: mended.id })).toMatchObject({ status: 'READY', created: 2, failed: 0 })
  await gw.dataJob.applyPlan({ id: mended.id })
  await work()
  expect((await gw.product.list({ search: 'Saw' })).rows).toMatchObject([{ sku: 'T-2', productType: 'SERVICE' }])
  expect(await gw.product.importPlan({ organization: home, file })).toMatchObject({
    header: Object.entries(mapping).map(([name, column]) => ({ name, column, from: 'remembered' })),
    settings: { mode: 'upsert', match: ['sku'] },
  })
})

it('goes the same way over REST, in its spelling', async () => {
  const file = await scene.made(home, 'more.csv', 'sku,name,product_type\nR-1,,SERVICE\nR-2,Saw,\n')
  const asked = await manager('POST', '/products/import-plan/', { organization: home, file, header_row: 1 })
  expect(asked.status).toBe(200)
  expect(asked.body).toMatchObject({ header_row: 1, is_cut: false, match_keys: expect.arrayContaining([['sku']]) })
  expect(asked.body.columns.find(({ name }: { name: string }) => name === 'product_type')).toMatchObject({
    is_key: false,
    is_open: true,
    allowed: expect.arrayContaining(['SERVICE']),
  })
  // An organization may be left out by who has one.
  expect((await manager('POST', '/products/import-plan/', { file })).body).toEqual(asked.body)

  const parameters = { mode: 'insert', skip_rows: [3], corrections: { 2: { sku: 'R-9' } }, dry_run: true }
  const job = { job_type: 'import', target: 'product', organization: home, input_files: { main: file }, parameters }
  const { body } = await manager('POST', '/data-jobs/', job)
  await work()
  expect((await manager('GET', `/data-jobs/${body.id}/`)).body).toMatchObject({
    counts: { total: 2, skipped: 1, failed: 1 },
    parameters: { corrections: { 2: { sku: 'R-9' } } },
  })
  expect((await manager('GET', `/data-jobs/${body.id}/faulty-rows/?page_size=1`)).body).toEqual({
    header: ['sku', 'name', 'product_type'],
    rows: [
      { row: 2, sheet: null, cells: ['R-9', '', 'SERVICE'], issues: [expect.objectContaining({ column: 'name' })] },
    ],
    next_cursor: null,
  })
})

it.each([
  [{ file: 'nonsense' }, 'file'],
  [{ header_row: -1 }, 'header_row'],
  [{ delimiter: 'comma' }, 'delimiter'],
  [{ sheet: 7 }, 'sheet'],
  [{ organization: 'Home' }, 'organization'],
])('refuses %j by its field', async (wrong, path) => {
  const file = await scene.made(home, 'products.csv', text)
  const { status, body } = await manager('POST', '/products/import-plan/', { organization: home, file, ...wrong })
  expect(status).toBe(400)
  expect(Object.keys(body.errors)).toEqual([path])
})

it.each([
  [{ corrections: [] }, 'parameters.corrections'],
  [{ corrections: { 2: { sku: null } } }, 'parameters.corrections.2.sku'],
  [{ skip_rows: [1.5] }, 'parameters.skip_rows.0'],
  [{ sha256: 5 }, 'parameters.sha256'],
])('refuses a job with %j by its field', async (wrong, path) => {
  const main = await scene.made(home, 'products.csv', text)
  const job = { job_type: 'import', target: 'product', organization: home, input_files: { main }, parameters: wrong }
  const { status, body } = await manager('POST', '/data-jobs/', job)
  expect(status).toBe(400)
  expect(Object.keys(body.errors)).toEqual([path])
})

it('says what is wrong with a file that is no table, and asks to wait for one that is not scanned', async () => {
  const document = await scene.made(home, 'products.pdf', '%PDF-1.4\n1 0 obj\n<<>>\nendobj\n%%EOF\n')
  const question = { organization: home, file: document }
  expect((await manager('POST', '/products/import-plan/', question)).body).toMatchObject({
    status: 400,
    reason: 'unreadable_spreadsheet',
  })
  await api.sql(`update file set status = 'scanning' where id = $1`, [document])
  expect((await manager('POST', '/products/import-plan/', question)).body).toMatchObject({ reason: 'scanning' })
})

it('is closed to who may not import, to other organizations, and to a key without the right', async () => {
  const file = await scene.made(home, 'products.csv', text)
  const question = { organization: home, file }
  const administrator = await api.member(home, 'administrator')
  const { body: job } = await administrator('POST', '/data-jobs/', {
    ...{ job_type: 'import', target: 'product', organization: home },
    input_files: { main: file },
    parameters: { ...plan, dry_run: true },
  })
  await work()
  const viewer = await api.member(home, 'viewer')
  expect((await viewer('POST', '/products/import-plan/', question)).status).toBe(403)
  const elsewhere = await api.organization('Elsewhere')
  const stranger = await api.member(elsewhere, 'manager')
  expect((await stranger('POST', '/products/import-plan/', question)).status).toBe(403)
  expect((await stranger('POST', '/products/import-plan/', { ...question, organization: elsewhere })).status).toBe(404)
  expect((await stranger('GET', `/data-jobs/${job.id}/faulty-rows/`)).status).toBe(404)
  expect((await api.anonymous('POST', '/products/import-plan/', question)).status).toBe(401)

  const keyOf = async (grants: readonly object[]) => {
    const made = await administrator('POST', '/api-keys/', { name: 'night', organization: home, grants })
    return async (method: string, path: string, body?: unknown) =>
      answerOf(
        await fetch(`${api.url}/api/v1${path}`, {
          method,
          headers: { 'X-API-Key': made.body.key, 'Content-Type': 'application/json' },
          ...(body !== undefined && { body: JSON.stringify(body) }),
        }),
      )
  }
  const sees = await keyOf([
    { resource: 'dataJob', action: 'view' },
    { resource: 'product', action: 'view', fields: ['sku'] },
    { resource: 'file', action: '*' },
  ])
  expect((await sees('POST', '/products/import-plan/', question)).status).toBe(403)
  // The job is its owner's, and the key's are fewer rights: it hears what is wrong, and no cell.
  const { body } = await sees('GET', `/data-jobs/${job.id}/faulty-rows/`)
  expect(body.rows).toMatchObject([{ row: 3, cells: null, issues: [{ value: null }, { value: null }] }])
  const imports = await keyOf([
    { resource: 'product', action: 'import' },
    { resource: 'product', action: 'change', fields: ['name'] },
    { resource: 'file', action: '*' },
  ])
  const { body: planned } = await imports('POST', '/products/import-plan/', question)
  expect(planned.columns.filter(({ is_open: isOpen }: { is_open: boolean }) => isOpen)).toMatchObject([
    { name: 'id' },
    { name: 'name' },
  ])
})
