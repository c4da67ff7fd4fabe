import { asSystem, type UnitOfWork } from '@groundwork/db'
import { Product } from '@groundwork/domain'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { restRoutes } from '../src/rest/rest-routes.ts'
import { type Caller, password, startTestApi, type TestApi } from './support/start-test-api.ts'

type Member = Caller & { readonly id: string }
interface Entry {
  readonly id: string
  readonly action_type: string
  readonly changes: Readonly<Record<string, unknown>>
  readonly context?: Readonly<Record<string, unknown>>
}

let api: TestApi
let ours: string
let manager: Member
let viewer: Member
let auditor: Member
let stranger: Member

beforeAll(async () => {
  api = await startTestApi()
  ours = await api.organization('Ours')
  manager = await api.member(ours, 'manager')
  viewer = await api.member(ours, 'viewer')
  auditor = await api.member(ours, 'auditor')
  stranger = await api.member(await api.organization('Theirs'), 'owner')
})
afterAll(() => api.stop())

const random = '0193f1a0-0000-7000-8000-00000000dead'
let count = 0
async function makeProduct(more: object = {}): Promise<string> {
  count += 1
  const { body } = await manager('POST', '/products/', {
    organization: ours,
    sku: `SKU-${count}`,
    name: 'Anvil',
    product_type: 'PHYSICAL_GOOD',
    ...more,
  })
  return body.id
}

async function historyOf(caller: Caller, path: string): Promise<Entry[]> {
  const { status, body } = await caller('GET', `${path}history/`)
  expect(status).toBe(200)
  return body.results
}
const alike = ({ status, body }: { status: number; body: object }) => ({ status, ...body, request_id: '' })

/** A role of our organization with just these grants, and somebody who holds it. */
async function memberWith(grants: readonly object[]): Promise<Member> {
  count += 1
  const slug = `limited-${count}`
  const made = await api.admin('POST', '/roles/', { organization: ours, slug, name: slug, grants })
  expect(made.status).toBe(201)
  return api.member(ours, slug)
}

async function trpc(caller: Caller, name: string, input: object, method: 'GET' | 'POST' = 'GET') {
  const query = method === 'GET' ? `?input=${encodeURIComponent(JSON.stringify(input))}` : ''
  const response = await fetch(`${api.url}/api/trpc/${name}${query}`, {
    method,
    headers: { Authorization: `Bearer ${caller.token}`, 'Content-Type': 'application/json' },
    ...(method === 'POST' && { body: JSON.stringify(input) }),
  })
  const body = (await response.json()) as { result?: { data: never }; error?: { data: { code: string } } }
  return { status: response.status, data: body.result?.data as never, code: body.error?.data.code }
}

