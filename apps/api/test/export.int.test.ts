import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { type Resource, resources } from '@groundwork/domain'
import { openSpreadsheet } from '@groundwork/spreadsheet'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { restRoutes } from '../src/rest/rest-routes.ts'
import { dataJobScene } from './support/data-job-scene.ts'
import { type Caller, startTestApi, type TestApi } from './support/start-test-api.ts'

/** Seed 001 (Export/Import, 3.7), the trigger of an export; and what a template tells. */

let api: TestApi
let scene: ReturnType<typeof dataJobScene>
let home: string
let manager: Caller & { readonly token: string }
let viewer: Caller

beforeAll(async () => {
  api = await startTestApi()
  scene = dataJobScene(api)
  home = await api.organization('Home')
  manager = await api.member(home, 'manager')
  viewer = await api.member(home, 'viewer')
  for (const [sku, status] of [
    ['A-1', 'active'],
    ['B-2', 'inactive'],
    ['C-3', 'active'],
  ] as const) {
    const made = await manager('POST', '/products/', { sku, name: `Thing ${sku}`, product_type: 'SERVICE', status })
    expect(made.status).toBe(201)
  }
})
afterAll(() => api.stop())

const work = () => scene.workInEarnest()

async function downloaded(job: string): Promise<string> {
  const waiting = await manager('GET', `/data-jobs/${job}/`)
  await scene.scanned(waiting.body.output_file)
  const { body } = await manager('GET', `/data-jobs/${job}/`)
  const { pathname, search } = new URL(body.output_file_url)
  return (await fetch(`${api.url}${pathname}${search}`)).text()
}

describe('POST /<plural>/export/', () => {
  it('answers 202 with a job, whose file has the rows of the list asked for', async () => {
    const asked = {
      format: 'csv',
      columns: ['sku', 'status'],
      filter: { field: 'status', op: 'eq', value: 'active' },
      ordering: ['-sku'],
    }
    const { status, body } = await manager('POST', '/products/export/', asked)
    expect(status).toBe(202)
    await work()
    expect(await downloaded(body.job_id)).toBe('sku,status\r\nC-3,active\r\nA-1,active\r\n')
  })

  it('combines with a saved view', async () => {
    const view = await manager('POST', '/stored-filters/', {
      name: 'Active ones',
      resource: 'product',
      filter: { field: 'status', op: 'eq', value: 'active' },
      ordering: ['-sku'],
      organization: home,
    })
    expect(view).toMatchObject({ status: 201 })
    const filter = { field: 'sku', op: 'neq', value: 'A-1' }
    const asked = { format: 'csv', columns: ['sku'], filter, apply_filter: view.body.id }
    const { body } = await manager('POST', '/products/export/', asked)
    await work()
    expect(await downloaded(body.job_id)).toBe('sku\r\nC-3\r\n')
    const inOrder = { format: 'csv', columns: ['sku'], apply_filter: view.body.id }
    const whole = await manager('POST', '/products/export/', inOrder)
    await work()
    expect(await downloaded(whole.body.job_id)).toBe('sku\r\nC-3\r\nA-1\r\n')
  })

  it.each([
    [{}, 'format'],
    [{ format: 'docx' }, 'format'],
    [{ format: 'csv', columns: ['sku', 'nope'] }, 'columns.1'],
    [{ format: 'csv', columns: [] }, 'columns'],
    [{ format: 'csv', ordering: ['description'] }, 'ordering.0'],
    [{ format: 'csv', filter: { field: 'nope', op: 'eq', value: 1 } }, 'filter.field'],
    [{ format: 'csv', colums: ['sku'] }, 'colums'],
  ])('refuses %j and names the field', async (asked, field) => {
    const { status, body } = await manager('POST', '/products/export/', asked)
    expect(status).toBe(400)
    expect(Object.keys(body.errors)).toEqual([field])
  })

  it('needs the right to export', async () => {
    expect((await viewer('POST', '/products/export/', { format: 'csv' })).status).toBe(403)
    const elsewhere = await api.organization('Elsewhere')
    expect((await manager('POST', '/products/export/', { format: 'csv', organization: elsewhere })).status).toBe(403)
  })

  it('is there for every list but those of the system itself', () => {
    const paths = restRoutes.map(({ method, path }) => `${method} ${path}`)
    const listed = Object.values<Resource>(resources).filter(({ plural }) => paths.includes(`GET /${plural}`))
    const without = listed.filter(({ plural }) => !paths.includes(`POST /${plural}/export`)).map(({ name }) => name)
    expect(without.sort()).toEqual(['auditEntry', 'dataJob', 'folder', 'invitation'])
  })
})

describe('GET /<plural>/import-template/', () => {
  const template = (query: string) =>
    fetch(`${api.url}/api/v1/products/import-template/${query}`, {
      headers: { Authorization: `Bearer ${manager.token}` },
    })

  it('is a workbook that says what its cells may hold, custom fields of the organization included', async () => {
    await (await api.member(home, 'administrator'))('POST', '/custom-field-definitions/', {
      resource: 'product',
      key: 'colour',
      label: 'Colour',
      type: 'choice',
      options: { choices: ['red', 'blue'] },
    })
    const answer = await template('')
    expect(answer.status).toBe(200)
    expect(answer.headers.get('content-disposition')).toBe('attachment; filename="products-template.xlsx"')
    const bytes = Buffer.from(await answer.arrayBuffer())
    const source = {
      bytes: bytes.length,
      open: async ({ start, end } = { start: 0, end: bytes.length - 1 }) =>
        Readable.from([bytes.subarray(start, end + 1)], { objectMode: false }),
    }
    const { signal } = new AbortController()
    const first = await openSpreadsheet(source, { signal })
    expect(first.header).toEqual(expect.arrayContaining(['sku', 'product_type', 'status', 'custom_fields.colour']))
    const allowed = await openSpreadsheet(source, { sheet: 'Allowed values', signal })
    expect(allowed.header).toEqual(expect.arrayContaining(['product_type', 'status', 'custom_fields.colour']))
  })

  it('as text is the names of the columns', async () => {
    const answer = await template('?format=csv')
    expect((await buffer(Readable.from(Buffer.from(await answer.arrayBuffer())))).toString()).toMatch(/^id,sku,.*\r\n$/)
  })

  it('refuses other formats, and who may not import', async () => {
    expect((await template('?format=pdf')).status).toBe(400)
    expect((await template('?fromat=csv')).status).toBe(400)
    expect((await viewer('GET', '/products/import-template/')).status).toBe(403)
    expect((await manager('GET', '/countries/import-template/')).status).toBe(404)
  })
})
