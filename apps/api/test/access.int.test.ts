import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { answerOf, type Caller, startTestApi, type TestApi } from './support/start-test-api.ts'

let api: TestApi
let acme: string
let owner: Caller & { readonly id: string }
let member: Caller & { readonly id: string }
let product: string

beforeAll(async () => {
  api = await startTestApi()
  acme = await api.organization('Acme')
  owner = await api.member(acme, 'owner')
  member = await api.member(acme, 'member')
  product = (
    await owner('POST', '/products/', { organization: acme, sku: 'A-1', name: 'Bolt', product_type: 'SERVICE' })
  ).body.id
})
afterAll(() => api.stop())

/** A tRPC call as one caller, over HTTP. */
async function trpc(caller: Pick<Caller, 'token'>, kind: 'query' | 'mutation', path: string, input?: unknown) {
  const headers = { Authorization: `Bearer ${caller.token}`, 'Content-Type': 'application/json' }
  const response =
    kind === 'query'
      ? await fetch(`${api.url}/api/trpc/${path}?input=${encodeURIComponent(JSON.stringify(input ?? {}))}`, { headers })
      : await fetch(`${api.url}/api/trpc/${path}`, { method: 'POST', headers, body: JSON.stringify(input ?? {}) })
  const { status, body } = await answerOf(response)
  return { status, data: body.result?.data, error: body.error?.data }
}

describe('roles', () => {
  const role = (more: object = {}) => ({
    organization: acme,
    slug: 'clerk',
    name: 'Clerk',
    grants: [
      { resource: 'file', action: 'view', where: { field: 'uploadedBy', op: 'eq', value: '$principal.userId' } },
    ],
    ...more,
  })

  it('are made, listed with the shared ones, changed and deleted', async () => {
    const made = await owner('POST', '/roles/', role())
    expect(made.status).toBe(201)
    expect(made.body).toMatchObject({ ...role(), is_seeded: false, organization_name: 'Acme' })
    const { body } = await member('GET', `/roles/?organization=${acme}&page_size=100`)
    const slugs = body.results.map(({ slug }: { slug: string }) => slug)
    expect(slugs).toEqual(expect.arrayContaining(['clerk', 'owner', 'territorial-administrator']))

    const one = `/roles/${made.body.id}/`
    expect((await owner('PATCH', one, { name: 'Scribe', grants: [] })).body).toMatchObject({
      name: 'Scribe',
      grants: [],
    })
    expect((await member('PATCH', one, { name: 'Mine' })).status).toBe(403)
    expect((await owner('DELETE', one)).status).toBe(204)
  })

  it('tell where a grant is wrong, in the spelling it was sent in', async () => {
    const grants = [
      { resource: 'file', action: 'view' },
      { resource: 'file', action: 'view', where: { field: 'nope', op: 'eq', value: 1 } },
    ]
    const { status, body } = await owner('POST', '/roles/', role({ slug: 'wrong', grants }))
    expect(status).toBe(400)
    expect(Object.keys(body.errors)).toEqual(['grants.1.where.field'])
  })

  it('in use are not deleted', async () => {
    const { body } = await owner('POST', '/roles/', role({ slug: 'used' }))
    const memberships = await owner('GET', `/organization-memberships/?user=${member.id}`)
    await owner('PATCH', `/organization-memberships/${memberships.body.results[0].id}/`, { role: 'used' })
    const refused = await owner('DELETE', `/roles/${body.id}/`)
    expect(refused.status).toBe(409)
    expect(refused.body).toMatchObject({ code: 'conflict', reason: 'role_in_use' })
    await owner('PATCH', `/organization-memberships/${memberships.body.results[0].id}/`, { role: 'member' })
  })

  it('of another organization are nowhere to be seen', async () => {
    const { body } = await owner('POST', '/roles/', role({ slug: 'secret' }))
    const stranger = await api.member(await api.organization('Elsewhere'), 'owner')
    expect((await stranger('GET', `/roles/${body.id}/`)).status).toBe(404)
    expect((await stranger('GET', '/roles/?slug=secret')).body.results).toEqual([])
  })
})

