import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Caller, startTestApi, type TestApi } from './support/start-test-api.ts'

let api: TestApi
let ours: string
let manager: Caller
let viewer: Caller

beforeAll(async () => {
  api = await startTestApi()
  ours = await api.organization('Bulk')
  manager = await api.member(ours, 'owner')
  viewer = await api.member(ours, 'viewer')
})
afterAll(() => api.stop())

let made = 0
const products = (count: number, more: object = {}) =>
  Array.from({ length: count }, () => {
    made += 1
    return { sku: `BULK-${made}`, name: `Product ${made}`, product_type: 'SERVICE', ...more }
  })
const idsOf = ({ body }: Awaited<ReturnType<Caller>>): string[] => body.rows.map((row: { id: string }) => row.id)

describe('many products over REST', () => {
  it('are made together, in the spelling of a single one', async () => {
    const answer = await manager('POST', '/products/bulk/', { rows: products(30, { custom_fields: { oneKey: 1 } }) })
    expect(answer.status).toBe(201)
    expect(answer.body.rows).toHaveLength(30)
    const single = await manager('GET', `/products/${idsOf(answer)[4]}/`)
    expect(answer.body.rows[4]).toEqual(single.body)
    expect(single.body).toMatchObject({ organization: ours, product_type: 'SERVICE', custom_fields: { oneKey: 1 } })
  })

  it('tell their faults on their rows: those of form at once, then those of fact', async () => {
    const [good, wrong, unknown] = products(3)
    const misshapen = await manager('POST', '/products/bulk/', {
      rows: [good, { ...wrong, product_type: 'NONE' }, { ...unknown, colour: 'red' }],
    })
    expect(misshapen).toMatchObject({
      status: 400,
      body: {
        code: 'invalid',
        errors: { 'rows.1.product_type': [expect.anything()], 'rows.2.colour': ['Unknown field'] },
      },
    })
    const refused = await manager('POST', '/products/bulk/', { rows: [good, { ...wrong, base_uom: 'NOPE' }, good] })
    expect(refused).toMatchObject({
      status: 400,
      body: { errors: { 'rows.1.base_uom': ['Does not exist'], 'rows.2.sku': ['Already exists'] } },
    })
    const { body } = await manager('GET', `/products/?sku=${good?.sku}`)
    expect(body.count).toBe(0)
  })

  it('are changed, tagged, deleted and brought back together', async () => {
    const ids = idsOf(await manager('POST', '/products/bulk/', { rows: products(5, { tags: ['old', 'kept'] }) }))
    const change = { ids, values: { product_type: 'DIGITAL' }, add_tags: ['new'], remove_tags: ['old'] }
    const changed = await manager('PATCH', '/products/bulk/', change)
    expect(changed.status).toBe(200)
    for (const row of changed.body.rows)
      expect(row).toMatchObject({ product_type: 'DIGITAL', tags: ['kept', 'new'], version: 2 })
    expect((await manager('POST', '/products/bulk-delete/', { ids })).body).toEqual({ count: 5 })
    expect((await manager('GET', `/products/${ids[0]}/`)).status).toBe(404)
    expect((await manager('POST', '/products/bulk-restore/', { ids })).body).toEqual({ count: 5 })
    expect((await manager('GET', `/products/${ids[0]}/`)).status).toBe(200)
  })

  it('are for those who may, all of them or none', async () => {
    const ids = idsOf(await manager('POST', '/products/bulk/', { rows: products(2) }))
    expect((await viewer('POST', '/products/bulk/', { rows: products(2) })).status).toBe(403)
    expect((await viewer('PATCH', '/products/bulk/', { ids, values: { name: 'x' } })).status).toBe(403)
    expect((await viewer('POST', '/products/bulk-delete/', { ids })).status).toBe(403)
    expect((await manager('GET', `/products/${ids[0]}/`)).body.version).toBe(1)
  })

  it.each([
    ['no rows', 'POST', '/products/bulk/', { rows: [] }, 'rows'],
    ['what is no list', 'POST', '/products/bulk/', { rows: 'all' }, 'rows'],
    ['a version for all', 'PATCH', '/products/bulk/', { ids: ['x'], values: { version: 1 } }, 'values.version'],
    ['more than a thousand', 'POST', '/products/bulk-delete/', { ids: Array(1001).fill('x') }, 'ids'],
  ] as const)('refuse %s', async (_, method, path, body, field) => {
    const answer = await manager(method, path, body)
    expect(answer).toMatchObject({ status: 400, body: { errors: { [field]: expect.anything() } } })
  })
})

describe('tags over REST', () => {
  it('are listed with their use, renamed, merged and deleted', async () => {
    const home = await api.organization('Tags')
    const caller = await api.member(home, 'owner')
    await caller('POST', '/products/bulk/', {
      rows: [...products(3, { tags: ['red'] }), ...products(2, { tags: ['Rouge'] })],
    })
    const used = async () => {
      const { body } = await caller('GET', '/tags/usage/')
      return Object.fromEntries(body.results.map((tag: { name: string; count: number }) => [tag.name, tag.count]))
    }
    expect(await used()).toEqual({ red: 3, Rouge: 2 })
    const { body } = await caller('GET', '/tags/?ordering=name')
    const [red, rouge] = body.results as { id: string; name: string }[]
    const some = await caller('GET', `/tags/usage/?ids=${rouge?.id}`)
    expect(some.body.results).toMatchObject([{ name: 'Rouge', count: 2 }])
    expect(await caller('GET', '/tags/usage/?ids=Rouge')).toMatchObject({
      status: 400,
      body: { errors: { 'ids.0': expect.anything() } },
    })
    expect(await caller('PATCH', `/tags/${red?.id}/`, { name: 'Red', color: '#ff0000' })).toMatchObject({
      status: 200,
      body: { name: 'Red', color: '#ff0000', version: 2 },
    })
    expect((await caller('GET', '/products/?tags=Red,Rouge')).body.count).toBe(5)
    expect(await caller('POST', `/tags/${rouge?.id}/merge/`, { into: red?.id })).toMatchObject({
      status: 200,
      body: { name: 'Red' },
    })
    expect(await used()).toEqual({ Red: 5 })
    expect((await caller('DELETE', `/tags/${red?.id}/`)).status).toBe(204)
    expect((await caller('GET', '/products/?tags=Red')).body.count).toBe(0)
  })
})
