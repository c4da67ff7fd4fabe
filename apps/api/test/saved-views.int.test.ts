import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Caller, startTestApi, type TestApi } from './support/start-test-api.ts'

type Member = Caller & { readonly id: string }

let api: TestApi
let acme: string
let owner: Member
let manager: Member
let ada: Member
let bob: Member
let viewer: Member

beforeAll(async () => {
  api = await startTestApi()
  acme = await api.organization('Acme')
  owner = await api.member(acme, 'owner')
  manager = await api.member(acme, 'manager')
  ada = await api.member(acme, 'member')
  bob = await api.member(acme, 'member')
  viewer = await api.member(acme, 'viewer')
  const products = [
    ['A-1', 'Anvil', 'PHYSICAL_GOOD', 'active'],
    ['A-2', 'Axe', 'PHYSICAL_GOOD', 'draft'],
    ['B-1', 'Binding', 'SERVICE', 'active'],
    ['B-2', 'Boring', 'SERVICE', 'draft'],
  ].map(([sku, name, productType, status]) => ({ organization: acme, sku, name, product_type: productType, status }))
  expect((await owner('POST', '/products/bulk/', { rows: products })).status).toBe(201)
})
afterAll(() => api.stop())

const active = { field: 'status', op: 'eq', value: 'active' }
const save = (by: Caller, more: object = {}) =>
  by('POST', '/stored-filters/', { organization: acme, resource: 'product', name: 'Active', filter: active, ...more })
const saved = async (by: Caller, more: object = {}): Promise<string> => {
  const { status, body } = await save(by, more)
  expect(status, JSON.stringify(body)).toBe(201)
  return body.id
}
const skus = async (by: Caller, query: string): Promise<string[]> => {
  const { status, body } = await by('GET', `/products/?${query}`)
  expect(status, JSON.stringify(body)).toBe(200)
  return body.results.map(({ sku }: { sku: string }) => sku)
}
const json = (filter: object) => encodeURIComponent(JSON.stringify(filter))

describe('a saved view', () => {
  it('keeps rows, columns, order and groups, in the one spelling of each', async () => {
    const { body } = await save(ada, {
      filter: { and: [{ field: 'product_type', op: 'eq', value: 'SERVICE' }] },
      columns: [{ name: 'sku', width: 120 }, { name: 'product_type' }],
      ordering: ['-created_at', 'sku'],
      group_by: 'product_type',
    })
    expect(body).toMatchObject({
      resource: 'product',
      filter: { and: [{ field: 'productType', op: 'eq', value: 'SERVICE' }] },
      columns: [{ name: 'sku', width: 120 }, { name: 'productType' }],
      ordering: ['-createdAt', 'sku'],
      group_by: 'productType',
      visibility: 'private',
      is_locked: false,
      is_default: false,
      abilities: ['change', 'delete', 'share'],
    })
  })

  it.each([
    ['a list that there is not', { resource: 'unicorn' }, 'resource'],
    ['a field that there is not', { filter: { or: [{ field: 'horn', op: 'eq', value: 1 }] } }, 'filter.or.0.field'],
    ['a column that there is not', { columns: [{ name: 'sku' }, { name: 'horn' }] }, 'columns.1.name'],
    ['an order that there is not', { ordering: ['sku', '-horn'] }, 'ordering.1'],
    ['groups of what no row shares', { group_by: 'tags' }, 'group_by'],
    ['a role that nobody named', { visibility: 'role' }, 'role'],
    ['a filter that is none', { filter: 'all' }, 'filter'],
  ])('cannot be of %s', async (_, more, path) => {
    const { status, body } = await save(ada, more)
    expect(status).toBe(400)
    expect(Object.keys(body.errors)).toEqual([path])
  })
})

