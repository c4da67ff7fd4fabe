import { makeAvailable } from '@groundwork/db/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { type Caller, startTestApi, type TestApi } from './support/start-test-api.ts'

type Person = Caller & { readonly id: string }
type Answers = Record<string, { content?: Record<string, { schema: Parameters<typeof z.fromJSONSchema>[0] }> }>
type Document = { paths: Record<string, Record<string, { responses: Answers }>> }

let api: TestApi
let home: string
let owner: Person
let friend: Person
let document: Document

beforeAll(async () => {
  api = await startTestApi()
  home = await api.organization('Home')
  owner = await api.member(home, 'owner')
  friend = await api.member(home, 'uploader')
  document = (await api.anonymous('GET', '/openapi.json')).body
})
afterAll(() => api.stop())

const inJson = 'application/json'

/** What an answer says beside what the document says of it: nothing is missing, and nothing is more. */
async function asDocumented(door: string, answer: ReturnType<Caller>, status = 200) {
  const { status: given, body } = await answer
  expect(given, door).toBe(status)
  const [method = '', path = ''] = door.split(' ')
  const schema = document.paths[path]?.[method.toLowerCase()]?.responses[status]?.content?.[inJson]?.schema
  expect(schema, door).toBeDefined()
  const read = z.fromJSONSchema(schema ?? false).safeParse(body)
  expect(read.error?.issues ?? [], door).toEqual([])
  return body
}

/** What a link is, is said with the address that people come by. */
const here = (address: string) => `${api.url}${new URL(address).pathname}`

async function publicly(method: string, url: string, body?: object) {
  const headers = { Accept: inJson, ...(body && { 'Content-Type': inJson }) }
  const answer = await fetch(here(url), { method, headers, ...(body && { body: JSON.stringify(body) }) })
  return { status: answer.status, body: await answer.json(), headers: answer.headers }
}

async function fileIn(folder: string): Promise<string> {
  const form = new FormData()
  form.append('organization', home)
  form.append('folder', folder)
  form.append('file', new Blob(['notes']), 'notes.txt')
  const { body } = await owner('POST', '/files/upload/', form)
  await makeAvailable(api.sql, body.id)
  return body.id
}

describe('the document', () => {
  /** tus answers in headers. */
  const inHeaders = ['post /api/v1/uploads/ 201', 'head /api/v1/uploads/{id} 200']

  it('says what each answer with a body looks like', () => {
    const unsaid = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.entries(methods).flatMap(([method, { responses }]) =>
        Object.entries(responses)
          .filter(([status, { content }]) => status.startsWith('2') && status !== '204' && !content)
          .map(([status]) => `${method} ${path} ${status}`),
      ),
    )
    expect(unsaid.toSorted()).toEqual(inHeaders.toSorted())
  })

  it('says of shares, and of what is shared, what is answered', async () => {
    const { body: folder } = await owner('POST', '/folders/', { organization: home, name: 'Shared' })
    const file = await fileIn(folder.id)
    const shares = '/api/v1/files/{id}/shares/'
    const terms = { user: friend.id, permission: 'download', can_reshare: true }
    const share = await asDocumented(`POST ${shares}`, owner('POST', `/files/${file}/shares/`, terms), 201)
    const change = owner('PATCH', `/files/${file}/shares/${share.id}/`, { expires_at: '2999-01-01T00:00:00Z' })
    await asDocumented(`PATCH ${shares}{share}/`, change)
    await asDocumented(`GET ${shares}`, owner('GET', `/files/${file}/shares/`))
    const ofFolder = { role: 'uploader', permission: 'view' }
    const made = owner('POST', `/folders/${folder.id}/shares/`, ofFolder)
    await asDocumented('POST /api/v1/folders/{id}/shares/', made, 201)
    await asDocumented('GET /api/v1/files/{id}/access/', owner('GET', `/files/${file}/access/`))
    const page = await asDocumented('GET /api/v1/shared-with-me/', friend('GET', '/shared-with-me/'))
    expect(page.results).toHaveLength(2)
    await asDocumented('GET /api/v1/shared-with-me/{id}/', friend('GET', `/shared-with-me/${folder.id}/`))
    await asDocumented('GET /api/v1/files/{id}/imports/', owner('GET', `/files/${file}/imports/`))
  })

  it('says of links, and of what is behind them, what is answered', async () => {
    const { body: folder } = await owner('POST', '/folders/', { organization: home, name: 'Linked' })
    const file = await fileIn(folder.id)
    const [ofFile, ofFolder] = [`/files/${file}/links/`, `/folders/${folder.id}/links/`]
    const terms = { password: 'open sesame', download_limit: 3 }
    const link = await asDocumented('POST /api/v1/files/{id}/links/', owner('POST', ofFile, terms), 201)
    await asDocumented('GET /api/v1/files/{id}/links/', owner('GET', ofFile))
    await asDocumented('GET /s/{token}', publicly('GET', link.url))
    await asDocumented('POST /s/{token}', publicly('POST', link.url, { password: 'open sesame' }))
    await asDocumented('PATCH /api/v1/links/{id}/', owner('PATCH', `/links/${link.id}/`, { password: null }))
    await asDocumented('GET /s/{token}', publicly('GET', link.url))
    await asDocumented('GET /api/v1/links/{id}/activity/', owner('GET', `/links/${link.id}/activity/`))
    const { body: look } = await owner('POST', ofFolder, { kind: 'view' })
    await asDocumented('GET /s/{token}/files', publicly('GET', `${look.url}/files`))
    const { body: door } = await owner('POST', ofFolder, { kind: 'upload' })
    await asDocumented('GET /s/{token}', publicly('GET', door.url))
    const form = new FormData()
    form.append('file', new Blob(['brought']), 'brought.txt')
    const brought = await fetch(here(`${door.url}/upload`), { method: 'POST', body: form })
    const answer = { status: brought.status, body: await brought.json(), headers: brought.headers }
    await asDocumented('POST /s/{token}/upload', Promise.resolve(answer), 201)
  })
})
