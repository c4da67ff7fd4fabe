import { makeAvailable } from '@groundwork/db/testing'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type Caller, startTestApi, type TestApi } from './support/start-test-api.ts'

type Person = Caller & { readonly id: string; readonly username: string }
interface Item {
  readonly id: string
  readonly file: { readonly original_filename: string } | null
  readonly folder: { readonly name: string } | null
}
interface Page {
  readonly results: readonly Item[]
  readonly next: string | null
}

let api: TestApi
let home: string
let owner: Person
/** Sees only their own files. */
let guest: Person

beforeAll(async () => {
  api = await startTestApi()
})
afterAll(() => api.stop())
beforeEach(async () => {
  home = await api.organization('Home')
  owner = await api.member(home, 'owner')
  guest = await api.member(home, 'uploader')
})

async function fileOf(caller: Caller, name: string): Promise<string> {
  const form = new FormData()
  form.append('organization', home)
  form.append('file', new Blob([`notes of ${name}`]), name)
  const { status, body } = await caller('POST', '/files/upload/', form)
  expect(status).toBe(201)
  await makeAvailable(api.sql, body.id)
  return body.id
}
const folderOf = async (name: string, parent?: string) =>
  (await owner('POST', '/folders/', { name, organization: home, ...(parent && { parent }) })).body.id
const share = async (place: string, terms: object, giver: Caller = owner) => {
  const { status, body } = await giver('POST', `${place}/shares/`, { permission: 'view', ...terms })
  expect(status).toBe(201)
  return body.id
}
const sharedFile = async (name: string, terms: object = {}) => {
  const id = await fileOf(owner, name)
  return { id, share: await share(`/files/${id}`, { user: guest.id, ...terms }) }
}
const nameOf = ({ file, folder }: Item) => file?.original_filename ?? folder?.name
const listed = async (query = '', caller: Caller = guest): Promise<string[]> =>
  (await caller('GET', `/shared-with-me/${query}`)).body.results.map(nameOf)

