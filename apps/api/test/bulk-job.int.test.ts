import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { dataJobScene } from './support/data-job-scene.ts'
import { type Caller, startTestApi, type TestApi } from './support/start-test-api.ts'

let api: TestApi
let ours: string
let manager: Caller
let viewer: Caller

beforeAll(async () => {
  api = await startTestApi()
  ours = await api.organization('Bulk jobs')
  manager = await api.member(ours, 'owner')
  viewer = await api.member(ours, 'viewer')
  const rows = Array.from({ length: 6 }, (_, place) => ({
    sku: `JOB-${place}`,
    name: `Product ${place}`,
    product_type: place % 2 ? 'SERVICE' : 'PHYSICAL_GOOD',
  }))
  expect((await manager('POST', '/products/bulk/', { rows })).status).toBe(201)
})
afterAll(() => api.stop())

const work = () => dataJobScene(api).workInEarnest()

describe('a change of all that a filter finds, over REST', () => {
  it('is a job that changes exactly the rows of the list, through a saved view as well', async () => {
    const filter = { field: 'product_type', op: 'eq', value: 'SERVICE' }
    const view = await manager('POST', '/stored-filters/', {
      organization: ours,
      resource: 'product',
      name: 'Services',
      filter,
    })
    const listed = await manager('GET', `/products/?apply_filter=${view.body.id}&search=JOB-1`)
    const asked = await manager('POST', '/products/bulk-job/', {
      action: 'update',
      apply_filter: view.body.id,
      search: 'JOB-1',
      values: { product_type: 'DIGITAL' },
    })
    expect(asked).toMatchObject({ status: 202, body: { job_id: expect.any(String) } })
    await work()
    const job = await manager('GET', `/data-jobs/${asked.body.job_id}/`)
    expect(job.body).toMatchObject({ status: 'COMPLETED', job_type: 'bulk', total: listed.body.count, updated: 1 })
    const digital = await manager('GET', '/products/?product_type=DIGITAL')
    expect(digital.body.results.map(({ sku }: { sku: string }) => sku)).toEqual(['JOB-1'])

    const ofNothing = { action: 'delete', apply_filter: view.body.id, filter: { or: [] } }
    expect(await manager('POST', '/products/bulk-job/', ofNothing)).toMatchObject({
      status: 400,
      body: { errors: { filter: [expect.any(String)] } },
    })

    const undo = await manager('POST', `/data-jobs/${asked.body.job_id}/undo/`)
    await work()
    expect((await manager('GET', `/data-jobs/${undo.body.id}/`)).body).toMatchObject({
      status: 'COMPLETED',
      updated: 1,
    })
    expect((await manager('GET', '/products/?product_type=DIGITAL')).body.count).toBe(0)
  })

  it('tells its refusals row by row, and its faults by their place', async () => {
    const { body } = await manager('POST', '/products/bulk-job/', { action: 'update', values: { sku: 'ONE' } })
    await work()
    const issues = await manager('GET', `/data-jobs/${body.job_id}/issues/`)
    expect(issues.body.results ?? issues.body.rows).toHaveLength(5)
  })

  it.each([
    ['no action', {}, 'action'],
    ['a field that there is not', { action: 'update', values: { colour: 'red' } }, 'values.colour'],
    ['no values', { action: 'update' }, 'values'],
    ['values that are none', { action: 'update', values: { product_type: 'NONE' } }, 'values.product_type'],
    ['no tags', { action: 'tag', remove_tags: [] }, 'add_tags'],
    ['a filter that is none', { action: 'delete', filter: { field: 'nope', op: 'eq', value: 1 } }, 'filter.field'],
    ['a filter that asks for nothing', { action: 'delete', filter: { or: [] } }, 'filter'],
    ['what belongs to another action', { action: 'delete', values: { name: 'x' } }, 'values'],
  ])('refuses %s', async (_, body, field) => {
    const answer = await manager('POST', '/products/bulk-job/', body)
    expect(answer.status, JSON.stringify(answer.body)).toBe(400)
    expect(answer.body.errors).toHaveProperty([field])
  })

  it('is for those who may, and where rows are of an organization', async () => {
    expect((await viewer('POST', '/products/bulk-job/', { action: 'delete' })).status).toBe(403)
    expect((await manager('POST', '/countries/bulk-job/', { action: 'delete' })).status).toBe(405)
  })
})
