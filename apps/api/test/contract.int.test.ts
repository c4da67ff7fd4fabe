import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Caller, password, startTestApi, type TestApi } from './support/start-test-api.ts'

let api: TestApi
let ours: string
let theirs: string
let manager: Caller & { readonly id: string }
let stranger: Caller & { readonly id: string }

beforeAll(async () => {
  api = await startTestApi()
  ours = await api.organization('Ours')
  theirs = await api.organization('Theirs')
  manager = await api.member(ours, 'manager')
  stranger = await api.member(theirs, 'owner')
})
afterAll(() => api.stop())

const random = '0193f1a0-0000-7000-8000-00000000dead'
const product = (sku: string, more: object = {}) => ({
  organization: ours,
  sku,
  name: `Product ${sku}`,
  product_type: 'SERVICE',
  ...more,
})
const filterBy = (filter: unknown) => `filter=${encodeURIComponent(JSON.stringify(filter))}`

describe('signing in', () => {
  it('gives an access and a refresh token for a username or an e-mail address', async () => {
    for (const username of ['admin', 'admin@example.com']) {
      const { status, body } = await api.anonymous('POST', '/auth/token/', { username, password })
      expect(status).toBe(200)
      expect(body).toMatchObject({ access: expect.any(String), refresh: expect.any(String), expires_in: 600 })
    }
  })

  it('answers a wrong password and an unknown user alike, as a problem', async () => {
    const wrong = await api.anonymous('POST', '/auth/token/', { username: 'admin', password: 'wrong' })
    const unknown = await api.anonymous('POST', '/auth/token/', { username: 'nobody', password: 'wrong' })
    expect(wrong.status).toBe(401)
    expect(wrong.headers.get('content-type')).toMatch('application/problem+json')
    expect(wrong.body).toMatchObject({ code: 'unauthenticated', reason: 'invalid_credentials', status: 401 })
    expect({ ...unknown.body, request_id: '' }).toEqual({ ...wrong.body, request_id: '' })
  })

  it('exchanges a refresh token for new tokens', async () => {
    const { body } = await api.anonymous('POST', '/auth/token/', { username: 'admin', password })
    const next = await api.anonymous('POST', '/auth/token/refresh/', { refresh: body.refresh })
    expect(next.status).toBe(200)
    expect(next.body.refresh).not.toBe(body.refresh)
  })

  it('keeps the refresh token out of reach of scripts when asked to', async () => {
    const { body, headers } = await api.anonymous('POST', '/auth/token/', {
      username: 'admin',
      password,
      session: 'cookie',
    })
    expect(body.refresh).toBeUndefined()
    expect(headers.get('set-cookie')).toMatch(
      /^gw_refresh=\S+; Max-Age=2592000; Path=\/api\/v1\/auth; HttpOnly; SameSite=Strict$/,
    )
  })

  it.each([
    {},
    { username: 'admin' },
    { username: 'admin', password: '' },
    { username: 1, password: 'x' },
    { username: 'a\u0000', password: 'x' },
    { username: 'a', email: 'a', password: 'x' },
  ])('names what is wrong with %j', async (credentials) => {
    const { status, body } = await api.anonymous('POST', '/auth/token/', credentials)
    expect(status).toBe(400)
    expect(Object.keys(body.errors).length).toBeGreaterThan(0)
  })

  it('never writes a password or a token to the log', async () => {
    const { body } = await api.anonymous('POST', '/auth/token/', { username: 'admin', password })
    await api.anonymous('POST', `/auth/token/refresh/?token=${body.refresh}`, { refresh: 'nonsense' })
    for (const secret of [password, body.access, body.refresh]) expect(api.logged()).not.toContain(secret)
  })
})

describe('a caller without credentials', () => {
  it.each(['/products/', '/organizations/', '/files/', '/users/', '/roles/', '/organization-types/', '/profiles/me/'])(
    'is refused at %s',
    async (path) => {
      const { status, body, headers } = await api.anonymous('GET', path)
      expect([status, body.code, headers.get('www-authenticate')]).toEqual([401, 'unauthenticated', 'Bearer'])
    },
  )

  it('is refused before its body is read', async () => {
    const { status } = await api.anonymous('POST', '/products/', '{not json')
    expect(status).toBe(401)
  })
})