describe('?apply_filter=', () => {
  it('holds besides an ad-hoc filter, a search and plain parameters, and is counted so', async () => {
    const id = await saved(ada, { ordering: ['-sku'] })
    expect(await skus(ada, `apply_filter=${id}`)).toEqual(['B-1', 'A-1'])
    expect(await skus(ada, `apply_filter=${id}&ordering=sku`)).toEqual(['A-1', 'B-1'])
    expect(await skus(ada, `apply_filter=${id}&product_type=SERVICE`)).toEqual(['B-1'])
    expect(await skus(ada, `apply_filter=${id}&search=anvil`)).toEqual(['A-1'])
    const either = json({ or: [active, { field: 'sku', op: 'eq', value: 'A-2' }] })
    expect(await skus(ada, `apply_filter=${id}&filter=${either}`)).toEqual(['B-1', 'A-1'])
    expect((await ada('GET', `/products/?apply_filter=${id}`)).body.count).toBe(2)
  })

  it('stays in the way to the next page', async () => {
    const id = await saved(ada, { ordering: ['sku'] })
    const { body } = await ada('GET', `/products/?apply_filter=${id}&page_size=1`)
    const next = new URL(body.next)
    expect(next.searchParams.get('apply_filter')).toBe(id)
    expect(await skus(ada, next.search.slice(1))).toEqual(['B-1'])
  })

  it('gives no right to any row', async () => {
    const elsewhere = await api.organization('Elsewhere')
    const stranger = await api.member(elsewhere, 'owner')
    const id = await saved(stranger, { organization: elsewhere, filter: null })
    expect(await skus(stranger, `apply_filter=${id}`)).toEqual([])
  })

  it('of another list is refused', async () => {
    const id = await saved(ada)
    const { status, body } = await ada('GET', `/contacts/?apply_filter=${id}`)
    expect(status).toBe(400)
    expect(body).toMatchObject({ reason: 'view_of_another_list', errors: { apply_filter: ['A view of product'] } })
  })
})

describe('a private view', () => {
  it('answers everybody else, the owner too, like one that does not exist', async () => {
    const id = await saved(ada, { name: 'Mine alone' })
    const nothing = '0193f1a0-0000-7000-8000-00000000dead'
    for (const by of [bob, manager, owner]) {
      for (const [method, path, body] of [
        ['GET', (key: string) => `/stored-filters/${key}/`],
        ['PATCH', (key: string) => `/stored-filters/${key}/`, { name: 'Theirs' }],
        ['DELETE', (key: string) => `/stored-filters/${key}/`],
        ['GET', (key: string) => `/stored-filters/${key}/history/`],
        ['GET', (key: string) => `/products/?apply_filter=${key}`],
        ['POST', (key: string) => `/stored-filters/${key}/set-default/`, { audience: 'me' }],
      ] as const) {
        const [there, absent] = [await by(method, path(id), body), await by(method, path(nothing), body)]
        expect(there.status).toBe(404)
        expect({ ...there.body, request_id: '' }).toEqual({ ...absent.body, request_id: '' })
      }
      const { body } = await by('GET', '/stored-filters/?search=alone')
      expect(body).toMatchObject({ count: 0, results: [] })
    }
  })
})

describe('a shared view', () => {
  it('is shown to those who hold the role, and to nobody else', async () => {
    const id = await saved(ada, { visibility: 'role', role: 'viewer' })
    expect(await skus(viewer, `apply_filter=${id}&ordering=sku`)).toEqual(['A-1', 'B-1'])
    expect((await viewer('GET', `/stored-filters/${id}/`)).body).toMatchObject({ role_name: 'Viewer', abilities: [] })
    expect((await bob('GET', `/stored-filters/${id}/`)).status).toBe(404)
    expect((await ada('PATCH', `/stored-filters/${id}/`, { visibility: 'private' })).body.role).toBeNull()
    expect((await viewer('GET', `/stored-filters/${id}/`)).status).toBe(404)
  })

  it('takes the right to share it', async () => {
    const { status } = await save(viewer, { visibility: 'organization' })
    expect(status).toBe(403)
    const own = await saved(viewer)
    expect((await viewer('PATCH', `/stored-filters/${own}/`, { visibility: 'organization' })).status).toBe(403)
    expect((await viewer('PATCH', `/stored-filters/${own}/`, { name: 'Still mine' })).status).toBe(200)
    expect((await viewer('GET', `/stored-filters/${own}/`)).body.visibility).toBe('private')
  })

  it('may be changed by its maker and whom their role lets, until it is locked', async () => {
    const id = await saved(ada, { visibility: 'organization' })
    expect((await bob('PATCH', `/stored-filters/${id}/`, { name: 'His' })).status).toBe(403)
    expect((await manager('PATCH', `/stored-filters/${id}/`, { name: 'Tidied' })).status).toBe(200)
    expect((await ada('PATCH', `/stored-filters/${id}/`, { is_locked: true })).status).toBe(200)
    for (const [method, body] of [['PATCH', { name: 'Again' }], ['DELETE']] as const) {
      const refused = await manager(method, `/stored-filters/${id}/`, body)
      expect(refused.status).toBe(403)
      expect(refused.body.reason).toBe('locked_view')
    }
    expect((await owner('PATCH', `/stored-filters/${id}/`, { name: 'By the owner' })).status).toBe(200)
    expect((await ada('DELETE', `/stored-filters/${id}/`)).status).toBe(204)
  })
})

