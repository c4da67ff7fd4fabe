import { createClient, type GroundworkClient } from '@groundwork/client'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { dataJobScene } from './support/data-job-scene.ts'
import { type Caller, password, startTestApi, type TestApi } from './support/start-test-api.ts'

/** The steps of docs/import-export.md, from the typed client and over REST (seed 001, Export/Import, 3.7). */

let api: TestApi
let scene: ReturnType<typeof dataJobScene>
let organization: string
let manager: Caller & { readonly token: string; readonly username: string }
let gw: GroundworkClient

beforeAll(async () => {
  api = await startTestApi()
  scene = dataJobScene(api)
  organization = await api.organization('Home')
  manager = await api.member(organization, 'manager')
  gw = createClient({ url: api.url })
  await gw.signIn(manager.username, password)
})
afterAll(async () => {
  await gw.close()
  await api.stop()
})

const work = () => scene.workInEarnest()

it('goes from a file to rows and back by the typed client', async () => {
  const bytes = Buffer.from('sku,name,product_type\nT-1,Hammer,SERVICE\nT-2,Saw,NONSENSE\n')
  const { id: main } = await gw.uploadFile({ name: 'products.csv', bytes }, { organization })
  await scene.scanned(main)
  const { id } = await gw.dataJob.create({
    values: {
      organization,
      jobType: 'import',
      target: 'product',
      inputFiles: { main },
      parameters: { mode: 'upsert', match: ['sku'], dry_run: true },
    },
  })
  await work()
  expect(await gw.dataJob.get({ id })).toMatchObject({ status: 'READY', created: 1, failed: 1 })
  expect((await gw.dataJob.issues({ id })).rows).toMatchObject([
    { row: 3, column: 'product_type', rule: 'not_a_choice' },
  ])

  await gw.dataJob.applyPlan({ id })
  await work()
  const { rows } = await gw.product.list({ filter: { field: 'sku', op: 'eq', value: 'T-1' } })
  const [hammer] = rows
  expect(await gw.product.lineage({ id: `${hammer?.id}` })).toMatchObject([
    { job: id, file: main, row: 2, action: 'created' },
  ])
  expect(await gw.file.imports({ id: main })).toMatchObject([{ job: id, target: 'product', created: 1 }])

  await gw.product.update({ id: `${hammer?.id}`, values: { name: 'Mine' } })
  expect((await gw.dataJob.rows({ id, isChangedSince: true })).rows).toMatchObject([
    { object: hammer?.id, isChangedSince: true },
  ])
  const undo = await gw.dataJob.undo({ id })
  await work()
  expect(await gw.dataJob.get({ id: undo.id })).toMatchObject({
    status: 'COMPLETED',
    resultLog: { removed: 0, left: 1, left_rows: [{ rule: 'changed_since' }] },
  })
})

it('takes in its form the fields that the document names, and no other', async () => {
  const { body: document } = await api.anonymous('GET', '/openapi.json')
  const { schema } = document.paths['/api/v1/products/import/'].post.requestBody.content['multipart/form-data']
  const fields = Object.keys(schema.properties).filter((name) => name !== 'file')
  expect(fields).toEqual(['organization', 'parameters'])
  const refusedField = async (name: string) => {
    const form = new FormData()
    form.set(name, 'nonsense')
    form.set('file', new Blob(['sku\n']), 'products.csv')
    const { body } = await manager('POST', '/products/import/', form)
    return body.errors?.[name]?.[0]
  }
  for (const name of fields) expect(await refusedField(name), name).not.toBe('Unknown field')
  expect(await refusedField('mode')).toBe('Unknown field')
})