describe('reference data', () => {
  it('has the nine organization types of the seed, read by name', async () => {
    const { body } = await manager('GET', '/organization-types/')
    expect(body.count).toBe(9)
    const one = await manager('GET', `/organization-types/${encodeURIComponent('Location/Branch')}/`)
    expect(one.body).toMatchObject({ name: 'Location/Branch' })
  })

  it('has the units of the seed, and only superusers change them', async () => {
    const { body } = await manager('GET', '/uoms/?page_size=200')
    const codes = body.results.map(({ code }: { code: string }) => code)
    expect(codes).toEqual(expect.arrayContaining(['EA', 'KG', 'G', 'LB', 'M', 'L']))
    expect((await manager('PATCH', '/uoms/KG/', { symbol: 'kilo' })).status).toBe(403)
    expect((await api.admin('PATCH', '/uoms/KG/', { symbol: 'kilo' })).body.symbol).toBe('kilo')
  })

  it('lists the seeded roles', async () => {
    const { body } = await manager('GET', '/roles/?page_size=50')
    expect(body.results.map(({ slug }: { slug: string }) => slug)).toEqual(
      expect.arrayContaining(['owner', 'administrator', 'manager', 'member', 'viewer', 'uploader', 'auditor']),
    )
  })
})

describe('products', () => {
  it('are created, read, changed, listed, deleted and restored', async () => {
    const made = await manager('POST', '/products/', product('A-1', { base_uom: 'KG', tags: ['new', 'new'] }))
    expect(made.status).toBe(201)
    expect(made.body).toMatchObject({
      sku: 'A-1',
      status: 'draft',
      base_uom: 'KG',
      version: 1,
      tags: ['new'],
      organization_name: 'Ours',
    })
    const path = `/products/${made.body.id}/`

    const changed = await manager('PATCH', path, { name: 'Better', version: 1 })
    expect(changed.body).toMatchObject({ name: 'Better', version: 2, updated_by: manager.id })

    const listed = await manager('GET', '/products/?ordering=-created_at&page_size=1')
    expect(listed.body.results[0]).toEqual((await manager('GET', path)).body)

    expect(await manager('DELETE', path)).toMatchObject({ status: 204, body: '' })
    expect((await manager('GET', path)).status).toBe(404)
    expect((await manager('GET', '/products/?trash=true')).body.results).toHaveLength(1)
    expect((await manager('POST', `${path}restore/`)).body).toMatchObject({ deleted_at: null })
    expect((await manager('GET', path)).status).toBe(200)
  })

  it('have one SKU per organization: a second is a conflict on its field, elsewhere it is free', async () => {
    await manager('POST', '/products/', product('DOUBLE'))
    const again = await manager('POST', '/products/', product('DOUBLE'))
    expect(again.status).toBe(409)
    expect(Object.keys(again.body.errors)).toContain('sku')
    expect((await stranger('POST', '/products/', product('DOUBLE', { organization: theirs }))).status).toBe(201)
  })

  it('take the organization from a single membership', async () => {
    const { organization: _, ...unsaid } = product('UNSAID')
    expect((await manager('POST', '/products/', unsaid)).body.organization).toBe(ours)
    const byAdmin = await api.admin('POST', '/products/', unsaid)
    expect([byAdmin.status, Object.keys(byAdmin.body.errors)]).toEqual([400, ['organization']])
  })

  it('refuse a stale version and show the row as it is now', async () => {
    const { body } = await manager('POST', '/products/', product('STALE'))
    await manager('PATCH', `/products/${body.id}/`, { name: 'First', version: 1 })
    const late = await manager('PATCH', `/products/${body.id}/`, { name: 'Second', version: 1 })
    expect([late.status, late.body.code]).toEqual([409, 'stale'])
    expect(JSON.stringify(late.body.details)).toContain('First')
  })

  it.each([
    [{ sku: '' }, 'sku'],
    [{ sku: 'x'.repeat(101) }, 'sku'],
    [{ name: 'a\u0000b' }, 'name'],
    [{ name: 'a\ud800' }, 'name'],
    [{ custom_fields: { a: '\ud800' } }, 'custom_fields'],
    [{ constructor: 1 }, 'constructor'],
    [{ product_type: 'GADGET' }, 'product_type'],
    [{ productType: 'SERVICE' }, 'product_type'],
    [{ colour: 'red' }, 'colour'],
    [{ created_at: '2026-01-01T00:00:00Z' }, 'created_at'],
    [{ base_uom: 'PARSEC' }, 'base_uom'],
    [{ tags: 'red' }, 'tags'],
    [{ tags: [''] }, 'tags.0'],
    [{ custom_fields: [] }, 'custom_fields'],
    [{ organization: 'ours' }, 'organization'],
  ])('refuse %j and name the field', async (wrong, field) => {
    const { status, body } = await manager('POST', '/products/', product('WRONG', wrong))
    expect(status).toBe(400)
    expect(Object.keys(body.errors)).toContain(field)
  })

  it.each(['', '[]', '"x"', '{', 'null', '{"a":1}'.repeat(2)])('refuse the body %j', async (text) => {
    const { status, body } = await manager('POST', '/products/', text)
    expect([status, body.code]).toEqual([400, 'invalid'])
  })
})