describe('the history of a record', () => {
  it('tells every change, the newest first, with its fields before and after', async () => {
    const id = await makeProduct()
    await manager('PATCH', `/products/${id}/`, { product_type: 'SERVICE' })
    await manager('DELETE', `/products/${id}/`)
    const entries = await historyOf(viewer, `/products/${id}/`)
    expect(entries.map(({ action_type }) => action_type)).toEqual(['DELETE', 'UPDATE', 'CREATE'])
    expect(entries[1]).toEqual({
      id: expect.any(String),
      action_type: 'UPDATE',
      actor_label: expect.stringMatching(/^manager/),
      user: manager.id,
      created_at: expect.any(String),
      changes: { product_type: { old: 'PHYSICAL_GOOD', new: 'SERVICE' } },
    })
  })

  it('is read in pages', async () => {
    const id = await makeProduct()
    for (const name of ['B', 'C', 'D']) await manager('PATCH', `/products/${id}/`, { name })
    const first = await viewer('GET', `/products/${id}/history/?page_size=3`)
    const second = await viewer('GET', first.body.next.slice(first.body.next.indexOf('/products/')))
    expect([first.body.results.length, second.body.results.length, second.body.next]).toEqual([3, 1, null])
    expect((await viewer('GET', `/products/${id}/history/?page=2`)).body.reason).toBe('unknown_parameter')
    expect((await viewer('GET', `/products/${id}/history/?page_size=0`)).status).toBe(400)
    expect((await viewer('GET', `/products/${id}/history/?cursor=nonsense`)).status).toBe(400)
  })

  it('follows the order of the changes, not that in which their transactions began', async () => {
    const id = await makeProduct()
    const { database } = api.services
    const rename = (work: UnitOfWork, name: string) => work.update(Product, id, { name })
    await database.withUnitOfWork(asSystem('begin early and change late'), async (early) => {
      await early.get(Product, id)
      await database.withUnitOfWork(asSystem('begin late and change early'), (late) => rename(late, 'First'))
      await rename(early, 'Second')
    })
    const entries = await historyOf(viewer, `/products/${id}/`)
    expect(entries.map(({ changes }) => changes.name)).toEqual([
      { old: 'First', new: 'Second' },
      { old: 'Anvil', new: 'First' },
      { old: null, new: 'Anvil' },
    ])
  })

  it('shows address and device to auditors alone', async () => {
    const id = await makeProduct()
    expect((await historyOf(viewer, `/products/${id}/`)).map((entry) => 'context' in entry)).toEqual([false])
    const [entry] = await historyOf(auditor, `/products/${id}/`)
    expect(entry?.context).toMatchObject({ request_id: expect.any(String), ip: expect.any(String) })
  })

  it('of a record of others answers exactly like that of a random id', async () => {
    const id = await makeProduct()
    const answers = [`/products/${id}/history/`, `/products/${random}/history/`].map((path) => stranger('GET', path))
    const [foreign, unknown] = await Promise.all(answers)
    expect(foreign?.status).toBe(404)
    expect(alike(foreign as never)).toEqual(alike(unknown as never))
  })

  it('leaves out fields that the reader may not read now', async () => {
    const id = await makeProduct({ description: 'secret recipe' })
    await manager('PATCH', `/products/${id}/`, { description: 'another recipe' })
    const limited = await memberWith([{ resource: 'product', action: 'view', fields: ['name', 'sku'] }])
    const entries = await historyOf(limited, `/products/${id}/`)
    expect(entries.map(({ changes }) => Object.keys(changes).sort())).toEqual([[], ['name', 'sku']])
    expect(JSON.stringify(entries)).not.toContain('recipe')
  })

  it('keeps masked values masked, also for a superuser', async () => {
    const { id } = await api.member(ours, 'member')
    await api.admin('PATCH', `/users/${id}/`, { email: `changed-${id}@example.com` })
    const entries = await historyOf(api.admin, `/users/${id}/`)
    expect(entries.find(({ changes }) => 'email' in changes)?.changes.email).toMatchObject({ new: '***' })
    expect(JSON.stringify(entries)).not.toContain('@example.com')
  })

  it('tells nothing of who signed in or looked', async () => {
    const entries = await historyOf(manager, `/users/${manager.id}/`)
    expect(entries.map(({ action_type }) => action_type)).not.toContain('LOGIN_SUCCESS')
  })

  it('is there for the own profile, by tRPC too', async () => {
    const mine = await viewer('PATCH', '/profiles/me/', { job_title: 'Smith' })
    await viewer('PATCH', '/profiles/me/', { job_title: 'Farrier' })
    const entries = await historyOf(viewer, '/profiles/me/')
    expect(entries[0]?.changes).toEqual({ job_title: { old: 'Smith', new: 'Farrier' } })
    const page = await trpc(viewer, 'profile.history', { id: mine.body.id, limit: 1 })
    expect(page.data).toMatchObject({ rows: [{ actionType: 'UPDATE' }], nextCursor: expect.any(String) })
    const foreign = await trpc(stranger, 'profile.history', { id: mine.body.id })
    expect([foreign.status, foreign.code]).toEqual([404, 'not_found'])
  })

  it('is an address of every resource, but of the trail itself and of what others share', () => {
    const gets = restRoutes.filter(({ method }) => method === 'GET').map(({ path }) => path)
    const plurals = gets.flatMap((path) => /^\/([a-z-]+)\/\{id\}$/.exec(path)?.[1] ?? [])
    const missing = plurals.filter((plural) => !gets.includes(`/${plural}/{id}/history`))
    expect(missing).toEqual(['shared-with-me', 'audit-logs'])
  })

  it('is also that of rows of no organization: shared roles, units', async () => {
    const changed = await api.admin('PATCH', '/uoms/KG/', { symbol: 'kilo' })
    expect(changed.status).toBe(200)
    const [entry] = await historyOf(viewer, '/uoms/KG/')
    expect(entry?.changes).toMatchObject({ symbol: { new: 'kilo' } })
  })
})

