import { makeAvailable } from '@groundwork/db/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Caller, startTestApi, type TestApi } from './support/start-test-api.ts'

type Person = Caller & { readonly id: string; readonly username: string }

let api: TestApi
let home: string
let owner: Person
/** Adds files, sees only their own, and may not share. */
let bob: Person
let cai: Person
let stranger: Person

beforeAll(async () => {
  api = await startTestApi()
  home = await api.organization('Home')
  owner = await api.member(home, 'owner')
  bob = await api.member(home, 'uploader')
  cai = await api.member(home, 'uploader')
  stranger = await api.member(await api.organization('Elsewhere'), 'owner')
})
afterAll(() => api.stop())

async function fileOf(caller: Caller, more: Readonly<Record<string, string>> = {}): Promise<string> {
  const form = new FormData()
  form.append('organization', home)
  for (const [name, value] of Object.entries(more)) form.append(name, value)
  form.append('file', new Blob([`notes of ${Math.random()}`]), 'notes.txt')
  const { status, body } = await caller('POST', '/files/upload/', form)
  expect(status).toBe(201)
  await makeAvailable(api.sql, body.id)
  return body.id
}

const share = (caller: Caller, file: string, terms: object) => caller('POST', `/files/${file}/shares/`, terms)
const status = async (answer: ReturnType<Caller>) => (await answer).status
const reach = async (caller: Caller, file: string) => ({
  seen: await status(caller('GET', `/files/${file}/`)),
  taken: await status(caller('GET', `/files/${file}/download/`)),
  signed: await status(caller('GET', `/files/${file}/access-url/`)),
})
const nothing = { seen: 404, taken: 404, signed: 404 }

describe('a share', () => {
  it('opens exactly what it says, at every door, and closes them when it ends', async () => {
    const file = await fileOf(owner)
    expect(await reach(bob, file)).toEqual(nothing)
    const { status: made, body } = await share(owner, file, { user: bob.id, permission: 'view' })
    expect(made).toBe(201)
    expect(body).toMatchObject({ effective: 'view', username: bob.username, created_by_username: owner.username })
    expect(await reach(bob, file)).toEqual({ seen: 200, taken: 403, signed: 403 })
    expect(await reach(cai, file)).toEqual(nothing)

    expect(await status(owner('PATCH', `/files/${file}/shares/${body.id}/`, { permission: 'download' }))).toBe(200)
    expect(await reach(bob, file)).toEqual({ seen: 200, taken: 200, signed: 200 })
    expect((await bob('GET', `/files/${file}/`)).body.abilities).toEqual(['download'])
    expect(await status(bob('DELETE', `/files/${file}/`))).toBe(403)
    expect(await status(bob('PATCH', `/files/${file}/`, { original_filename: 'mine.txt' }))).toBe(404)

    expect(await status(owner('DELETE', `/files/${file}/shares/${body.id}/`))).toBe(204)
    expect(await reach(bob, file)).toEqual(nothing)
  })

  it('to delete lets one delete that file and no other', async () => {
    const [file, other] = [await fileOf(owner), await fileOf(owner)]
    await share(owner, file, { user: bob.id, permission: 'delete' })
    expect(await status(bob('DELETE', `/files/${other}/`))).toBe(404)
    expect(await status(bob('DELETE', `/files/${file}/`))).toBe(204)
    expect(await status(owner('GET', `/files/${file}/`))).toBe(404)
    expect(await reach(bob, file)).toEqual(nothing)
  })

  it('with a role is for all who hold it, also those who come later', async () => {
    const file = await fileOf(owner)
    expect(await status(share(owner, file, { role: 'uploader', permission: 'download' }))).toBe(201)
    expect((await reach(cai, file)).taken).toBe(200)
    const later = await api.member(home, 'uploader')
    expect((await reach(later, file)).taken).toBe(200)
  })

  it('ends at its moment', async () => {
    const file = await fileOf(owner)
    const terms = { user: bob.id, permission: 'view', expires_at: new Date(Date.now() + 3_600_000).toISOString() }
    expect(await status(share(owner, file, terms))).toBe(201)
    expect((await reach(bob, file)).seen).toBe(200)
    await api.sql(`update file_share set expires_at = now() - interval '1 second' where file_id = $1`, [file])
    expect(await reach(bob, file)).toEqual(nothing)
    expect(await share(owner, file, { ...terms, expires_at: '2020-01-01T00:00:00Z' })).toMatchObject({
      status: 400,
      body: { reason: 'in_the_past' },
    })
  })

  it('of a folder opens what lies below it now, and nothing that has left it', async () => {
    const top = (await owner('POST', '/folders/', { name: 'Shared', organization: home })).body.id
    const below = (await owner('POST', '/folders/', { name: 'Deep', organization: home, parent: top })).body.id
    const file = await fileOf(owner)
    expect(await status(owner('PATCH', `/files/${file}/`, { folder: below }))).toBe(200)
    expect(await status(owner('POST', `/folders/${top}/shares/`, { user: cai.id, permission: 'download' }))).toBe(201)
    expect(await reach(cai, file)).toEqual({ seen: 200, taken: 200, signed: 200 })
    expect((await cai('GET', `/shared-with-me/${top}/`)).body).toMatchObject({ folders: [{ id: below }], files: [] })
    const { body } = await cai('GET', `/shared-with-me/${below}/`)
    expect(body.files).toEqual([expect.objectContaining({ id: file, abilities: ['download'] })])

    expect(await status(owner('PATCH', `/files/${file}/`, { folder: null }))).toBe(200)
    expect(await reach(cai, file)).toEqual(nothing)
    expect((await cai('GET', `/shared-with-me/${below}/`)).body.files).toEqual([])
  })
})