describe('another organization', () => {
  it('does not exist: its rows answer like a random id, to the byte', async () => {
    const { body } = await stranger('POST', '/products/', product('SECRET', { organization: theirs }))
    const answers = ['GET', 'PATCH', 'DELETE', 'POST'].map(async (method) => {
      const suffix = method === 'POST' ? 'restore/' : ''
      const input = method === 'PATCH' ? { name: 'Mine now' } : undefined
      const [foreign, unknown] = await Promise.all(
        [body.id, random].map((id) => manager(method, `/products/${id}/${suffix}`, input)),
      )
      expect(foreign?.status).toBe(404)
      expect({ ...foreign?.body, request_id: '' }).toEqual({ ...unknown?.body, request_id: '' })
    })
    await Promise.all(answers)
    expect((await stranger('GET', `/products/${body.id}/`)).body.name).toBe('Product SECRET')
  })

  it('cannot be created in: like an organization that is not there', async () => {
    const foreign = await manager('POST', '/products/', product('X', { organization: theirs }))
    const unknown = await manager('POST', '/products/', product('X', { organization: random }))
    expect(foreign.status).toBe(404)
    expect({ ...foreign.body, request_id: '' }).toEqual({ ...unknown.body, request_id: '' })
  })

  it('is not in lists, counts or filters', async () => {
    await stranger('POST', '/products/', product('HIDDEN', { organization: theirs }))
    const { body } = await manager('GET', `/products/?${filterBy({ field: 'sku', op: 'eq', value: 'HIDDEN' })}`)
    expect(body).toMatchObject({ count: 0, results: [] })
    expect((await manager('GET', `/products/?organization=${theirs}`)).body.count).toBe(0)
    expect((await manager('GET', '/organizations/')).body.results.map(({ name }: { name: string }) => name)).toEqual([
      'Ours',
    ])
  })

  it.each(['not-an-id', '1', '%00', '..%2f..'])('and the id %s is not found, not an error of ours', async (id) => {
    expect((await manager('GET', `/products/${id}/`)).status).toBe(404)
  })
})

