import { type AuditRecord, asSystem } from '@groundwork/db'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Caller, password, startTestApi, type TestApi } from './support/start-test-api.ts'

interface Entry {
  readonly id: string
  readonly user: string | null
  readonly organization: string | null
  readonly action_type: string
  readonly resource: string
  readonly object_id: string
  readonly object_repr: string
  readonly changes: Readonly<Record<string, { readonly old: unknown; readonly new: unknown }>>
  readonly context: Readonly<Record<string, unknown>>
  readonly created_at: string
}
type Member = Caller & { readonly id: string }

let api: TestApi
let ours: string
let theirs: string
let manager: Member
let auditor: Member
let stranger: Member

beforeAll(async () => {
  api = await startTestApi()
  ours = await api.organization('Ours')
  theirs = await api.organization('Theirs')
  manager = await api.member(ours, 'manager')
  auditor = await api.member(ours, 'auditor')
  stranger = await api.member(theirs, 'owner')
})
afterAll(() => api.stop())

let count = 0
async function makeProduct(by: Caller, organization: string, name?: string): Promise<string> {
  count += 1
  const { body } = await by('POST', '/products/', {
    organization,
    sku: `SKU-${count}`,
    name: name ?? `Anvil ${count}`,
    product_type: 'PHYSICAL_GOOD',
  })
  return body.id
}

async function entries(by: Caller, query: string): Promise<Entry[]> {
  const { status, body } = await by('GET', `/audit-logs/?${query}`)
  expect(status).toBe(200)
  return body.results
}

const random = () => Math.random().toString(36).slice(2)
const origin = { requestId: 'test-request', ip: '192.0.2.1' }
const record = (entry: AuditRecord) =>
  api.services.database.withUnitOfWork(asSystem('test the audit trail', origin), async (work) => work.record(entry))

const actions = (found: readonly Entry[]) => found.map(({ action_type }) => action_type)

describe('an audit entry', () => {
  it('can be created with required and nullable fields, and is timestamped by default', async () => {
    const before = new Date()
    const objectRepr = `Nobody's ${random()}`
    await record({ action: 'LOGIN_FAILED', resource: 'session', organization: null, objectId: null, objectRepr })
    const [entry] = await entries(api.admin, `search=${encodeURIComponent(objectRepr)}`)
    expect(entry).toMatchObject({ user: null, organization: null, object_id: null, changes: {} })
    expect(new Date(entry?.created_at ?? 0).getTime()).toBeGreaterThanOrEqual(before.getTime() - 1)
  })

  it('stores changes and context as JSON, the request’s merged with what the action adds', async () => {
    const objectRepr = `Anvil ${random()}`
    const changes = { productType: { old: { deep: [1, null] }, new: 'SERVICE' } }
    const details = { rowCount: 7, format: 'csv' }
    await record({
      action: 'EXPORT',
      resource: 'product',
      organization: ours,
      objectId: null,
      objectRepr,
      changes,
      details,
    })
    const [entry] = await entries(auditor, `search=${encodeURIComponent(objectRepr)}`)
    expect(entry?.changes).toEqual({ product_type: { old: { deep: [1, null] }, new: 'SERVICE' } })
    expect(entry?.context).toEqual({ request_id: 'test-request', ip: '192.0.2.1', row_count: 7, format: 'csv' })
  })

  it('represents action, object and person in words, as they were called then', async () => {
    const id = await makeProduct(manager, ours)
    const name = `Anvil ${count}`
    await manager('PATCH', `/products/${id}/`, { name: 'Renamed' })
    const [entry] = await entries(auditor, `object_id=${id}&action=CREATE`)
    expect(entry).toMatchObject({
      action_type: 'CREATE',
      object_repr: name,
      actor_label: expect.stringMatching(/^manager/),
    })
  })
})

describe('post_save and post_delete on an audited model', () => {
  it("create instance -> entry with action_type 'CREATE', correct user, object details", async () => {
    const id = await makeProduct(manager, ours)
    const [entry, ...others] = await entries(auditor, `resource=product&object_id=${id}`)
    expect(others).toEqual([])
    expect(entry).toMatchObject({
      user: manager.id,
      organization: ours,
      action_type: 'CREATE',
      resource: 'product',
      object_id: id,
      object_repr: `Anvil ${count}`,
      changes: { product_type: { old: null, new: 'PHYSICAL_GOOD' }, name: { old: null, new: `Anvil ${count}` } },
      context: { request_id: expect.any(String), ip: expect.any(String), user_agent: expect.any(String) },
      actor_label: expect.stringMatching(/^manager/),
      api_key: null,
      abilities: [],
    })
  })

  it("update instance -> entry with action_type 'UPDATE', correct user, object details and the diff", async () => {
    const id = await makeProduct(manager, ours)
    await manager('PATCH', `/products/${id}/`, { name: 'Big anvil' })
    const [entry] = await entries(auditor, `resource=product&object_id=${id}&action=update`)
    expect(entry).toMatchObject({ user: manager.id, object_id: id, object_repr: 'Big anvil' })
    expect(entry?.changes).toEqual({ name: { old: `Anvil ${count}`, new: 'Big anvil' } })
  })

  it("post_delete -> entry with action_type 'DELETE', its object_repr captured", async () => {
    const id = await makeProduct(manager, ours)
    await manager('DELETE', `/products/${id}/`)
    const [entry] = await entries(auditor, `object_id=${id}&action=DELETE`)
    expect(entry).toMatchObject({ user: manager.id, object_id: id, object_repr: `Anvil ${count}` })
  })

  it('a change that is refused leaves no entry', async () => {
    const id = await makeProduct(manager, ours)
    await manager('PATCH', `/products/${id}/`, { name: 'Late', version: 7 })
    expect(actions(await entries(auditor, `object_id=${id}`))).toEqual(['CREATE'])
  })
})