describe('nobody passes on more than they have', () => {
  it('neither without the right to share nor beyond their own right', async () => {
    const file = await fileOf(bob)
    expect(await share(bob, file, { user: cai.id, permission: 'view' })).toMatchObject({
      status: 403,
      body: { reason: 'may_not_share' },
    })
    const shared = await fileOf(owner)
    await share(owner, shared, { user: bob.id, permission: 'download', can_reshare: true })
    expect(await share(bob, shared, { user: cai.id, permission: 'delete' })).toMatchObject({
      status: 403,
      body: { reason: 'more_than_own', errors: { permission: ['At most download'] } },
    })
    expect(await status(share(bob, shared, { user: cai.id, permission: 'download' }))).toBe(201)
    expect((await reach(cai, shared)).taken).toBe(200)
  })

  it('what was passed on shrinks and ends with what it came from', async () => {
    const file = await fileOf(owner)
    const first = await share(owner, file, { user: bob.id, permission: 'delete', can_reshare: true })
    await share(bob, file, { user: cai.id, permission: 'delete' })
    const update = (terms: object) => owner('PATCH', `/files/${file}/shares/${first.body.id}/`, terms)
    expect((await cai('GET', `/files/${file}/`)).body.abilities).toEqual(['download', 'delete'])
    await update({ permission: 'view' })
    expect((await cai('GET', `/files/${file}/`)).body.abilities).toEqual([])
    expect((await reach(cai, file)).taken).toBe(403)
    await update({ can_reshare: false })
    expect(await reach(cai, file)).toEqual(nothing)
  })

  it('a giver who is demoted, removed or disabled takes the share with them, and the list says that it is dead', async () => {
    const giver = await api.member(home, 'manager')
    const file = await fileOf(owner)
    expect(await status(share(giver, file, { user: bob.id, permission: 'delete' }))).toBe(201)
    const rights = async () => (await owner('GET', `/files/${file}/shares/`)).body.results[0].effective
    expect(await rights()).toBe('delete')

    const role = async (slug: string) =>
      api.sql(
        `update membership set role_id = (select id from role where slug = $2 and organization_id is null) where user_id = $1`,
        [giver.id, slug],
      )
    await role('viewer')
    expect(await reach(bob, file)).toEqual(nothing)
    expect(await rights()).toBeNull()
    await role('manager')
    expect((await reach(bob, file)).taken).toBe(200)

    await api.sql('update membership set is_active = false where user_id = $1', [giver.id])
    expect(await reach(bob, file)).toEqual(nothing)
    await api.sql('update membership set is_active = true where user_id = $1', [giver.id])
    await api.sql('update app_user set is_active = false where id = $1', [giver.id])
    expect(await reach(bob, file)).toEqual(nothing)
    expect(
      (await bob('GET', '/shared-with-me/')).body.results.map((item: { file: { id: string } | null }) => item.file?.id),
    ).not.toContain(file)
  })

  it('a receiver who leaves the organization has left the share as well', async () => {
    const guest = await api.member(home, 'uploader')
    await api.sql('delete from membership where user_id = $1 and organization_id <> $2', [guest.id, home])
    const file = await fileOf(owner)
    await share(owner, file, { user: guest.id, permission: 'download' })
    expect((await reach(guest, file)).taken).toBe(200)
    await api.sql('delete from membership where user_id = $1', [guest.id])
    expect(await reach(await api.signIn(guest.username), file)).toEqual(nothing)
  })

  it('removing one share leaves none hidden: every one of the file is listed, with its giver', async () => {
    const file = await fileOf(owner)
    const byUser = await share(owner, file, { user: bob.id, permission: 'download' })
    const byRole = await share(owner, file, { role: 'uploader', permission: 'view' })
    await owner('DELETE', `/files/${file}/shares/${byUser.body.id}/`)
    expect(await reach(bob, file)).toEqual({ seen: 200, taken: 403, signed: 403 })
    const { body } = await owner('GET', `/files/${file}/access/`)
    const person = body.people.find(({ user }: { user: string }) => user === bob.id)
    expect(person).toMatchObject({
      right: 'view',
      reasons: [{ by: 'share', share: byRole.body.id, given_by: owner.username, role: 'Uploader' }],
    })
    expect(await status(share(owner, file, { role: 'uploader', permission: 'view' }))).toBe(409)
  })

  it('nobody is given the same twice, not even by two at once: ending it would leave the other', async () => {
    const file = await fileOf(owner)
    for (const to of [{ user: bob.id }, { role: 'uploader' }]) {
      const answers = await Promise.all([1, 2, 3].map(() => share(owner, file, { ...to, permission: 'view' })))
      expect(answers.map((answer) => answer.status).sort()).toEqual([201, 409, 409])
    }
  })
})