describe('roles', () => {
  it('let a viewer read and not write', async () => {
    const viewer = await api.member(ours, 'viewer')
    expect((await viewer('GET', '/products/')).status).toBe(200)
    const refused = await viewer('POST', '/products/', product('VIEWER'))
    expect([refused.status, refused.body.code]).toEqual([403, 'forbidden'])
  })

  it('let a member change their own rows and no others', async () => {
    const member = await api.member(ours, 'member')
    const own = await member('POST', '/products/', product('OWN'))
    const other = await manager('POST', '/products/', product('NOT-OWN'))
    expect((await member('PATCH', `/products/${own.body.id}/`, { name: 'Mine' })).status).toBe(200)
    expect((await member('PATCH', `/products/${other.body.id}/`, { name: 'Mine' })).status).toBe(403)
  })

  it('say with every row what the caller may do to it', async () => {
    const member = await api.member(ours, 'member')
    const own = await member('POST', '/products/', product('ABLE'))
    const other = await manager('POST', '/products/', product('NOT-ABLE'))
    expect([own.body.abilities, other.body.abilities]).toEqual([
      ['change', 'delete'],
      ['change', 'delete'],
    ])
    const path = `/products/${other.body.id}/`
    expect((await member('GET', path)).body.abilities).toEqual([])
    const { body } = await member('GET', '/products/?search=ABLE&ordering=sku')
    expect(body.results.map(({ sku, abilities }: { sku: string; abilities: string[] }) => [sku, abilities])).toEqual([
      ['ABLE', ['change', 'delete']],
      ['NOT-ABLE', []],
    ])
    expect(Object.keys(body.results[0]).at(-1)).toBe('abilities')
    expect((await manager('PATCH', path, { abilities: ['delete'] })).status).toBe(400)
    expect((await manager('GET', '/products/?ordering=abilities')).status).toBe(400)
    await manager('DELETE', path)
    expect((await manager('GET', '/products/?trash=true&search=NOT-ABLE')).body.results[0].abilities).toEqual([
      'restore',
    ])
    expect((await manager('POST', `${path}restore/`)).body.abilities).toEqual(['change', 'delete'])
  })

  it('are everybody’s when a superuser makes one and names no organization', async () => {
    const role = (slug: string) => ({ slug, name: 'Everybody’s' })
    const made = await api.admin('POST', '/roles/', role('of-everybody'))
    expect([made.status, made.body.organization]).toEqual([201, null])
    const path = `/roles/${made.body.id}/`
    expect((await manager('GET', path)).body).toMatchObject({ slug: 'of-everybody', abilities: [] })
    expect((await stranger('PATCH', path, { name: 'Mine' })).status).toBe(403)
    expect((await stranger('DELETE', path)).status).toBe(403)
    const forbidden = await stranger('POST', '/roles/', { ...role('mine'), organization: null })
    expect([forbidden.status, forbidden.body.code]).toEqual([403, 'forbidden'])
  })

  it('are given once per user and organization', async () => {
    const { body: roles } = await api.admin('GET', '/roles/?slug=viewer')
    const { body: user } = await api.admin('POST', '/users/', { username: 'vera', email: 'vera@example.com', password })
    const membership = { user: user.id, organization: ours, role: roles.results[0].id }
    expect((await api.admin('POST', '/organization-memberships/', membership)).status).toBe(201)
    expect((await api.admin('POST', '/organization-memberships/', membership)).status).toBe(409)
    expect(JSON.stringify(user)).not.toMatch(/password|argon/)
  })

  it('do not let a manager make users or members', async () => {
    expect((await manager('POST', '/users/', { username: 'x', email: 'x@example.com', password })).status).toBe(403)
    const { body: roles } = await manager('GET', '/roles/?slug=owner')
    const grab = { user: manager.id, organization: theirs, role: roles.results[0].id }
    expect((await manager('POST', '/organization-memberships/', grab)).status).toBe(404)
  })
})

describe('filters', () => {
  const many = { and: Array.from({ length: 50 }, () => ({ field: 'sku', op: 'eq', value: 'x' })) }
  const deep = Array.from({ length: 6 }).reduce<unknown>((inner) => ({ and: [inner] }), {
    field: 'sku',
    op: 'eq',
    value: 'x',
  })

  it.each([
    [{ field: 'nope', op: 'eq', value: 1 }, 'filter_unknown_field'],
    [{ field: 'description', op: 'eq', value: 'x' }, 'filter_unknown_field'],
    [{ field: 'createdBy.password', op: 'startswith', value: '$argon' }, 'filter_unknown_field'],
    [{ field: 'sku', op: 'like', value: 'x' }, 'filter_unknown_operator'],
    [{ field: 'created_at', op: 'gt', value: 'yesterday' }, 'filter_bad_value'],
    [{ and: 1 }, 'filter_malformed'],
    [many, 'filter_too_large'],
    [deep, 'filter_too_deep'],
  ])('refuse %j', async (filter, reason) => {
    const { status, body } = await manager('GET', `/products/?${filterBy(filter)}`)
    expect([status, body.reason]).toEqual([400, reason])
    expect(Object.keys(body.errors)[0]).toMatch(/^filter/)
  })

  it('combine, in the spelling of the seeds too', async () => {
    await manager('POST', '/products/', product('F-1', { tags: ['red'], name: 'Bolt' }))
    const filter = {
      and: [
        { field: 'organization__name', op: 'eq', value: 'Ours' },
        { field: 'product_type', op: 'in', value: ['SERVICE'] },
        { or: [{ field: 'name', op: 'icontains', value: 'bOLt' }] },
      ],
    }
    const { body } = await manager('GET', `/products/?${filterBy(filter)}&tags=red,blue&search=bolt`)
    expect(body.results.map(({ sku }: { sku: string }) => sku)).toEqual(['F-1'])
  })
})