describe('auth signals', () => {
  it('user_logged_in, user_login_failed and user_logged_out leave entries with user and context', async () => {
    const { id } = await api.member(ours, 'viewer')
    const { body: me } = await api.admin('GET', `/users/${id}/`)
    await api.anonymous('POST', '/auth/token/', { username: me.username, password: 'wrong' })
    const { body } = await api.anonymous('POST', '/auth/token/', { username: me.username, password })
    await api.anonymous('POST', '/auth/logout/', { refresh: body.refresh })

    const found = await entries(api.admin, `user=${id}&page_size=10`)
    expect(actions(found)).toEqual(expect.arrayContaining(['LOGOUT', 'LOGIN_SUCCESS']))
    for (const entry of found) expect(entry.context).toMatchObject({ ip: expect.any(String) })
    const failed = await entries(api.admin, 'action=LOGIN_FAILED')
    expect(JSON.stringify(failed)).toContain(me.username)
    expect(JSON.stringify(failed)).not.toContain('wrong')
  })

  it('entries of no organization are the superuser’s alone', async () => {
    expect((await entries(api.admin, 'action=LOGIN_SUCCESS')).length).toBeGreaterThan(0)
    expect(await entries(auditor, 'action=LOGIN_SUCCESS')).toEqual([])
    expect(await entries(stranger, 'action=LOGIN_SUCCESS')).toEqual([])
  })

  it('permissions assigned, changed and revoked leave entries', async () => {
    const owner = await api.member(ours, 'owner')
    const { id } = await api.member(ours, 'viewer')
    const { body } = await owner('GET', `/organization-memberships/?user=${id}`)
    const [membership] = body.results
    await owner('PATCH', `/organization-memberships/${membership.id}/`, { role: 'member' })
    await owner('DELETE', `/organization-memberships/${membership.id}/`)
    const found = await entries(auditor, `resource=membership&object_id=${membership.id}`)
    expect(actions(found)).toEqual(['PERMISSION_REVOKE', 'PERMISSION_CHANGE', 'PERMISSION_ASSIGN'])
  })
})

describe('permissions (admin/auditor only)', () => {
  it.each(['auditor', 'administrator', 'owner'])('%s may read the audit log', async (role) => {
    const caller = await api.member(ours, role)
    const { status, body } = await caller('GET', '/audit-logs/')
    expect(status).toBe(200)
    const [entry] = body.results
    expect((await caller('GET', `/audit-logs/${entry.id}/`)).body).toEqual(entry)
  })

  it.each(['manager', 'member', 'viewer', 'uploader'])('%s may not: 403', async (role) => {
    const [entry] = await entries(auditor, 'page_size=1')
    const caller = await api.member(ours, role)
    for (const path of [
      '/audit-logs/',
      `/audit-logs/${entry?.id}/`,
      '/audit-logs/0193f1a0-0000-7000-8000-00000000dead/',
    ]) {
      const { status, body } = await caller('GET', path)
      expect([status, body.code, body.reason]).toEqual([403, 'forbidden', 'auditor_required'])
    }
  })

  it('nobody sees entries of another organization', async () => {
    const id = await makeProduct(manager, ours)
    const [entry] = await entries(auditor, `object_id=${id}`)
    for (const query of [`object_id=${id}`, `organization=${ours}`, `user=${manager.id}`]) {
      expect(await entries(stranger, query)).toEqual([])
    }
    const foreign = await stranger('GET', `/audit-logs/${entry?.id}/`)
    const random = await stranger('GET', '/audit-logs/0193f1a0-0000-7000-8000-00000000dead/')
    expect(foreign.status).toBe(404)
    expect({ ...foreign.body, request_id: '' }).toEqual({ ...random.body, request_id: '' })
    const list = await stranger('GET', '/audit-logs/?page_size=200')
    expect(new Set(list.body.results.map(({ organization }: Entry) => organization))).toEqual(new Set([theirs]))
  })

  it('a grant with a rule and a list of fields opens just these', async () => {
    const slug = 'product-auditor'
    const owner = await api.member(ours, 'owner')
    const where = { field: 'resource', op: 'eq', value: 'product' }
    const fields = ['resource', 'objectId', 'actionType', 'changes']
    const made = await owner('POST', '/roles/', {
      organization: ours,
      slug,
      name: 'Product auditor',
      grants: [{ resource: 'auditEntry', action: 'view', where, fields }],
    })
    expect(made.status).toBe(201)
    const limited = await api.member(ours, slug)
    const found = await entries(limited, 'page_size=200')
    expect(new Set(found.map(({ resource }) => resource))).toEqual(new Set(['product']))
    for (const { context, user, object_repr } of found) expect([context, user, object_repr]).toEqual([null, null, null])
    expect((await limited('GET', `/audit-logs/?user=${manager.id}`)).status).toBe(400)
  })
})

