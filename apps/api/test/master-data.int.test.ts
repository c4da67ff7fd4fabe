import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import {
  api,
  filterBy,
  listed,
  make,
  manager,
  member,
  ours,
  refusal,
  startMasterData,
  stranger,
  theirs,
  unknown,
  viewer,
} from './support/master-data.ts'

startMasterData()

describe('every kind of master data', () => {
  const kinds = [
    { path: '/products/', values: { sku: 'CRUD', name: 'One', product_type: 'SERVICE' } },
    { path: '/categories/', values: { name: 'Crud', category_type: 'OTHER' } },
    { path: '/warehouses/', values: { name: 'Crud', code: 'CRUD', warehouse_type: 'VIRTUAL_DROPSHIP' } },
    { path: '/contacts/', values: { first_name: 'Crud' } },
  ]

  it.each(kinds)('$path is created, read, changed, put, listed, deleted and restored', async ({ path, values }) => {
    const made = await make(path, values)
    expect(made).toMatchObject({ ...values, organization: ours, version: 1, created_by: manager.id })
    const one = `${path}${made.id}/`
    const patched = await manager('PATCH', one, { tags: ['kept'], version: 1 })
    expect(patched.body).toMatchObject({ tags: ['kept'], version: 2, updated_by: manager.id })
    expect((await manager('PUT', one, { custom_fields: { size: 3 } })).body).toMatchObject({
      tags: ['kept'],
      custom_fields: { size: 3 },
      version: 3,
    })
    expect(await listed(`${path}?tags=kept,other`, 'id')).toEqual([made.id])
    expect(await listed(`${path}?${filterBy('custom_fields.size', 'gt', 2)}`, 'id')).toEqual([made.id])
    expect((await manager('DELETE', one)).status).toBe(204)
    expect((await manager('GET', one)).status).toBe(404)
    expect(await listed(`${path}?trash=true`, 'id')).toContain(made.id)
    expect((await manager('POST', `${one}restore/`)).body).toMatchObject({ id: made.id, deleted_at: null })
  })

  it.each(kinds)(
    '$path is seen by a viewer, written by a member, and no business of strangers',
    async ({ path, values }) => {
      const { id } = await make(path, { ...values, ...uniqueOf(values) }, member)
      expect((await viewer('GET', `${path}${id}/`)).body).toMatchObject({ id, abilities: [] })
      expect((await viewer('PATCH', `${path}${id}/`, { tags: ['x'] })).status).toBe(403)
      expect((await member('PATCH', `${path}${id}/`, { tags: ['x'] })).status).toBe(200)
      const [foreign, random] = await Promise.all([id, unknown].map((key) => stranger('GET', `${path}${key}/`)))
      expect(foreign?.status).toBe(404)
      expect({ ...foreign?.body, request_id: '' }).toEqual({ ...random?.body, request_id: '' })
      expect(await listed(path, 'id', stranger)).not.toContain(id)
    },
  )

  it.each(kinds)(
    '$path refuses what it does not know, and shows who came first to whom comes late',
    async ({ path, values }) => {
      const wrong = manager('POST', path, { ...values, ...uniqueOf(values), colour: 'red', createdAt: 'now' })
      expect(Object.keys((await refusal(wrong)).errors).sort()).toEqual(['created_at'])
      expect(await refusal(manager('POST', path, { ...values, colour: 'red' }))).toMatchObject({
        status: 400,
        errors: { colour: ['Unknown field'] },
      })
      const { id } = await make(path, { ...values, ...uniqueOf(values) })
      await manager('PATCH', `${path}${id}/`, { custom_fields: { shoeSize: 43 } })
      const late = await manager('PATCH', `${path}${id}/`, { tags: ['late'], version: 1 })
      expect([late.status, late.body.code]).toEqual([409, 'stale'])
      expect(late.body.details.current).toMatchObject({ id, version: 2, custom_fields: { shoeSize: 43 } })
    },
  )
})