describe('the tree of organizations', () => {
  it('shows children, descendants and ancestors, moves, and refuses a cycle', async () => {
    const make = async (name: string, parent: string | null) => {
      const { body } = await api.admin('POST', '/organizations/', {
        name,
        code: name.toUpperCase(),
        organization_type: 'Division',
        parent,
      })
      return body.id as string
    }
    const top = await make('top', null)
    const middle = await make('middle', top)
    const leaf = await make('leaf', middle)
    const names = async (path: string) => (await api.admin('GET', path)).body.map(({ name }: { name: string }) => name)

    expect(await names(`/organizations/${top}/children/`)).toEqual(['middle'])
    expect(await names(`/organizations/${top}/descendants/`)).toEqual(['middle', 'leaf'])
    expect(await names(`/organizations/${leaf}/ancestors/`)).toEqual(['top', 'middle'])

    const cycle = await api.admin('POST', `/organizations/${top}/move/`, { parent: leaf })
    expect([cycle.status, cycle.body.reason]).toEqual([409, 'cycle'])
    expect((await api.admin('POST', `/organizations/${leaf}/move/`, { parent: top })).status).toBe(200)
    expect(await names(`/organizations/${middle}/descendants/`)).toEqual([])
    const below = await api.admin('GET', `/organizations/?${filterBy({ field: 'id', op: 'descendantof', value: top })}`)
    expect(below.body.count).toBe(3)
  })

  it('is not moved away by somebody who runs a part of it', async () => {
    const top = await api.organization('Their company')
    const { body: part } = await api.admin('POST', '/organizations/', {
      name: 'Part',
      code: 'PART',
      organization_type: 'Division',
      parent: top,
    })
    const own = await api.organization('Own company')
    const runner = await api.member(part.id, 'owner')
    const { body: roles } = await api.admin('GET', '/roles/?slug=owner')
    const role = roles.results[0].id
    await api.admin('POST', '/organization-memberships/', { user: runner.id, organization: own, role })
    const move = await runner('POST', `/organizations/${part.id}/move/`, { parent: own })
    // What it hangs under is none of theirs to see.
    expect(move.status).toBe(404)
    expect((await api.admin('GET', `/organizations/${part.id}/`)).body.parent).toBe(top)
  })
})

describe('my profile', () => {
  it('is made with the user, read and changed', async () => {
    expect((await manager('GET', '/profiles/me/')).body).toMatchObject({ user: manager.id })
    const changed = await manager('PATCH', '/profiles/me/', { job_title: 'Buyer', phone_number: '+4930123456' })
    expect(changed.body).toMatchObject({ job_title: 'Buyer', phone_number: '+4930123456' })
    const wrong = await manager('PATCH', '/profiles/me/', { phone_number: '030 123456' })
    expect([wrong.status, Object.keys(wrong.body.errors)]).toEqual([400, ['phone_number']])
  })
})

describe('users', () => {
  it('change their own address, but not to one that somebody signs in with', async () => {
    const path = `/users/${stranger.id}/`
    expect((await stranger('PATCH', path, { email: 'moved@example.com', password })).body.email).toBe(
      'moved@example.com',
    )
    const taken = await stranger('PATCH', path, { email: 'admin@example.com', password })
    expect([taken.status, Object.keys(taken.body.errors)]).toEqual([409, ['email']])
  })

  it('are deactivated by a superuser alone, and are out at once', async () => {
    const leaver = await api.member(ours, 'member')
    expect((await leaver('PATCH', `/users/${leaver.id}/`, { is_active: false })).status).toBe(403)
    expect((await api.admin('PATCH', `/users/${leaver.id}/`, { is_active: false })).status).toBe(200)
    expect((await leaver('GET', '/products/')).status).toBe(401)
  })
})

describe('a file that is renamed', () => {
  it('keeps to what its bytes are, and to a name that is one', async () => {
    const form = new FormData()
    form.set('file', new Blob(['hello']), 'note.txt')
    const { body } = await manager('POST', `/files/upload/?organization=${ours}`, form)
    const rename = (name: string) => manager('PATCH', `/files/${body.id}/`, { original_filename: name })
    for (const name of ['note.exe', 'note.pdf']) {
      const refused = await rename(name)
      expect([refused.status, Object.keys(refused.body.errors)]).toEqual([400, ['original_filename']])
    }
    expect((await rename('../../better\r\n.txt')).body.original_filename).toBe('better.txt')
  })
})

describe('walking through a list', () => {
  it('neither repeats nor misses a row while others are added before it', async () => {
    const shop = await api.organization('Shop')
    const clerk = await api.member(shop, 'manager')
    const add = (name: string) =>
      clerk('POST', '/products/', { organization: shop, sku: name, name, product_type: 'SERVICE' })
    for (const name of ['b', 'c', 'd', 'e', 'f']) await add(name)
    const seen: string[] = []
    let path: string | null = '/products/?page_size=2&ordering=name'
    while (path) {
      const { body }: Awaited<ReturnType<Caller>> = await clerk('GET', path)
      seen.push(...body.results.map(({ name }: { name: string }) => name))
      await add(`a${seen.length}`)
      path = body.next?.slice(body.next.indexOf('/products/')) ?? null
    }
    expect(seen).toEqual(['b', 'c', 'd', 'e', 'f'])
  })
})

