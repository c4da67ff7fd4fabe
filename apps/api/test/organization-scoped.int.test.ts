import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Caller, startTestApi, type TestApi } from './support/start-test-api.ts'

type Member = Caller & { readonly id: string }

let api: TestApi
let orgA: string
let orgB: string
let userA: Member
let userB: Member

beforeAll(async () => {
  api = await startTestApi()
  orgA = await api.organization('OrgA')
  orgB = await api.organization('OrgB')
  userA = await api.member(orgA, 'member')
  userB = await api.member(orgB, 'viewer')
  for (const organization of [orgA, orgB]) await create(api.admin, { organization })
})
afterAll(() => api.stop())

let count = 0
const values = (more: object = {}) => {
  count += 1
  return { sku: `SKU-${count}`, name: `Product ${count}`, product_type: 'SERVICE', ...more }
}
const create = (by: Caller, more: object = {}) => by('POST', '/products/', values(more))

const organizationsSeenBy = async (caller: Caller): Promise<string[]> => {
  const { body } = await caller('GET', '/products/?page_size=200')
  const seen = new Set<string>(body.results.map((row: { organization: string }) => row.organization))
  return [...seen].sort()
}

/** Everything a caller may do with one product: LIST, RETRIEVE, UPDATE, DELETE. */
const statuses = async (caller: Caller, id: string) => ({
  retrieve: (await caller('GET', `/products/${id}/`)).status,
  update: (await caller('PATCH', `/products/${id}/`, { name: 'Renamed' })).status,
  delete: (await caller('DELETE', `/products/${id}/`)).status,
})

describe('organization FK of a scoped model (seed 001, Organization Scoped)', () => {
  it('is non-nullable: IntegrityError on create without org', async () => {
    const insert = `insert into product (id, sku, name, product_type) values (gen_random_uuid(), 'X', 'X', 'SERVICE')`
    await expect(api.sql(insert)).rejects.toThrow(/organization_id/)
  })

  it('is on_delete=PROTECT', async () => {
    await expect(api.sql(`delete from organization where id = '${orgA}'`)).rejects.toThrow(/foreign key/)
  })
})

describe('GET list (seed 001, Organization Scoped)', () => {
  it('as UserA: only OrgA data returned', async () => {
    expect(await organizationsSeenBy(userA)).toEqual([orgA])
  })

  it('as UserB: only OrgB data returned', async () => {
    expect(await organizationsSeenBy(userB)).toEqual([orgB])
  })

  it('as Superuser: OrgA and OrgB data returned', async () => {
    expect(await organizationsSeenBy(api.admin)).toEqual([orgA, orgB].sort())
  })

  it('as User belonging to no orgs: empty list', async () => {
    const { body } = await api.admin('POST', '/users/', {
      username: 'nobody',
      email: 'nobody@example.com',
      password: 'correct horse battery',
    })
    expect(body.id).toBeDefined()
    expect(await organizationsSeenBy(await api.signIn('nobody'))).toEqual([])
  })

  it('as User belonging to both OrgA and OrgB: data from both orgs returned', async () => {
    const both = await api.member(orgA, 'viewer')
    await api.admin('POST', '/organization-memberships/', { user: both.id, organization: orgB, role: 'viewer' })
    expect(await organizationsSeenBy(both)).toEqual([orgA, orgB].sort())
    const narrowed = await both('GET', `/products/?organization=${orgB}`)
    expect(narrowed.body.results.every((row: { organization: string }) => row.organization === orgB)).toBe(true)
  })
})

describe('POST (seed 001, Organization Scoped)', () => {
  it('as UserA specifying organization=OrgA: 201 Created, the row is of OrgA', async () => {
    const { status, body } = await create(userA, { organization: orgA })
    expect([status, body.organization]).toEqual([201, orgA])
  })

  it('as UserA specifying organization=OrgB, of which they are no member: as one that does not exist', async () => {
    const foreign = await create(userA, { organization: orgB })
    const unknown = await create(userA, { organization: '0193f1a0-0000-7000-8000-00000000dead' })
    expect(foreign.status).toBe(404)
    expect({ ...foreign.body, request_id: '' }).toEqual({ ...unknown.body, request_id: '' })
  })

  it('in an organization of one’s own without the permission: 403 Forbidden', async () => {
    expect((await create(userB, { organization: orgB })).status).toBe(403)
    const both = await api.member(orgA, 'member')
    await api.admin('POST', '/organization-memberships/', { user: both.id, organization: orgB, role: 'viewer' })
    expect((await create(both, { organization: orgB })).status).toBe(403)
    expect((await create(both, { organization: orgA })).status).toBe(201)
  })

  it('without specifying organization, when it cannot be determined: 400', async () => {
    const both = await api.member(orgA, 'member')
    await api.admin('POST', '/organization-memberships/', { user: both.id, organization: orgB, role: 'member' })
    const { status, body } = await create(both)
    expect(status).toBe(400)
    expect(Object.keys(body.errors)).toEqual(['organization'])
    expect((await create(api.admin)).status).toBe(400)
  })

  it('without specifying organization, by a member of just one: it is that one', async () => {
    expect((await create(userA)).body.organization).toBe(orgA)
  })
})

describe('RETRIEVE, UPDATE, DELETE respect Org Scoping and Org-aware permissions (seed 001)', () => {
  it('another organization’s row is not there', async () => {
    const { body } = await create(api.admin, { organization: orgB })
    expect(await statuses(userA, body.id)).toEqual({ retrieve: 404, update: 404, delete: 404 })
  })

  it('a row that one may only view is not changed', async () => {
    const { body } = await create(api.admin, { organization: orgB })
    expect(await statuses(userB, body.id)).toEqual({ retrieve: 200, update: 403, delete: 403 })
  })

  it('one’s own is', async () => {
    const { body } = await create(userA, { organization: orgA })
    expect(await statuses(userA, body.id)).toEqual({ retrieve: 200, update: 200, delete: 204 })
  })
})
