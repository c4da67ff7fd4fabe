import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Caller, startTestApi, type TestApi } from './support/start-test-api.ts'

let api: TestApi
let acme: string
let beta: string
let administrator: Caller & { readonly id: string }
let member: Caller & { readonly id: string }

beforeAll(async () => {
  api = await startTestApi()
  acme = await api.organization('Acme')
  beta = await api.organization('Beta')
  administrator = await api.member(acme, 'administrator')
  member = await api.member(acme, 'member')
})
afterAll(() => api.stop())

const path = '/organization-memberships/'
let count = 0

/** A user of one's own, made by the superuser, with memberships as given. */
async function userWith(...memberships: readonly { organization: string; role?: string; is_active?: boolean }[]) {
  count += 1
  const username = `person-${count}`
  const { body } = await api.admin('POST', '/users/', {
    username,
    email: `${username}@example.com`,
    password: 'correct horse battery',
  })
  for (const given of memberships) {
    const { status } = await api.admin('POST', path, { user: body.id, role: 'viewer', ...given })
    expect(status).toBe(201)
  }
  return { id: body.id as string, username }
}

const usernames = (body: { results: { username: string }[] }) => body.results.map(({ username }) => username)
const membershipOf = async (user: string) => (await api.admin('GET', `${path}?user=${user}`)).body.results[0]

describe('a membership, as it is made and shown (seed 001)', () => {
  it('creation with required fields: user, organization, role', async () => {
    const { id: user } = await userWith()
    const { status, body } = await api.admin('POST', path, { user, organization: acme, role: 'viewer' })
    expect(status).toBe(201)
    expect(body).toMatchObject({ user, organization: acme, is_active: true, created_at: expect.any(String) })
    const missing = await api.admin('POST', path, { organization: acme })
    expect(missing.status).toBe(400)
    expect(Object.keys(missing.body.errors).sort()).toEqual(['role', 'user'])
  })

  it('default values: is_active', async () => {
    const { id } = await userWith({ organization: acme })
    expect(await membershipOf(id)).toMatchObject({ is_active: true, includes_descendants: false, attributes: {} })
  })

  it('unique_together (user, organization) is enforced', async () => {
    const { id: user } = await userWith({ organization: acme }, { organization: beta })
    const again = await api.admin('POST', path, { user, organization: acme, role: 'member' })
    expect(again.status).toBe(409)
    expect(again.body).toMatchObject({ code: 'conflict' })
  })

  it('representation includes User/Org/Role names and ids, which nobody writes', async () => {
    const { id: user, username } = await userWith({ organization: acme, role: 'manager' })
    const row = await membershipOf(user)
    expect(row).toMatchObject({ user, username, organization: acme, organization_name: 'Acme', role_name: 'Manager' })
    for (const field of ['username', 'organization_name', 'role_name', 'created_at', 'updated_at', 'id']) {
      const { status, body } = await api.admin('PATCH', `${path}${row.id}/`, { [field]: row[field] })
      expect([field, status, Object.keys(body.errors ?? {})]).toEqual([field, 400, [field]])
    }
  })

  it('__str__ returns expected string: the user, the organization and the role', async () => {
    const { id, username } = await userWith({ organization: acme })
    const row = await membershipOf(id)
    expect(row.label).toBe(`${username} in Acme as Viewer`)
    const entries = await api.sql('select object_repr from audit_entry where object_id = $1', [row.id])
    expect(entries).toEqual([{ object_repr: row.label }])
  })

  it('inherited Timestamped and Auditable fields exist', async () => {
    const { id } = await userWith({ organization: acme })
    expect(await membershipOf(id)).toMatchObject({
      created_at: expect.any(String),
      updated_at: expect.any(String),
      created_by: expect.any(String),
      updated_by: expect.any(String),
    })
  })
})

describe('LIST', () => {
  it('filters by user, organization, role and is_active', async () => {
    const { id: user } = await userWith(
      { organization: acme, role: 'uploader' },
      { organization: beta, is_active: false },
    )
    const found = async (query: string) => (await api.admin('GET', `${path}?user=${user}&${query}`)).body.results
    expect(await found('')).toHaveLength(2)
    expect(await found(`organization=${acme}`)).toMatchObject([{ organization: acme }])
    expect(await found('is_active=false')).toMatchObject([{ organization: beta }])
    const [{ role }] = await found('is_active=true')
    expect(await found(`role=${role}`)).toMatchObject([{ role_name: 'Uploader' }])
    expect(
      (await api.admin('GET', `${path}?organization=${beta}`)).body.results.every(
        (row: { organization: string }) => row.organization === beta,
      ),
    ).toBe(true)
  })

  it('searches usernames, organization names and role names', async () => {
    const zoo = await api.organization('Zoological Garden')
    const { id, username } = await userWith({ organization: zoo, role: 'auditor' })
    const search = async (words: string) =>
      (await api.admin('GET', `${path}?search=${encodeURIComponent(words)}`)).body.results.map(
        (row: { user: string }) => row.user,
      )
    expect(await search(username)).toContain(id)
    expect(await search('zoologi')).toEqual([id])
    expect(await search('zoologi AUDIT')).toEqual([id])
    expect(await search('zoologi manager')).toEqual([])
    expect((await administrator('GET', `${path}?search=zoologi`)).body.results).toEqual([])
  })

  it('orders by organization name, then username, and pages in that order', async () => {
    const { body } = await api.admin('GET', `${path}?page_size=200`)
    const names: string[] = body.results.map(
      (row: { organization_name: string; username: string }) => `${row.organization_name} / ${row.username}`,
    )
    expect(names.length).toBeGreaterThan(5)
    expect(names).toEqual(names.toSorted())

    const paged: string[] = []
    let next: string | null = `${path}?page_size=3`
    while (next) {
      const page: { body: { results: { id: string }[]; next: string | null } } = await api.admin('GET', next)
      paged.push(...page.body.results.map(({ id }) => id))
      next = page.body.next && `${path}${new URL(page.body.next).search}`
    }
    expect(paged).toEqual(body.results.map(({ id }: { id: string }) => id))
  })

  it('takes another order, also downwards', async () => {
    const { body } = await api.admin('GET', `${path}?ordering=-username&organization=${acme}`)
    expect(usernames(body)).toEqual(usernames(body).toSorted().toReversed())
    expect((await api.admin('GET', `${path}?ordering=attributes`)).status).toBe(400)
  })
})