/** Another value for each text that must be unique. */

const uniqueOf = (values: object) =>
  Object.fromEntries(
    Object.entries(values).flatMap(([name, value]) =>
      isUnique.has(name) ? [[name, `${value} ${randomUUID().slice(0, 8)}`]] : [],
    ),
  )
const isUnique = new Set(['sku', 'code', 'name', 'first_name'])

describe('organizations (seed 001)', () => {
  it('have a contact, an address, a currency, a zone, a language, dates and metadata', async () => {
    const owner = await api.member(ours, 'owner')
    const contact = await make('/contacts/', { first_name: 'Primary' })
    const changes = {
      primary_contact: contact.id,
      primary_address: { city: 'Graz', country: 'AT' },
      currency: 'EUR',
      timezone: 'Europe/Vienna',
      language: 'de-AT',
      effective_date: '2026-01-01',
      end_date: '2026-12-31',
      metadata: { costCentre: 7 },
      tags: ['parent'],
    }
    const { body } = await owner('PATCH', `/organizations/${ours}/`, changes)
    expect(body).toMatchObject({
      ...changes,
      primary_address: { city: 'Graz', country: 'AT' },
      primary_contact_name: 'Primary',
    })
    for (const query of [
      'tags=parent',
      'currency=EUR',
      'organization_type=Company',
      'search=ours',
      'primary_address__city=Graz',
    ]) {
      expect(await listed(`/organizations/?${query}`, 'name', owner), query).toEqual(['Ours'])
    }
    const wrong = (values: object) => refusal(owner('PATCH', `/organizations/${ours}/`, values))
    expect((await wrong({ end_date: '2025-12-31' })).errors).toEqual({ end_date: ['Ends before it begins'] })
    expect((await wrong({ timezone: 'Mars/Base' })).errors).toHaveProperty('timezone')
    expect((await wrong({ language: 'klingon' })).errors).toHaveProperty('language')
    expect((await wrong({ primary_contact: unknown })).errors).toEqual({ primary_contact: ['Does not exist'] })
  })

  it('refuse a currency that is not active any more, with the reason', async () => {
    const owner = await api.member(theirs, 'owner')
    await api.admin('PATCH', '/currencies/SEK/', { is_active: false })
    expect(await refusal(owner('PATCH', `/organizations/${theirs}/`, { currency: 'SEK' }))).toMatchObject({
      status: 400,
      reason: 'inactive_reference',
      errors: { currency: [expect.any(String)] },
    })
    expect(await refusal(owner('PATCH', `/organizations/${theirs}/`, { currency: 'XXZ' }))).toMatchObject({
      status: 400,
      errors: { currency: ['Does not exist'] },
    })
  })
})

describe('the documents', () => {
  it('describe structured fields in the spelling of REST, at every depth', async () => {
    const { body } = await api.anonymous('GET', '/openapi.json')
    const { schema } = body.paths['/api/v1/contacts/'].post.requestBody.content['application/json']
    expect(Object.keys(schema.properties.email_addresses.items.properties)).toEqual([
      'id',
      'email',
      'email_type',
      'is_primary',
    ])
    expect(Object.keys(schema.properties.addresses.items.properties.address.properties)).toContain('street_address_1')
    expect(Object.keys(body.paths)).toEqual(
      expect.arrayContaining([
        '/api/v1/categories/tree/{within}/',
        '/api/v1/stock-locations/{id}/move/',
        '/api/v1/tax-jurisdictions/tree/',
        '/api/v1/documents/{id}/versions/',
        '/api/v1/custom-field-definitions/',
        '/api/v1/countries/{id}/',
      ]),
    )
  })

  it('tell nobody who is not signed in anything', async () => {
    for (const path of ['/products/', '/categories/tree/PRODUCT/', '/currencies/', '/contacts/']) {
      expect((await api.anonymous('GET', path)).status, path).toBe(401)
    }
  })
})