describe('two ids of which one is allowed', () => {
  it.each(['GET', 'POST'])('%s /files/{foreign}/shares/ answers as for no file at all', async (method) => {
    const file = await fileOf(owner)
    const body = method === 'POST' ? { user: stranger.id, permission: 'view' } : undefined
    const foreign = await stranger(method, `/files/${file}/shares/`, body)
    const none = await stranger(method, '/files/019aa5d0-0000-7000-8000-000000000000/shares/', body)
    expect(foreign.status).toBe(404)
    expect({ ...foreign.body, request_id: '' }).toEqual({ ...none.body, request_id: '' })
  })

  it('nobody outside the organization is given anything', async () => {
    const file = await fileOf(owner)
    expect(await share(owner, file, { user: stranger.id, permission: 'view' })).toMatchObject({
      status: 400,
      body: { errors: { user: ['Is no member of this organization'] } },
    })
    expect(await share(owner, file, { user: owner.id, permission: 'view' })).toMatchObject({
      body: { reason: 'own_share' },
    })
    expect(await reach(stranger, file)).toEqual(nothing)
  })

  it('a share is neither changed nor ended through another file, nor by those whom it does not concern', async () => {
    const file = await fileOf(owner)
    const { body } = await share(owner, file, { user: bob.id, permission: 'view' })
    const theirs = await stranger('POST', '/files/upload/', await formOf('x'))
    expect(await status(stranger('DELETE', `/files/${theirs.body.id}/shares/${body.id}/`))).toBe(404)
    expect(
      await status(stranger('PATCH', `/files/${theirs.body.id}/shares/${body.id}/`, { permission: 'delete' })),
    ).toBe(404)
    expect(await status(cai('DELETE', `/files/${file}/shares/${body.id}/`))).toBe(404)
    expect(await status(bob('PATCH', `/files/${file}/shares/${body.id}/`, { permission: 'delete' }))).toBe(403)
    const other = await fileOf(owner)
    expect(await status(owner('DELETE', `/files/${other}/shares/${body.id}/`))).toBe(404)
    expect((await reach(bob, file)).seen).toBe(200)
    expect(await status(bob('DELETE', `/files/${file}/shares/${body.id}/`))).toBe(204)
  })

  it('nothing else goes into a share by its body', async () => {
    const file = await fileOf(owner)
    for (const extra of [{ organization: home }, { created_by: bob.id }, { file: file }, { id: file }]) {
      expect(await status(share(owner, file, { user: bob.id, permission: 'view', ...extra }))).toBe(400)
    }
  })
})