describe('RETRIEVE, UPDATE, DELETE', () => {
  it('change a role, is_active and attributes', async () => {
    const { id } = await userWith({ organization: acme })
    const row = await membershipOf(id)
    const one = `${path}${row.id}/`
    expect((await administrator('GET', one)).body).toMatchObject({ id: row.id, role_name: 'Viewer' })
    const changed = await administrator('PATCH', one, {
      role: 'member',
      is_active: false,
      attributes: { country: 'CH' },
    })
    expect(changed.body).toMatchObject({ role_name: 'Member', is_active: false, attributes: { country: 'CH' } })
    expect((await administrator('DELETE', one)).status).toBe(204)
    expect((await administrator('GET', one)).status).toBe(404)
  })

  it('never move a membership to another user or organization', async () => {
    const { id } = await userWith({ organization: acme })
    const { id: row } = await membershipOf(id)
    for (const change of [{ user: member.id }, { organization: beta }]) {
      expect((await api.admin('PATCH', `${path}${row}/`, change)).status).toBe(400)
    }
  })
})

describe('permissions: only admins can manage', () => {
  it('a member sees the members and changes none', async () => {
    const { id } = await userWith({ organization: acme })
    const row = await membershipOf(id)
    expect((await member('GET', `${path}${row.id}/`)).status).toBe(200)
    expect((await member('PATCH', `${path}${row.id}/`, { is_active: false })).status).toBe(403)
    expect((await member('DELETE', `${path}${row.id}/`)).status).toBe(403)
    expect((await member('POST', path, { user: id, organization: acme, role: 'viewer' })).status).toBe(403)
  })

  it('a stranger finds none, and an anonymous caller is refused', async () => {
    const { id } = await userWith({ organization: acme })
    const row = await membershipOf(id)
    const stranger = await api.member(beta, 'owner')
    expect((await stranger('GET', `${path}${row.id}/`)).status).toBe(404)
    expect((await stranger('DELETE', `${path}${row.id}/`)).status).toBe(404)
    expect((await stranger('GET', `${path}?user=${id}`)).body.results).toEqual([])
    expect((await api.anonymous('GET', path)).status).toBe(401)
  })
})

describe('the organizations of a user (seed 001, User.get_organizations)', () => {
  const organizationsOf = async (caller: Caller, id: string) => {
    const { status, body } = await caller('GET', `/users/${id}/organizations/`)
    return status === 200 ? body.results.map(({ name }: { name: string }) => name) : status
  }

  it('user with no memberships returns empty', async () => {
    const { id } = await userWith()
    expect(await organizationsOf(api.admin, id)).toEqual([])
  })

  it('user with one active membership returns that one organization', async () => {
    const { id, username } = await userWith({ organization: acme, role: 'uploader' })
    expect(await organizationsOf(api.admin, id)).toEqual(['Acme'])
    // A role that shows no memberships still knows its own.
    expect(await organizationsOf(await api.signIn(username), id)).toEqual(['Acme'])
  })

  it('user with multiple active memberships returns all linked organizations', async () => {
    const { id, username } = await userWith({ organization: beta }, { organization: acme })
    expect(await organizationsOf(api.admin, id)).toEqual(['Acme', 'Beta'])
    expect(await organizationsOf(await api.signIn(username), id)).toEqual(['Acme', 'Beta'])
  })

  it('user with only inactive memberships returns empty', async () => {
    const { id } = await userWith({ organization: acme, is_active: false }, { organization: beta, is_active: false })
    expect(await organizationsOf(api.admin, id)).toEqual([])
  })

  it('shows of a colleague only what one sees oneself, and a stranger is not there', async () => {
    const { id } = await userWith({ organization: acme }, { organization: beta })
    expect(await organizationsOf(administrator, id)).toEqual(['Acme'])
    const { id: stranger } = await userWith({ organization: beta })
    expect(await organizationsOf(administrator, stranger)).toBe(404)
  })
})