describe('filtering by user, org, type, date, object', () => {
  it('by user', async () => {
    const other = await api.member(ours, 'manager')
    const id = await makeProduct(other, ours)
    const found = await entries(auditor, `user=${other.id}&resource=product`)
    expect(found.map(({ object_id }) => object_id)).toEqual([id])
  })

  it('by org', async () => {
    await makeProduct(stranger, theirs)
    const found = await entries(api.admin, `organization=${theirs}&page_size=200`)
    expect(new Set(found.map(({ organization }) => organization))).toEqual(new Set([theirs]))
  })

  it('by type, whatever its case; a word that is none is refused', async () => {
    const id = await makeProduct(manager, ours)
    await manager('PATCH', `/products/${id}/`, { name: 'Better' })
    expect(actions(await entries(auditor, `object_id=${id}&action=create`))).toEqual(['CREATE'])
    expect(actions(await entries(auditor, `object_id=${id}&action_type=UPDATE`))).toEqual(['UPDATE'])
    const { status, body } = await auditor('GET', '/audit-logs/?action=INVENT')
    expect([status, Object.keys(body.errors)]).toEqual([400, ['action']])
  })

  it('by resource; a name of nothing that has a trail is refused, lest it look like a quiet one', async () => {
    expect(await entries(auditor, 'resource=session')).toEqual([])
    for (const name of ['nope', 'products', 'auditEntry']) {
      const { status, body } = await auditor('GET', `/audit-logs/?resource=${name}`)
      expect([status, Object.keys(body.errors)], name).toEqual([400, ['resource']])
    }
  })

  it('by date', async () => {
    const before = new Date(Date.now() - 1).toISOString()
    const id = await makeProduct(manager, ours)
    const [entry] = await entries(auditor, `object_id=${id}&created_after=${before}`)
    expect(entry?.object_id).toBe(id)
    expect(await entries(auditor, `object_id=${id}&created_after=2100-01-01`)).toEqual([])
    expect(await entries(auditor, `object_id=${id}&created_before=${before}`)).toEqual([])
    expect(await entries(auditor, `object_id=${id}&created_before=2100-01-01T00:00:00%2B02:00`)).toHaveLength(1)
    expect((await auditor('GET', '/audit-logs/?created_after=yesterday')).status).toBe(400)
  })

  it('by object, by words of its name, and in the filter language', async () => {
    const id = await makeProduct(manager, ours, 'Bronze capstan bell')
    expect(await entries(auditor, 'search=bell%20CAPSTAN&resource=product')).toHaveLength(1)
    const filter = encodeURIComponent(JSON.stringify({ field: 'object_id', op: 'in', value: [id] }))
    expect(await entries(auditor, `filter=${filter}&action=CREATE`)).toHaveLength(1)
    expect((await auditor('GET', '/audit-logs/?object=1')).body.reason).toBe('unknown_parameter')
  })
})

describe('pagination', () => {
  it('goes newest first, by cursor, and shows every entry once', async () => {
    const caller = await api.member(ours, 'manager')
    const made = [1, 2, 3, 4, 5].map(() => makeProduct(caller, ours))
    const ids = await Promise.all(made)
    const seen: Entry[] = []
    let next: string | null = `/audit-logs/?user=${caller.id}&resource=product&page_size=2`
    while (next) {
      const { body }: { body: { results: Entry[]; next: string | null } } = await auditor('GET', next)
      seen.push(...body.results)
      next = body.next?.slice(body.next.indexOf('/audit-logs/')) ?? null
    }
    expect(seen.map(({ object_id }) => object_id).sort()).toEqual(ids.sort())
    const times = seen.map(({ created_at }) => created_at)
    expect(times).toEqual([...times].sort().reverse())
  })
})

describe('read-only nature', () => {
  it.each(['POST', 'PUT', 'PATCH', 'DELETE'])(
    '%s is no method of the audit log, also for superusers',
    async (method) => {
      const [entry] = await entries(api.admin, 'page_size=1')
      for (const path of ['/audit-logs/', `/audit-logs/${entry?.id}/`]) {
        const { status, body, headers } = await api.admin(method, path, { object_repr: 'x' })
        expect([status, body.code, headers.get('allow')]).toEqual([405, 'method_not_allowed', 'GET'])
      }
      expect((await api.admin('POST', `/audit-logs/${entry?.id}/restore/`)).status).toBe(404)
    },
  )
})