const formOf = async (text: string) => {
  const form = new FormData()
  form.append('file', new Blob([text]), 'x.txt')
  return form
}

it('a key with grants of its own gets nothing by shares', async () => {
  const file = await fileOf(owner)
  await share(owner, file, { user: bob.id, permission: 'download' })
  const { body, status: made } = await bob('POST', '/api-keys/', {
    name: 'narrow',
    organization: home,
    grants: [
      {
        resource: 'file',
        action: 'view',
        where: { field: 'createdBy', op: 'eq', value: '$principal.userId' },
      },
    ],
  })
  expect({ made, body }).toMatchObject({ made: 201, body: { key: expect.any(String) } })
  const response = await fetch(`${api.url}/api/v1/files/${file}/`, {
    headers: { 'X-API-Key': body.key },
  })
  expect(response.status).toBe(404)
})

it('what shares open is in the trail, under the name of who used them and with the share', async () => {
  const file = await fileOf(owner)
  const { body } = await share(owner, file, { user: bob.id, permission: 'download' })
  await bob('GET', `/files/${file}/download/`)
  const rows = (await api.sql(
    `select action_type, actor_label, context->>'share' as share from audit_entry where object_id = $1 and context ? 'share' order by created_at`,
    [file],
  )) as unknown
  expect(rows).toEqual([
    { action_type: 'PERMISSION_ASSIGN', actor_label: owner.username, share: body.id },
    { action_type: 'DOWNLOAD', actor_label: bob.username, share: body.id },
  ])
})

it('events about sharing tell an id and nothing else', async () => {
  const file = await fileOf(owner)
  await share(owner, file, { user: bob.id, permission: 'download' })
  const rows = (await api.sql(
    `select topic, object_id, payload from outbox_event where topic = 'file.shared' and object_id = $1`,
    [file],
  )) as unknown
  expect(rows).toEqual([{ topic: 'file.shared', object_id: file, payload: {} }])
})

it('tells those whom a share is for that it was given, changed and taken back, by an id and nothing else', async () => {
  const file = await fileOf(owner)
  const { body } = await share(owner, file, { user: bob.id, permission: 'view' })
  await owner('PATCH', `/files/${file}/shares/${body.id}/`, { permission: 'download' })
  await owner('DELETE', `/files/${file}/shares/${body.id}/`)
  const toRole = (await share(owner, file, { role: 'uploader', permission: 'view' })).body
  const told = (id: string) =>
    api.sql(
      'select topic, resource, organization_id as home, payload from outbox_event where object_id = $1 order by id',
      [id],
    )
  const news = (happened: string, to: object) => ({ topic: `share.${happened}`, resource: 'share', home, payload: to })
  const toBob = { user: bob.id, role: null }
  expect(await told(body.id)).toEqual([news('given', toBob), news('given', toBob), news('ended', toBob)])
  expect(await told(toRole.id)).toEqual([news('given', { user: null, role: toRole.role })])
})
