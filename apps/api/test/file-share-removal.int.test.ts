import { makeAvailable } from '@groundwork/db/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Caller, startTestApi, type TestApi } from './support/start-test-api.ts'

type Person = Caller & { readonly id: string; readonly username: string }

let api: TestApi
let home: string
let owner: Person
let friend: Person

beforeAll(async () => {
  api = await startTestApi({ REQUESTS_PER_MINUTE: '100000' })
  home = await api.organization('Home')
  owner = await api.member(home, 'owner')
  friend = await api.member(home, 'uploader')
})
afterAll(() => api.stop())

async function fileOf(caller: Caller, fields: Readonly<Record<string, string>> = {}): Promise<string> {
  const form = new FormData()
  for (const [field, value] of Object.entries({ organization: home, ...fields })) form.append(field, value)
  form.append('file', new Blob([`words ${Math.random()}`]), 'notes.txt')
  const { status, body } = await caller('POST', '/files/upload/', form)
  expect({ status, body }).toMatchObject({ status: 201 })
  await makeAvailable(api.sql, body.id)
  return body.id
}

const made = async (answer: ReturnType<Caller>) => {
  const { status, body } = await answer
  expect({ status, body }).toMatchObject({ status: 201 })
  return body
}

const linkTo = async (caller: Caller, path: string, terms: object = {}) =>
  new URL((await made(caller('POST', `${path}links/`, terms))).url).pathname

const asKey = (key: string) => (path: string) =>
  fetch(`${api.url}/api/v1${path}`, { headers: { 'X-API-Key': key } }).then(({ status }) => status)

const publicly = async (path: string, init: RequestInit = {}) =>
  (await fetch(api.url + path, { ...init, headers: { Accept: 'application/json' } })).status

/** Somebody with every way in that there is, and everything by which they let others in. */
async function somebodyWithEverything() {
  const leaver = await api.member(home, 'manager')
  const folder = (await made(leaver('POST', '/folders/', { name: `Box of ${leaver.username}`, organization: home }))).id
  const [own, byUser, byRole] = [await fileOf(leaver, { folder }), await fileOf(owner), await fileOf(owner)]
  const inFolder = await fileOf(owner, { folder })
  await made(owner('POST', `/files/${byUser}/shares/`, { user: leaver.id, permission: 'download', can_reshare: true }))
  await made(owner('POST', `/files/${byRole}/shares/`, { role: 'manager', permission: 'download' }))
  await made(owner('POST', `/folders/${folder}/shares/`, { user: leaver.id, permission: 'download' }))
  await made(leaver('POST', `/files/${own}/shares/`, { user: friend.id, permission: 'download' }))
  await made(leaver('POST', `/folders/${folder}/shares/`, { user: friend.id, permission: 'download' }))
  const { key } = await made(leaver('POST', '/api-keys/', { name: 'all of mine', organization: home }))
  const ticket = await leaver('POST', '/files/zip-tickets/', { ids: [own] })
  expect(ticket.status, JSON.stringify(ticket.body)).toBeLessThan(300)
  const links = {
    file: await linkTo(leaver, `/files/${own}/`),
    folder: await linkTo(leaver, `/folders/${folder}/`),
    upload: await linkTo(leaver, `/folders/${folder}/`, { kind: 'upload' }),
  }
  const zip = new URL(ticket.body.url as string, api.url)
  return { leaver, own, byUser, byRole, inFolder, folder, key: asKey(key), zip: zip.pathname + zip.search, links }
}
type Everything = Awaited<ReturnType<typeof somebodyWithEverything>>

const bringTo = (path: string) => {
  const body = new FormData()
  body.append('file', new Blob(['brought']), 'brought.txt')
  return publicly(`${path}/upload`, { method: 'POST', body })
}

async function waysIn({ leaver, own, byUser, byRole, inFolder, folder, key, links }: Everything) {
  const status = async (path: string) => (await leaver('GET', path)).status
  return {
    'their own file': await status(`/files/${own}/download/`),
    'a file shared with them': await status(`/files/${byUser}/download/`),
    'a file shared with their role': await status(`/files/${byRole}/download/`),
    'a file in a folder shared with them': await status(`/files/${inFolder}/download/`),
    'that folder': await status(`/folders/${folder}/`),
    'their key': await key(`/files/${own}/`),
    'their key, by a share': await key(`/files/${byUser}/`),
    'a link of theirs': await publicly(`${links.file}/download`),
    'a link of theirs to a folder': await publicly(`${links.folder}/files`),
    'an upload link of theirs': await bringTo(links.upload),
    'what they shared': (await friend('GET', `/files/${own}/download/`)).status,
    'what they shared by a folder': (await friend('GET', `/files/${inFolder}/download/`)).status,
  }
}

const closed = (answer: number) => [401, 403, 404].includes(answer)

describe('somebody who is removed has no way in left, and those whom they let in have none either', () => {
  it.each([
    [
      'as a member',
      async ({ leaver }: Everything) => {
        const { body } = await owner('GET', `/organization-memberships/?user=${leaver.id}`)
        const mine = body.results.find((row: { organization: string }) => row.organization === home)
        expect((await owner('DELETE', `/organization-memberships/${mine.id}/`)).status).toBe(204)
      },
    ],
    [
      'by being disabled',
      async ({ leaver }: Everything) => {
        expect((await api.admin('POST', `/users/${leaver.id}/deactivate/`)).status).toBe(200)
      },
    ],
  ] as const)('%s', async (_, remove) => {
    const everything = await somebodyWithEverything()
    const before = await waysIn(everything)
    expect(Object.entries(before).filter(([, answer]) => closed(answer))).toEqual([])
    await remove(everything)
    const after = await waysIn(everything)
    expect(Object.entries(after).filter(([, answer]) => !closed(answer))).toEqual([])
    expect(closed(await publicly(everything.zip))).toBe(true)
    // And whoever owns it sees that these are dead, instead of not seeing them.
    const shares = (await owner('GET', `/files/${everything.byUser}/shares/`)).body.results
    expect(shares).toEqual([expect.objectContaining({ user: everything.leaver.id, effective: null })])
    const given = (await owner('GET', `/files/${everything.own}/shares/`)).body.results
    expect(given).toEqual([expect.objectContaining({ created_by: everything.leaver.id, effective: null })])
    const [link] = (await owner('GET', `/files/${everything.own}/links/`)).body.results
    expect(link).toMatchObject({ end: 'maker' })
  })
})

it('sharing makes nothing beside the share: no link that its owner does not see', async () => {
  const file = await fileOf(owner)
  await made(owner('POST', `/files/${file}/shares/`, { user: friend.id, permission: 'view', can_reshare: true }))
  const [count] = await api.sql<{ links: number; shares: number }>(
    `select (select count(*)::int from file_link where file_id = $1) as links, (select count(*)::int from file_share where file_id = $1) as shares`,
    [file],
  )
  expect(count).toEqual({ links: 0, shares: 1 })
  // One that a receiver makes is the owner's to see and to end.
  const link = await made(friend('POST', `/files/${file}/links/`, { kind: 'view' }))
  expect((await owner('GET', `/files/${file}/access/`)).body.links).toEqual([
    expect.objectContaining({ id: link.id, made_by: friend.username }),
  ])
  expect((await owner('DELETE', `/links/${link.id}/`)).status).toBe(204)
})