describe('what others share with somebody', () => {
  it('is listed once each, the newest first, with who gave it, when, how much and until when', async () => {
    const plan = await sharedFile('plan.txt', { permission: 'view' })
    const expires_at = new Date(Date.now() + 3_600_000).toISOString()
    const byRole = await share(`/files/${plan.id}`, { role: 'uploader', permission: 'download', expires_at })
    const folder = await folderOf('Drawings')
    await share(`/folders/${folder}`, { user: guest.id, permission: 'delete', can_reshare: true })
    const { status, body } = await guest('GET', '/shared-with-me/')
    expect(status).toBe(200)
    expect(body).toMatchObject({ count: null, next: null, previous: null })
    expect(body.results).toEqual([
      {
        id: folder,
        permission: 'delete',
        can_reshare: true,
        file: null,
        folder: { id: folder, name: 'Drawings', organization: home, organization_name: expect.any(String) },
        share: expect.objectContaining({ created_by_username: owner.username, role: null, expires_at: null }),
      },
      expect.objectContaining({
        id: plan.id,
        permission: 'download',
        can_reshare: false,
        folder: null,
        file: expect.objectContaining({ id: plan.id, abilities: ['download'] }),
        share: expect.objectContaining({
          id: byRole,
          permission: 'download',
          role_name: 'Uploader',
          expires_at,
          created_at: expect.any(String),
        }),
      }),
    ])
  })

  it('leaves out what was given back, has ended, is deleted or in quarantine, and gifts that are worth nothing', async () => {
    const kept = await sharedFile('kept.txt')
    const revoked = await sharedFile('revoked.txt')
    const expired = await sharedFile('expired.txt')
    const deleted = await sharedFile('deleted.txt')
    const infected = await sharedFile('infected.txt')
    const manager = await api.member(home, 'manager')
    const [own, left] = [await fileOf(owner, 'of a manager.txt'), await fileOf(owner, 'of one who left.txt')]
    await share(`/files/${own}`, { user: guest.id }, manager)
    const leaver = await api.member(home, 'manager')
    await share(`/files/${left}`, { user: guest.id }, leaver)
    expect(await listed()).toHaveLength(7)

    expect((await guest('DELETE', `/files/${revoked.id}/shares/${revoked.share}/`)).status).toBe(204)
    await api.sql(`update file_share set expires_at = now() - interval '1 second' where id = $1`, [expired.share])
    expect((await owner('DELETE', `/files/${deleted.id}/`)).status).toBe(204)
    await api.sql(`update file set status = 'quarantined' where id = $1`, [infected.id])
    await api.sql(
      `update membership set role_id = (select id from role where slug = 'viewer' and organization_id is null) where user_id = $1`,
      [manager.id],
    )
    await api.sql('update app_user set is_active = false where id = $1', [leaver.id])
    expect(await listed()).toEqual(['kept.txt'])
    expect((await owner('POST', `/files/${deleted.id}/restore/`)).status).toBe(200)
    expect(await listed()).toEqual(['deleted.txt', 'kept.txt'])
    expect(kept.id).not.toBe(deleted.id)
  })

  it('is sorted by name or moment, searched, and narrowed to files or folders and to organizations', async () => {
    for (const name of ['b report.txt', 'A report.txt', 'c 100%.txt']) await sharedFile(name)
    await share(`/folders/${await folderOf('Bills')}`, { user: guest.id })
    expect(await listed('?ordering=name')).toEqual(['A report.txt', 'b report.txt', 'Bills', 'c 100%.txt'])
    expect(await listed('?ordering=-name&kind=file')).toEqual(['c 100%.txt', 'b report.txt', 'A report.txt'])
    expect(await listed('?ordering=shared_at')).toEqual(['b report.txt', 'A report.txt', 'c 100%.txt', 'Bills'])
    expect(await listed('?kind=folder')).toEqual(['Bills'])
    expect(await listed('?search=REPORT%20b&ordering=name')).toEqual(['A report.txt', 'b report.txt'].slice(1))
    expect(await listed('?search=%25')).toEqual(['c 100%.txt'])
    const elsewhere = await api.organization('Elsewhere')
    expect(await listed(`?organization=${elsewhere}`)).toEqual([])
    expect(await listed(`?organization=${elsewhere},${home}`)).toHaveLength(4)
  })

  it.each([
    ['-shared_at', ['5.txt', '3.txt', '2.txt', '1.txt']],
    ['name', ['1.txt', '2.txt', '3.txt', '5.txt']],
  ])('comes page by page in the order %s, past gifts that are worth nothing', async (ordering, names) => {
    const gone = await api.member(home, 'manager')
    for (const name of ['1.txt', '2.txt', '3.txt', '4.txt', '5.txt']) {
      if (name !== '4.txt') await sharedFile(name)
      else await share(`/files/${await fileOf(owner, name)}`, { user: guest.id }, gone)
    }
    await api.sql('delete from membership where user_id = $1', [gone.id])
    const found: (string | undefined)[] = []
    let next: string | null = `/shared-with-me/?ordering=${ordering}&limit=2`
    for (let page = 0; next !== null && page < 9; page++) {
      const { body }: { body: Page } = await guest('GET', next.replace(/^.*\/api\/v1/, ''))
      found.push(...body.results.map(nameOf))
      next = body.next
    }
    expect(found).toEqual(names)
  })

  it.each(['name', '-name', 'shared_at', '-shared_at'])(
    'goes on in the order %s where the last of a page is revoked, renamed or gone before the next is asked for',
    async (ordering) => {
      const shared: { id: string; share: string; name: string }[] = []
      for (const name of ['1.txt', '2.txt', '3.txt', '4.txt', '5.txt'])
        shared.push({ ...(await sharedFile(name)), name })
      const expected = (ordering.startsWith('-') ? shared.toReversed() : shared).map(({ name }) => name)
      const lose = [
        ({ id, share }: { id: string; share: string }) => owner('DELETE', `/files/${id}/shares/${share}/`),
        ({ id }: { id: string }) => owner('PATCH', `/files/${id}/`, { original_filename: 'z.txt' }),
        ({ id }: { id: string }) => owner('DELETE', `/files/${id}/`),
      ]
      const found: (string | undefined)[] = []
      let next: string | null = `/shared-with-me/?ordering=${ordering}&limit=1`
      for (const change of lose) {
        const { body }: { body: Page } = await guest('GET', (next ?? '').replace(/^.*\/api\/v1/, ''))
        const last = shared.find(({ id }) => id === body.results.at(-1)?.id)
        found.push(body.results.map(nameOf).join())
        next = body.next
        expect((await change(last ?? expect.fail())).status).toBeLessThan(300)
      }
      const { body }: { body: Page } = await guest('GET', (next ?? '').replace(/^.*\/api\/v1/, ''))
      expect([...found, body.results.map(nameOf).join()]).toEqual(expected.slice(0, 4))
    },
  )

  it('takes no made-up place, nor one of somebody else', async () => {
    const hidden = await fileOf(owner, '3.txt')
    for (const name of ['4.txt', '5.txt']) await sharedFile(name)
    const place = ['name', hidden, new Date().toISOString()]
    const madeUp = Buffer.from(JSON.stringify(place)).toString('base64url')
    const { body } = await guest('GET', '/shared-with-me/?ordering=name&limit=1')
    const theirs = new URL(body.next).searchParams.get('cursor') ?? ''
    const other = await api.member(home, 'uploader')
    for (const [caller, cursor] of [
      [guest, madeUp],
      [other, theirs],
    ] as const) {
      expect(await caller('GET', `/shared-with-me/?ordering=name&cursor=${cursor}`)).toMatchObject({
        status: 400,
        body: { reason: 'invalid_cursor' },
      })
    }
  })

  it('never says a name in where a page ends, and takes no such place from another order', async () => {
    for (const name of ['secret one.txt', 'secret two.txt']) await sharedFile(name)
    const { body } = await guest('GET', '/shared-with-me/?ordering=name&limit=1')
    const cursor = new URL(body.next).searchParams.get('cursor') ?? ''
    expect(Buffer.from(cursor.replace(/^v1\./, ''), 'base64url').toString()).not.toContain('secret')
    for (const query of [`?cursor=${cursor}`, '?cursor=nonsense']) {
      expect(await guest('GET', `/shared-with-me/${query}`)).toMatchObject({
        status: 400,
        body: { reason: 'invalid_cursor' },
      })
    }
    expect((await guest('GET', '/shared-with-me/?kind=link')).body.errors).toEqual({ kind: ['Must be file or folder'] })
    for (const query of ['?ordering=size', '?kind=link', '?limit=0', '?limit=many', '?colour=red'])
      expect((await guest('GET', `/shared-with-me/${query}`)).status).toBe(400)
  })

  it('does not answer to names that its giver does not see', async () => {
    const grants = [
      { resource: 'file', action: 'view', fields: ['status', 'organization'] },
      { resource: 'file', action: 'share' },
    ]
    const role = { organization: home, slug: 'blind', name: 'Blind', grants }
    expect((await api.admin('POST', '/roles/', role)).status).toBe(201)
    const file = await fileOf(owner, 'codename.txt')
    await share(`/files/${file}`, { user: guest.id }, await api.member(home, 'blind'))
    expect((await guest('GET', '/shared-with-me/')).body.results).toMatchObject([{ id: file }])
    expect((await guest('GET', '/shared-with-me/?search=codename')).body.results).toEqual([])
  })
})

describe('a folder that is shared', () => {
  it('says the way to it from what is shared, and nothing of what that lies in', async () => {
    const hidden = await folderOf('Hidden')
    const top = await folderOf('Shared', hidden)
    const below = await folderOf('Below', top)
    await share(`/folders/${top}`, { user: guest.id })
    expect((await guest('GET', `/shared-with-me/${below}/`)).body.path).toEqual([
      { id: top, name: 'Shared' },
      { id: below, name: 'Below' },
    ])
    expect((await guest('GET', `/shared-with-me/${hidden}/`)).status).toBe(404)
    await share(`/folders/${hidden}`, { role: 'uploader' })
    expect((await guest('GET', `/shared-with-me/${below}/`)).body.path).toHaveLength(3)
  })
})
