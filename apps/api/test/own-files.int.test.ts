import { makeAvailable } from '@groundwork/db/testing'
import { type Grant, ownRows } from '@groundwork/domain'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createLinkScene } from './support/link-scene.ts'
import type { Caller } from './support/start-test-api.ts'

const scene = await createLinkScene()
const { api, home, owner, maker, bring, fileOf, folderOf, linkTo } = scene
afterAll(() => api.stop())

/** As the web client writes a crossing of a subject and "their own rows". */
const own = (resource: string, ...actions: string[]): Grant[] =>
  actions.map((action) => ({ resource, action, where: ownRows }))

const grants: Grant[] = [
  { resource: 'organization', action: 'view' },
  { resource: 'file', action: 'add' },
  ...own('file', 'view', 'download', 'change', 'delete', 'share'),
  { resource: 'folder', action: 'add' },
  ...own('folder', 'view', 'share'),
]

beforeAll(async () => {
  const role = { organization: home, slug: 'own-only', name: 'Own only', grants }
  expect((await owner('POST', '/roles/', role)).status).toBe(201)
})

/** Brought by a stranger through somebody's link; its id as nobody but the database tells it. */
async function broughtTo(by: Caller): Promise<string> {
  const { token } = await linkTo(by, 'folders', await folderOf(by, `Inbox ${Math.random()}`), { kind: 'upload' })
  const name = `${Math.random()}.txt`
  expect((await bring(token, 'abc', name)).status).toBe(201)
  const [file] = await api.sql<{ id: string }>('select id from file where original_filename = $1', [name])
  await makeAvailable(api.sql, file?.id ?? '')
  return file?.id ?? ''
}

const statusOf = async (by: Caller, method: string, path: string, body?: unknown) =>
  (await by(method, path, body)).status
const idsOf = async (by: Caller, query = '') =>
  (await by('GET', `/files/${query}`)).body.results.map(({ id }: { id: string }) => id)

describe('what came through a link is the own of its maker, as what they brought themselves:', () => {
  it('a role for their own rows sees, changes and deletes it, and nobody else’s', async () => {
    const [ada, ben] = [await api.member(home, 'own-only'), await api.member(home, 'own-only')]
    const [brought, uploaded, theirs] = [await broughtTo(ada), await fileOf(ada), await broughtTo(ben)]
    expect((await idsOf(ada)).sort()).toEqual([brought, uploaded].sort())
    const { body } = await ada('GET', `/files/${brought}/`)
    expect(body).toMatchObject({ created_by: ada.id, created_by_username: ada.username, uploaded_by: null })
    expect(body.abilities).toEqual(expect.arrayContaining(['download', 'change', 'delete', 'share']))

    for (const file of [brought, uploaded]) {
      expect(await statusOf(ada, 'GET', `/files/${file}/download/`)).toBe(200)
      expect(await statusOf(ada, 'PATCH', `/files/${file}/`, { tags: ['mine'] })).toBe(200)
      expect(await statusOf(ben, 'GET', `/files/${file}/`)).toBe(404)
      expect(await statusOf(ada, 'DELETE', `/files/${file}/`)).toBe(204)
    }
    expect(await statusOf(ada, 'DELETE', `/files/${theirs}/`)).toBe(404)
    expect(await statusOf(ada, 'GET', `/files/${theirs}/download/`)).toBe(404)
  })

  it('somebody who became an uploader keeps it, where the link is none of theirs any more', async () => {
    const ada = await api.member(home, 'member')
    const [brought, theirs] = [await broughtTo(ada), await broughtTo(maker)]
    await api.sql(
      `update membership set role_id = (select id from role where slug = 'uploader' and is_seeded) where user_id = $1`,
      [ada.id],
    )
    const uploader = await api.signIn(ada.username)
    expect(await idsOf(uploader)).toEqual([brought])
    expect(await statusOf(uploader, 'GET', `/files/${theirs}/`)).toBe(404)
    expect(await statusOf(uploader, 'GET', `/files/${brought}/download/`)).toBe(200)
    expect(await statusOf(uploader, 'PATCH', `/files/${brought}/`, { tags: ['mine'] })).toBe(200)
    expect(await statusOf(uploader, 'DELETE', `/files/${brought}/`)).toBe(204)
  })

  it('a list by owner finds it, and one by who uploaded does not', async () => {
    const ada = await api.member(home, 'member')
    const [brought, uploaded] = [await broughtTo(ada), await fileOf(ada)]
    expect((await idsOf(owner, `?created_by=${ada.id}`)).sort()).toEqual([brought, uploaded].sort())
    expect(await idsOf(owner, `?uploaded_by=${ada.id}`)).toEqual([uploaded])
  })
})