describe('a default view', () => {
  const defaultsOf = async (by: Caller) => (await by('GET', '/stored-filters/defaults/?resource=product')).body

  it('is each person’s own, before the organization’s', async () => {
    const [shared, own] = [await saved(manager, { visibility: 'organization' }), await saved(ada)]
    const everybody = { audience: 'organization' }
    expect((await bob('POST', `/stored-filters/${shared}/set-default/`, everybody)).status).toBe(403)
    const { body } = await manager('POST', `/stored-filters/${shared}/set-default/`, everybody)
    expect(body).toEqual({ mine: null, organization: shared })
    expect((await ada('POST', `/stored-filters/${own}/set-default/`, { audience: 'me' })).status).toBe(200)
    expect(await defaultsOf(ada)).toEqual({ mine: own, organization: shared })
    expect(await defaultsOf(bob)).toEqual({ mine: null, organization: shared })
    await ada('POST', `/stored-filters/${own}/clear-default/`, { audience: 'me' })
    expect(await defaultsOf(ada)).toEqual({ mine: null, organization: shared })
  })

  it('of the organization is one, and one that everybody is shown', async () => {
    const [first, second] = [
      await saved(manager, { visibility: 'organization' }),
      await saved(manager, { visibility: 'organization' }),
    ]
    const own = await saved(manager)
    const everybody = { audience: 'organization' }
    const refused = await manager('POST', `/stored-filters/${own}/set-default/`, everybody)
    expect([refused.status, refused.body.reason]).toEqual([409, 'view_not_shared'])
    await manager('POST', `/stored-filters/${first}/set-default/`, everybody)
    await manager('POST', `/stored-filters/${second}/set-default/`, everybody)
    expect((await defaultsOf(bob)).organization).toBe(second)
    expect((await bob('GET', `/stored-filters/${first}/`)).body.is_default).toBe(false)
    await manager('PATCH', `/stored-filters/${second}/`, { visibility: 'private' })
    expect((await defaultsOf(bob)).organization).toBeNull()
  })

  it('that is deleted and comes back gives way to the one that took its place', async () => {
    const [first, second] = [
      await saved(manager, { visibility: 'organization' }),
      await saved(manager, { visibility: 'organization' }),
    ]
    await manager('POST', `/stored-filters/${first}/set-default/`, { audience: 'organization' })
    await manager('DELETE', `/stored-filters/${first}/`)
    expect((await defaultsOf(bob)).organization).toBeNull()
    await manager('POST', `/stored-filters/${second}/set-default/`, { audience: 'organization' })
    expect((await manager('POST', `/stored-filters/${first}/restore/`)).body.is_default).toBe(false)
    expect((await defaultsOf(bob)).organization).toBe(second)
  })
})

describe('a view that names what is not there', () => {
  const brokenBy = async (by: Caller, id: string) => {
    const { status, body } = await by('GET', `/products/?apply_filter=${id}`)
    expect(status).toBe(400)
    expect(body).toMatchObject({ code: 'invalid', reason: 'broken_view', details: { view: id } })
    return Object.keys(body.errors)
  }

  it('says so instead of showing more, when a custom field is gone', async () => {
    const { body: size } = await owner('POST', '/custom-field-definitions/', {
      organization: acme,
      resource: 'product',
      key: 'shoeSize',
      label: 'Shoe size',
      type: 'number',
    })
    const none = { not: { field: 'custom_fields.shoeSize', op: 'eq', value: 40 } }
    const id = await saved(ada, { filter: { and: [active, none] }, ordering: ['custom_fields.shoeSize'] })
    expect(await skus(ada, `apply_filter=${id}`)).toHaveLength(2)
    expect((await owner('DELETE', `/custom-field-definitions/${size.id}/`)).status).toBe(204)
    expect(await brokenBy(ada, id)).toEqual(['apply_filter.filter.and.1.not.field', 'apply_filter.ordering.0'])
    expect((await ada('PATCH', `/stored-filters/${id}/`, { filter: active, ordering: [] })).status).toBe(200)
    expect(await skus(ada, `apply_filter=${id}&ordering=sku`)).toEqual(['A-1', 'B-1'])
  })

  it('says so to whoever may not read the field, and to nobody else', async () => {
    const { body: role } = await owner('POST', '/roles/', {
      organization: acme,
      slug: 'counter',
      name: 'Counter',
      grants: [
        { resource: 'product', action: 'view', fields: ['sku', 'name'] },
        { resource: 'storedFilter', action: 'view' },
      ],
    })
    const counter = await api.member(acme, role.slug)
    const id = await saved(ada, { visibility: 'organization' })
    expect(await brokenBy(counter, id)).toEqual(['apply_filter.filter.field'])
    expect(await skus(ada, `apply_filter=${id}&ordering=sku`)).toEqual(['A-1', 'B-1'])
  })
})
