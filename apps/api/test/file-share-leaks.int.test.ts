import { makeAvailable } from '@groundwork/db/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Caller, startTestApi, type TestApi } from './support/start-test-api.ts'

type Person = Caller & { readonly id: string; readonly username: string }

/** Stands in every name, word and tag of what was never shared. */
const secret = 'canary-unshared'

let api: TestApi
let home: string
let owner: Person
/** Sees only their own files by their role. */
let guest: Person
let folder: string
let shared: string
let other: string
let beside: string

beforeAll(async () => {
  api = await startTestApi({ REQUESTS_PER_MINUTE: '100000' })
  home = await api.organization('Home')
  owner = await api.member(home, 'owner')
  guest = await api.member(home, 'uploader')
  folder = (await owner('POST', '/folders/', { name: `${secret} folder`, organization: home })).body.id
  shared = await fileOf('open.txt', 'first words', { folder })
  other = await fileOf(`${secret}.txt`, `${secret} words`, { folder, tags: secret })
  beside = await fileOf(`${secret} beside.txt`, `${secret} words beside`, { tags: secret })
  const terms = { user: guest.id, permission: 'delete', can_reshare: true }
  expect((await owner('POST', `/files/${shared}/shares/`, terms)).status).toBe(201)
})
afterAll(() => api.stop())

async function fileOf(name: string, text: string, fields: Readonly<Record<string, string>> = {}): Promise<string> {
  const form = new FormData()
  for (const [field, value] of Object.entries({ organization: home, ...fields })) form.append(field, value)
  form.append('file', new Blob([text]), name)
  const { status, body } = await owner('POST', '/files/upload/', form)
  expect({ status, body }).toMatchObject({ status: 201 })
  await makeAvailable(api.sql, body.id)
  return body.id
}

const told = async (caller: Caller, method: string, path: string, body?: unknown): Promise<string> => {
  const answer = await caller(method, path, body)
  return typeof answer.body === 'string' ? answer.body : JSON.stringify(answer.body)
}

/** Everything that tells of files in general, or of this one. */
const questions = (): readonly (readonly [method: string, path: string, body?: unknown])[] => [
  ['GET', '/files/?page_size=100'],
  ['GET', '/files/?search=canary'],
  ['GET', `/files/?folder=${folder}`],
  ['GET', `/files/?filter=${encodeURIComponent(JSON.stringify({ field: 'tags', op: 'contains', value: secret }))}`],
  ['GET', '/files/?search=words'],
  ['GET', '/folders/'],
  ['GET', `/folders/${folder}/`],
  ['GET', `/files/${other}/`],
  ['GET', `/files/${other}/activity/`],
  ['GET', `/files/${other}/versions/`],
  ['GET', `/files/${other}/history/`],
  ['GET', `/files/${other}/used-by/`],
  ['GET', `/files/${other}/text/`],
  ['GET', `/files/${other}/access/`],
  ['GET', `/files/${other}/shares/`],
  ['GET', `/files/${other}/download/`],
  ['POST', '/files/zip/', { ids: [shared, other] }],
  ['POST', '/files/zip/', { folders: [folder] }],
  ['POST', `/files/${other}/copy/`, { folder: null }],
  ['GET', `/shared-with-me/${folder}/`],
  ['GET', `/audit-logs/?object_id=${other}`],
  ['GET', `/tags/usage/?organization=${home}`],
  ['POST', '/files/name-conflicts/', { organization: home, folder, names: [`${secret}.txt`] }],
  ['GET', `/storage-quotas/${home}/`],
]

describe('a share of one file tells nothing of any other', () => {
  it('at none of the doors', async () => {
    const leaks: string[] = []
    let seenByOwner = 0
    for (const [method, path, body] of questions()) {
      const answer = (await told(guest, method, path, body)).replaceAll(path, '')
      const names = method === 'POST' ? JSON.stringify(body) : ''
      for (const word of [secret, other, beside]) {
        // A name that the question itself holds is no news.
        if (answer.includes(word) && !names.includes(word)) leaks.push(`${method} ${path}: ${answer.slice(0, 200)}`)
      }
      if ((await told(owner, method, path, body)).includes(secret)) seenByOwner += 1
    }
    expect(leaks).toEqual([])
    // Were the questions wrong ones, nobody would hear anything.
    expect(seenByOwner).toBeGreaterThan(10)
  })

  it('nor whether a name is taken in a folder that is not seen', async () => {
    const ask = (name: string) => guest('POST', '/files/name-conflicts/', { organization: home, folder, names: [name] })
    const [taken, free] = [await ask(`${secret}.txt`), await ask('free.txt')]
    expect({ ...taken.body, request_id: '' }).toEqual({ ...free.body, request_id: '' })
    expect(taken.status).toBe(free.status)
  })

  it('nor by numbers: what is counted is what is seen', async () => {
    const { body } = await guest('GET', '/files/')
    expect([body.count, body.results]).toEqual([0, []])
    expect((await guest('GET', '/shared-with-me/')).body.results).toHaveLength(1)
  })
})

describe('of the shared file itself a share opens what it is now', () => {
  it('its row and bytes, and not its past, its trail, or who else has it', async () => {
    const form = new FormData()
    form.append('file', new Blob(['second words']), 'open.txt')
    const next = await owner('POST', `/files/${shared}/versions/`, form)
    expect(next.status).toBe(201)
    await makeAvailable(api.sql, shared)
    await api.sql('update file set version_number = 2, new_version_status = null where id = $1', [shared])
    expect(await guest('GET', `/files/${shared}/download/`)).toMatchObject({ status: 200, body: 'second words' })
    expect(await owner('GET', `/files/${shared}/download/?version=1`)).toMatchObject({ status: 200 })
    for (const rest of ['download/?version=1', 'versions/', 'history/', 'activity/', 'used-by/'])
      expect(await guest('GET', `/files/${shared}/${rest}`), rest).toMatchObject({ status: 404 })
    expect((await guest('GET', `/files/${shared}/access/`)).status).toBe(403)
    const [own] = (await guest('GET', `/files/${shared}/shares/`)).body.results
    expect(own).toMatchObject({ user: guest.id })
  })

  it('none of the fields that its giver may not see', async () => {
    const role = await api.admin('POST', '/roles/', {
      organization: home,
      slug: 'narrow',
      name: 'Narrow',
      grants: [
        { resource: 'file', action: 'view', fields: ['originalFilename', 'status', 'organization', 'createdBy'] },
        { resource: 'file', action: 'download' },
        { resource: 'file', action: 'share' },
      ],
    })
    expect({ status: role.status, body: role.body }).toMatchObject({ status: 201 })
    const giver = await api.member(home, 'narrow')
    await owner('PATCH', `/files/${beside}/`, { tags: ['for-insiders'] })
    const seen = await told(giver, 'GET', `/files/${beside}/`)
    expect(seen).not.toContain('for-insiders')
    expect((await giver('POST', `/files/${beside}/shares/`, { user: guest.id, permission: 'view' })).status).toBe(201)
    for (const path of [`/files/${beside}/`, '/shared-with-me/']) {
      const answer = await told(guest, 'GET', path)
      expect(answer).toContain(beside)
      expect(answer).not.toContain('for-insiders')
    }
  })
})