describe('GET /access/explain/', () => {
  it('says which grant allows, in REST and in tRPC alike', async () => {
    const rest = await member('GET', `/access/explain/?action=view&resource=product&id=${product}`)
    expect(rest.status).toBe(200)
    expect(rest.body).toMatchObject({ is_allowed: true, reason: 'granted', words: 'The role member may view product' })
    expect(rest.body.grants[0]).toEqual({
      organization: acme,
      organization_name: 'Acme',
      role: 'member',
      grant: { resource: 'product', action: 'view' },
      verdict: 'allows',
      words: 'view product',
    })
    const { data } = await trpc(member, 'query', 'access.explain', { action: 'view', resource: 'product', id: product })
    expect(data).toMatchObject({
      isAllowed: true,
      reason: 'granted',
      grants: [{ organizationName: 'Acme' }, {}, {}, {}, {}],
    })
  })

  it('says why not, of a row and of another member', async () => {
    const own = await member('GET', `/access/explain/?action=delete&resource=product&id=${product}`)
    expect(own.body).toMatchObject({ is_allowed: false, reason: 'row_not_covered' })
    const query = `action=delete&resource=product&id=${product}&organization=${acme}&user=${member.id}`
    expect((await owner('GET', `/access/explain/?${query}`)).body).toEqual(own.body)
  })

  it('answers a foreign and an unknown id alike', async () => {
    const stranger = await api.member(await api.organization('Afar'), 'owner')
    const ask = async (id: string) => {
      const { status, body } = await stranger('GET', `/access/explain/?action=view&resource=product&id=${id}`)
      return { status, ...body, request_id: '' }
    }
    expect(await ask(product)).toMatchObject({ status: 404, code: 'not_found' })
    expect(await ask('0193f1a0-0000-7000-8000-00000000dead')).toEqual(await ask(product))
  })

  it('refuses what it does not know, and the anonymous', async () => {
    expect((await member('GET', '/access/explain/?action=view&resource=product&colour=red')).status).toBe(400)
    expect((await member('GET', '/access/explain/?resource=product')).body.errors).toEqual({
      action: ['This field is required'],
    })
    expect((await api.anonymous('GET', '/access/explain/?action=view&resource=product')).status).toBe(401)
  })
})

describe('POST /access/view-as/', () => {
  let token: string
  beforeAll(async () => {
    const { status, body } = await owner('POST', '/access/view-as/', { organization: acme, role: 'viewer' })
    expect(status).toBe(200)
    expect(body).toEqual({ access: expect.any(String), expires_in: 600 })
    token = body.access
  })

  const call = async (method: string, path: string, body?: object) => {
    const headers = { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' }
    const response = await fetch(`${api.url}/api/v1${path}`, {
      method,
      headers,
      ...(body && { body: JSON.stringify(body) }),
    })
    const { status, body: told } = await answerOf(response)
    return { status, body: told }
  }
  const readOnly = { status: 403, body: expect.objectContaining({ code: 'forbidden', reason: 'preview_read_only' }) }

  it('shows the organization as the role would see it', async () => {
    expect((await call('GET', `/products/${product}/`)).body).toMatchObject({ id: product, abilities: [] })
    expect((await call('GET', '/organization-memberships/')).body.results).toEqual([])
    const { data } = await trpc({ token }, 'query', 'auth.me')
    expect(data).toMatchObject({ preview: { organization: acme, role: 'viewer' }, memberships: [{ role: 'viewer' }] })
  })

  it('refuses every change by REST', async () => {
    const values = { organization: acme, sku: 'A-2', name: 'Nut', product_type: 'SERVICE' }
    expect(await call('POST', '/products/', values)).toEqual(readOnly)
    expect(await call('PATCH', `/products/${product}/`, { name: 'Nut' })).toEqual(readOnly)
    expect(await call('DELETE', `/products/${product}/`)).toEqual(readOnly)
    expect(await call('PATCH', '/profiles/me/', { job_title: 'x' })).toEqual(readOnly)
    expect(await call('POST', '/api-keys/', { name: 'x' })).toEqual(readOnly)
    expect(await call('POST', '/access/view-as/', { organization: acme, role: 'owner' })).toEqual(readOnly)
  })

  it('refuses every change by tRPC', async () => {
    const refused = { status: 403, error: { code: 'forbidden', reason: 'preview_read_only' } }
    const update = { id: product, values: { name: 'Nut' } }
    expect(await trpc({ token }, 'mutation', 'product.update', update)).toMatchObject(refused)
    expect(await trpc({ token }, 'mutation', 'profile.updateMine', { values: { jobTitle: 'x' } })).toMatchObject(
      refused,
    )
    expect(await trpc({ token }, 'mutation', 'apiKey.create', { name: 'x' })).toMatchObject(refused)
  })

  it('neither takes nor gives bytes', async () => {
    expect(await call('POST', `/files/upload/?organization=${acme}`)).toEqual(readOnly)
    expect(await call('GET', `/files/${product}/download/`)).toEqual(readOnly)
    expect(await call('GET', `/files/${product}/access-url/`)).toEqual(readOnly)
  })

  it('is for those who may', async () => {
    const refused = await member('POST', '/access/view-as/', { organization: acme, role: 'viewer' })
    expect(refused.status).toBe(403)
  })
})