describe('restoring a version', () => {
  it('puts the fields back to what they were right after an entry, as one more change', async () => {
    const id = await makeProduct({ tags: ['a'], custom_fields: { color: 'red' } })
    await manager('PATCH', `/products/${id}/`, { name: 'Big anvil', tags: [], custom_fields: {} })
    await manager('PATCH', `/products/${id}/`, { name: 'Huge anvil' })
    const [, , first] = await historyOf(manager, `/products/${id}/`)
    const { status, body } = await manager('POST', `/products/${id}/history/${first?.id}/restore/`)
    expect(status).toBe(200)
    expect(body).toMatchObject({ name: 'Anvil', tags: ['a'], custom_fields: { color: 'red' }, version: 4, skipped: [] })
    const { skipped: _, ...row } = body
    expect((await manager('GET', `/products/${id}/`)).body).toEqual(row)
    const [entry] = await historyOf(manager, `/products/${id}/`)
    expect(entry).toMatchObject({ action_type: 'UPDATE', changes: { name: { old: 'Huge anvil', new: 'Anvil' } } })
  })

  it('of a random sequence of updates leads to any point of it', async () => {
    const values = fc.record(
      {
        name: fc.constantFrom('Anvil', 'Hammer', 'Tongs'),
        description: fc.constantFrom('', 'heavy', 'light'),
        status: fc.constantFrom('draft', 'active'),
        tags: fc.uniqueArray(fc.constantFrom('a', 'b'), { maxLength: 2 }),
        custom_fields: fc.dictionary(fc.constantFrom('color', 'size'), fc.oneof(fc.integer(), fc.constant('red'))),
      },
      { requiredKeys: [] },
    )
    const fields = ['name', 'description', 'status', 'tags', 'custom_fields']
    const shown = (row: Readonly<Record<string, unknown>>) =>
      Object.fromEntries(fields.map((field) => [field, row[field]]))
    const property = fc.asyncProperty(
      fc.array(values, { minLength: 1, maxLength: 5 }),
      fc.nat(),
      async (steps, pick) => {
        const path = `/products/${await makeProduct()}/`
        const byVersion = new Map([[1, shown((await manager('GET', path)).body)]])
        for (const step of steps) {
          const { body } = await manager('PATCH', path, step)
          byVersion.set(body.version, shown(body))
        }
        const versions = [...byVersion.values()]
        const entries = (await historyOf(manager, path)).reverse()
        expect(entries).toHaveLength(versions.length)
        const place = pick % versions.length
        const { status } = await manager('POST', `${path}history/${entries[place]?.id}/restore/`)
        expect([200, 409]).toContain(status)
        expect(shown((await manager('GET', path)).body)).toEqual(versions[place])
      },
    )
    await fc.assert(property, { numRuns: 15 })
  })

  it('of a role speaks of whose a file is as it is said today', async () => {
    const fileGrant = (own: string, fields: readonly string[]) => ({
      ...{ resource: 'file', action: 'view', fields },
      where: { field: own, op: 'eq', value: '$principal.userId' },
    })
    const grants = [fileGrant('uploadedBy', ['originalFilename', 'uploadedBy'])]
    const { body: role } = await api.admin('POST', '/roles/', { organization: ours, slug: 'old', name: 'Old', grants })
    const path = `/roles/${role.id}/`
    expect((await api.admin('PATCH', path, { grants: [] })).status).toBe(200)
    const [, first] = await historyOf(api.admin, path)
    const { status, body } = await api.admin('POST', `${path}history/${first?.id}/restore/`)
    expect([status, body.grants]).toEqual([
      200,
      [fileGrant('createdBy', ['originalFilename', 'uploadedBy', 'createdBy'])],
    ])
  })

  it('that changes nothing is a conflict', async () => {
    const id = await makeProduct()
    const [entry] = await historyOf(manager, `/products/${id}/`)
    const { status, body } = await manager('POST', `/products/${id}/history/${entry?.id}/restore/`)
    expect([status, body.reason, body.details]).toEqual([409, 'nothing_to_restore', { skipped: [] }])
  })

  it('needs the permission to change the record', async () => {
    const id = await makeProduct()
    await manager('PATCH', `/products/${id}/`, { name: 'Other' })
    const [, entry] = await historyOf(viewer, `/products/${id}/`)
    const path = `/products/${id}/history/${entry?.id}/restore/`
    expect((await viewer('POST', path)).status).toBe(403)
    expect((await stranger('POST', path)).status).toBe(404)
    expect((await viewer('GET', `/products/${id}/`)).body.name).toBe('Other')
  })

  it('with an entry of another record is not found', async () => {
    const [one, other] = [await makeProduct(), await makeProduct()]
    await manager('PATCH', `/products/${one}/`, { name: 'Other' })
    const [entry] = await historyOf(manager, `/products/${other}/`)
    for (const wrong of [entry?.id, random, 'x']) {
      const { status, body } = await manager('POST', `/products/${one}/history/${wrong}/restore/`)
      expect([status, body.detail]).toEqual([404, 'No such audit entry'])
    }
  })

  it('of a deleted record is a conflict: it is restored first', async () => {
    const id = await makeProduct()
    await manager('PATCH', `/products/${id}/`, { name: 'Other' })
    await manager('DELETE', `/products/${id}/`)
    const entry = (await historyOf(manager, `/products/${id}/`)).at(-1)
    const path = `/products/${id}/history/${entry?.id}/restore/`
    expect((await manager('POST', path)).body.reason).toBe('deleted')
    await manager('POST', `/products/${id}/restore/`)
    expect((await manager('POST', path)).body).toMatchObject({ name: 'Anvil', deleted_at: null })
  })

  it('does not touch fields that are closed, to the eye or to the hand', async () => {
    const id = await makeProduct({ description: 'old' })
    await manager('PATCH', `/products/${id}/`, { name: 'Other', description: 'new', status: 'active' })
    const path = `/products/${id}/`
    const entry = (await historyOf(manager, path)).at(-1)
    const blind = await memberWith([
      { resource: 'product', action: 'view', fields: ['name', 'status'] },
      { resource: 'product', action: 'change', fields: ['name'] },
    ])
    const refused = await blind('POST', `${path}history/${entry?.id}/restore/`)
    expect([refused.status, refused.body.reason, Object.keys(refused.body.errors)]).toEqual([
      403,
      'closed_field',
      ['status'],
    ])

    const half = await memberWith([
      { resource: 'product', action: 'view', fields: ['name'] },
      { resource: 'product', action: 'change' },
    ])
    const { status, body } = await half('POST', `${path}history/${entry?.id}/restore/`)
    expect([status, body.name, body.skipped]).toEqual([200, 'Anvil', []])
    expect((await manager('GET', path)).body).toMatchObject({ description: 'new', status: 'active' })
  })

  it('skips what the trail masks, and says so', async () => {
    const { id } = await api.member(ours, 'member')
    const own = await api.signIn((await api.admin('GET', `/users/${id}/`)).body.username)
    await own('PATCH', `/users/${id}/`, { email: `another-${id}@example.com`, password })
    const entry = (await historyOf(own, `/users/${id}/`)).at(-1)
    const { status, body } = await own('POST', `/users/${id}/history/${entry?.id}/restore/`)
    expect([status, body.reason]).toEqual([409, 'nothing_to_restore'])
    expect(body.details.skipped).toContain('email')
  })

  it('is there for the own profile', async () => {
    const mine = await viewer('PATCH', '/profiles/me/', { job_title: 'One' })
    await viewer('PATCH', '/profiles/me/', { job_title: 'Two' })
    const [, entry] = await historyOf(viewer, '/profiles/me/')
    const { status, body } = await viewer('POST', `/profiles/me/history/${entry?.id}/restore/`)
    expect([status, body.job_title, body.id]).toEqual([200, 'One', mine.body.id])
    expect((await stranger('POST', `/profiles/me/history/${entry?.id}/restore/`)).status).toBe(404)
  })

  it('goes through the record’s own rules: the last owner stays', async () => {
    const organization = await api.organization('Owned')
    const { id } = await api.member(organization, 'viewer')
    const [{ id: membership }] = (await api.admin('GET', `/organization-memberships/?user=${id}`)).body.results
    const path = `/organization-memberships/${membership}/`
    for (const role of ['member', 'owner']) await api.admin('PATCH', path, { role })
    const [, member] = await historyOf(api.admin, path)
    const refused = await api.admin('POST', `${path}history/${member?.id}/restore/`)
    expect([refused.status, refused.body.reason]).toEqual([409, 'last_owner'])
    await api.member(organization, 'owner')
    const { status, body } = await api.admin('POST', `${path}history/${member?.id}/restore/`)
    expect([status, body.role_name]).toEqual([200, 'Member'])
    const [last] = await historyOf(api.admin, path)
    expect(last?.action_type).toBe('PERMISSION_CHANGE')
  })

  it('works by tRPC alike', async () => {
    const id = await makeProduct()
    await manager('PATCH', `/products/${id}/`, { name: 'Other' })
    const page = await trpc(manager, 'product.history', { id })
    const { rows } = page.data as { rows: { id: string }[] }
    const restored = await trpc(manager, 'product.restoreVersion', { id, entry: rows[1]?.id }, 'POST')
    expect(restored.data).toMatchObject({ name: 'Anvil', version: 3, skipped: [] })
    const audit = await trpc(auditor, 'auditEntry.list', {
      limit: 1,
      filter: { field: 'objectId', op: 'eq', value: id },
    })
    expect(audit.data).toMatchObject({ rows: [{ actionType: 'UPDATE', objectId: id }] })
    expect((await trpc(viewer, 'auditEntry.list', {})).code).toBe('forbidden')
    expect((await trpc(auditor, 'auditEntry.update', { id, values: {} }, 'POST')).status).toBe(404)
  })
})