describe('API keys', () => {
  it('do not rewrite the account of their maker', async () => {
    const { body: key } = await manager('POST', '/api-keys/', { name: 'reader' })
    const change = (path: string, body: object) =>
      fetch(`${api.url}/api/v1${path}`, {
        method: 'PATCH',
        headers: { 'X-API-Key': key.key, 'Content-Type': 'application/json' },
        body: JSON.stringify(body),
      })
    expect((await change(`/users/${manager.id}/`, { email: 'evil@example.com' })).status).toBe(403)
    expect((await change('/profiles/me/', { job_title: 'x' })).status).toBe(403)
  })

  it('open what their maker may, until they are revoked', async () => {
    const { body: key } = await manager('POST', '/api-keys/', { name: 'sync' })
    const withKey = (value: string) => fetch(`${api.url}/api/v1/products/`, { headers: { 'X-API-Key': value } })
    expect((await withKey(key.key)).status).toBe(200)
    expect((await withKey(`${key.key}x`)).status).toBe(401)
    expect(JSON.stringify((await manager('GET', '/api-keys/')).body)).not.toContain(key.key)
    expect((await manager('DELETE', `/api-keys/${key.id}/`)).status).toBe(204)
    expect((await withKey(key.key)).status).toBe(401)
  })
})

describe('the documents', () => {
  it('describe every route in OpenAPI 3.1', async () => {
    const { status, body } = await api.anonymous('GET', '/openapi.json')
    expect(status).toBe(200)
    expect(body.openapi).toBe('3.1.0')
    expect(Object.keys(body.paths)).toEqual(
      expect.arrayContaining([
        '/api/v1/products/',
        '/api/v1/organizations/{id}/move/',
        '/api/v1/files/{id}/',
        '/api/v1/files/upload/',
      ]),
    )
    const parametersOf = (path: string) => body.paths[path].get.parameters.map(({ name }: { name: string }) => name)
    expect(parametersOf('/api/v1/audit-logs/')).toEqual(
      expect.arrayContaining(['resource', 'object_id', 'user', 'organization', 'action', 'created_after', 'page_size']),
    )
    expect(parametersOf('/api/v1/organization-memberships/')).toEqual(
      expect.arrayContaining(['user', 'organization', 'role', 'is_active']),
    )
    expect(parametersOf('/api/v1/products/')).not.toContain('custom_fields')
    for (const [path, method] of [
      ['/s/{token}/upload', 'post'],
      ['/s/{token}/download', 'get'],
      ['/api/v1/uploads/', 'post'],
      ['/api/v1/uploads/{id}', 'patch'],
      ['/api/v1/uploads/{id}', 'delete'],
    ] as const)
      expect(body.paths[path][method].parameters).toContainEqual(
        expect.objectContaining({ name: 'X-Link-Access', in: 'header' }),
      )
    expect(body.paths['/s/{token}'].post.parameters.map(({ name }: { name: string }) => name)).toEqual(['token'])
    const formAt = (path: string) => body.paths[path].post.requestBody.content['multipart/form-data'].schema
    expect(formAt('/s/{token}/upload')).toMatchObject({
      required: ['file'],
      properties: { relative_path: { type: 'string' }, file: { format: 'binary' } },
    })
    expect(Object.keys(formAt('/api/v1/files/upload/').properties)).toEqual(
      expect.arrayContaining(['organization', 'folder', 'replaces', 'tags', 'file']),
    )
    expect(body.paths['/api/v1/uploads/'].post.parameters).toContainEqual(
      expect.objectContaining({ name: 'Upload-Metadata', description: expect.stringContaining('relative_path') }),
    )
    const atRoot = await fetch(`${api.url}/api/openapi.json`)
    expect(await atRoot.json()).toMatchObject({ openapi: '3.1.0' })
  })

  it('answer an unknown address and a method that is not there', async () => {
    expect((await manager('GET', '/nothing/')).status).toBe(404)
    const { status, headers, body } = await manager('DELETE', '/products/')
    expect([status, headers.get('allow'), body.code]).toEqual([405, 'GET, POST', 'method_not_allowed'])
  })
})