it('goes from a form to rows and back over REST', async () => {
  const form = new FormData()
  form.set('organization', organization)
  form.set('parameters', JSON.stringify({ mode: 'insert' }))
  form.set('file', new Blob(['sku,name,product_type\nR-1,Hammer,SERVICE\nR-2,,SERVICE\n']), 'products.csv')
  const asked = await fetch(`${api.url}/api/v1/products/import/`, {
    method: 'POST',
    headers: { authorization: `Bearer ${manager.token}` },
    body: form,
  })
  expect(asked.status).toBe(202)
  const { job_id: job } = (await asked.json()) as { job_id: string }
  const { body: waiting } = await manager('GET', `/data-jobs/${job}/`)
  await scene.scanned(waiting.input_files.main)
  await work()
  const { body: done } = await manager('GET', `/data-jobs/${job}/`)
  expect(done).toMatchObject({ status: 'COMPLETED', counts: { total: 2, created: 1, failed: 1 } })
  await scene.scanned(done.error_file)
  const { body: linked } = await manager('GET', `/data-jobs/${job}/`)
  const { pathname, search } = new URL(linked.error_file_url)
  expect(await (await fetch(`${api.url}${pathname}${search}`)).text()).toContain(
    'R-2,,SERVICE,3,name: May not be empty',
  )

  const { body: list } = await manager('GET', '/products/?sku=R-1')
  const [row] = list.results
  const { body: lineage } = await manager('GET', `/products/${row.id}/lineage/`)
  expect(lineage).toMatchObject([{ job, file: waiting.input_files.main, sheet: null, row: 2, action: 'created' }])
  expect((await manager('GET', `/data-jobs/${job}/rows/?is_changed_since=false`)).body).toMatchObject({
    results: [{ object: row.id, is_changed_since: false, after_version: 1 }],
    next: null,
  })
  expect((await manager('GET', `/data-jobs/${job}/rows/?is_changed_since=perhaps`)).status).toBe(400)
  expect((await manager('GET', `/data-jobs/${job}/issues/`)).body.results).toMatchObject([{ row: 3, rule: 'required' }])
  expect((await manager('GET', `/files/${waiting.input_files.main}/imports/`)).body).toMatchObject([
    { job, created: 1 },
  ])

  const stranger = await api.member(await api.organization('Elsewhere'), 'manager')
  for (const path of [
    `/products/${row.id}/lineage/`,
    `/data-jobs/${job}/rows/`,
    `/files/${waiting.input_files.main}/imports/`,
  ]) {
    expect((await stranger('GET', path)).status, path).toBe(404)
  }

  expect((await manager('POST', `/data-jobs/${job}/undo/`)).status).toBe(202)
  await work()
  expect((await manager('GET', `/products/${row.id}/`)).status).toBe(404)
})

it('names the parameters that are too long for a form, and takes them as JSON', async () => {
  const parameters = { mode: 'insert', corrections: { 3: { name: 'x'.repeat(70_000) } } }
  const form = new FormData()
  form.set('organization', organization)
  form.set('parameters', JSON.stringify(parameters))
  form.set('file', new Blob(['sku,name,product_type\nL-1,Hammer,SERVICE\nL-2,,SERVICE\n']), 'products.csv')
  const headers = { authorization: `Bearer ${manager.token}` }
  const asked = await fetch(`${api.url}/api/v1/products/import/`, { method: 'POST', headers, body: form })
  expect(asked.status).toBe(400)
  expect(await asked.json()).toMatchObject({
    code: 'invalid',
    reason: 'field_too_large',
    errors: { parameters: [expect.stringContaining('At most 65536 bytes')] },
  })
  const main = await scene.made(organization, 'products.csv', 'sku,name,product_type\nL-1,Hammer,SERVICE\n')
  const job = { organization, job_type: 'import', target: 'product', input_files: { main }, parameters }
  const taken = await manager('POST', '/data-jobs/', job)
  expect(taken.status).toBe(202)
  expect((await manager('POST', `/data-jobs/${taken.body.id}/cancel/`)).body.status).toBe('CANCELLED')
})

it('brings in what was taken out, and changes nothing', async () => {
  const values = {
    organization,
    sku: 'E-1',
    name: '=Hammer',
    product_type: 'SERVICE',
    tags: ['a', 'b'],
    custom_fields: { size: 7 },
  }
  await manager('POST', '/products/', { ...values, description: 'Two\nlines, "quoted"', attributes: { colour: 'red' } })
  const email = { email: 'ada@example.com', email_type: 'WORK', is_primary: true }
  const contact = await manager('POST', '/contacts/', { organization, first_name: 'Ada', email_addresses: [email] })
  expect(contact.status).toBe(201)
  for (const name of ['Tools', 'Hammers']) {
    const parent = name === 'Hammers' ? 'tools' : null
    const { body } = await manager('GET', '/categories/?slug=tools')
    const above = parent && body.results[0].id
    await manager('POST', '/categories/', { organization, name, category_type: 'PRODUCT', parent: above })
  }
  const roundTrip = async (target: 'product' | 'contact' | 'category', format: 'csv' | 'xlsx') => {
    const { jobId } = await gw[target].export({ organization, format })
    await work()
    const { outputFile } = await gw.dataJob.get({ id: jobId })
    await scene.scanned(`${outputFile}`)
    const { id } = await gw.dataJob.create({
      values: { organization, jobType: 'import', target, inputFiles: { main: `${outputFile}` } },
    })
    await work()
    const { total, unchanged, status } = await gw.dataJob.get({ id })
    const { rows } = await gw.dataJob.issues({ id })
    expect({ status, unchanged, rows }, `${target} as ${format}`).toEqual({
      status: 'COMPLETED',
      unchanged: total,
      rows: [],
    })
    expect(total).toBeGreaterThan(0)
  }
  for (const target of ['product', 'contact', 'category'] as const) {
    await roundTrip(target, 'csv')
    await roundTrip(target, 'xlsx')
  }
})
