import { makeAvailable } from '@groundwork/db/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Caller, startTestApi, type TestApi } from './support/start-test-api.ts'

let api: TestApi
let home: string
let owner: Caller
let viewer: Caller
let stranger: Caller

beforeAll(async () => {
  api = await startTestApi()
  home = await api.organization('Home')
  owner = await api.member(home, 'owner')
  viewer = await api.member(home, 'viewer')
  stranger = await api.member(await api.organization('Elsewhere'), 'owner')
})
afterAll(() => api.stop())

const formOf = (bytes: string, fields: Readonly<Record<string, string>> = {}) => {
  const form = new FormData()
  for (const [name, value] of Object.entries(fields)) form.append(name, value)
  form.append('file', new Blob([bytes]), 'plan.txt')
  return form
}

/** A file of two versions, of which the second is served. */
async function twoVersions() {
  const { body: file } = await owner('POST', '/files/upload/', formOf('first', { organization: home }))
  await makeAvailable(api.sql, file.id)
  const { status, body } = await owner('POST', `/files/${file.id}/versions/`, formOf('second one'))
  expect([status, body.id, body.version_number, body.new_version_status]).toEqual([201, file.id, 1, 'stored'])
  await makeAvailable(api.sql, file.id)
  await api.sql('update file set version_number = 2, new_version_status = null where id = $1', [file.id])
  return file.id as string
}

/** What is downloaded, its status first. */
async function download(by: Caller, path: string) {
  const response = await fetch(`${api.url}/api/v1/files/${path}`, { headers: { Authorization: `Bearer ${by.token}` } })
  return [response.status, await response.text()]
}

describe('the versions of a file', () => {
  it('are listed, newest first, to whoever may see it', async () => {
    const id = await twoVersions()
    const { status, body } = await viewer('GET', `/files/${id}/versions/`)
    expect(status).toBe(200)
    expect(body).toMatchObject({
      count: 2,
      results: [
        { number: 2, is_current: true, file_name: 'plan.txt', file_size: 10 },
        { number: 1, is_current: false, file_size: 5, mime_type: 'text/plain' },
      ],
    })
    expect(JSON.stringify(body)).not.toContain(`${home}/`)
    expect((await stranger('GET', `/files/${id}/versions/`)).status).toBe(404)
  })

  it('are served by number, and otherwise the one that counts', async () => {
    const id = await twoVersions()
    expect(await download(viewer, `${id}/download/`)).toEqual([200, 'second one'])
    expect(await download(viewer, `${id}/download/?version=1`)).toEqual([200, 'first'])
    const [none] = await download(viewer, `${id}/download/?version=3`)
    const [nonsense] = await download(viewer, `${id}/download/?version=first`)
    expect([none, nonsense]).toEqual([404, 400])
  })

  it('come through the usual form as well, which names the file', async () => {
    const id = await twoVersions()
    const { status, body } = await owner('POST', '/files/upload/', formOf('third', { replaces: id }))
    expect([status, body.id, body.new_version_status]).toEqual([201, id, 'stored'])
    const wrong = await owner('POST', '/files/upload/', formOf('x', { organization: home, replaces: 'that one' }))
    expect([wrong.status, Object.keys(wrong.body.errors)]).toEqual([400, ['replaces']])
    const theirs = await stranger('POST', `/files/${id}/versions/`, formOf('x'))
    expect(theirs.status).toBe(404)
  })

  it('are named, restored and removed', async () => {
    const id = await twoVersions()
    expect((await owner('PATCH', `/files/${id}/versions/1/`, { label: 'As sent' })).status).toBe(204)
    const restored = await owner('POST', `/files/${id}/versions/1/restore/`)
    expect([restored.status, restored.body.version_number, restored.body.file_size]).toEqual([200, 3, 5])
    expect((await owner('DELETE', `/files/${id}/versions/2/`)).status).toBe(204)
    const { body } = await owner('GET', `/files/${id}/versions/`)
    expect(body.results).toMatchObject([
      { number: 3, restored_from: 1, label: null },
      { number: 1, label: 'As sent' },
    ])
    expect((await owner('DELETE', `/files/${id}/versions/3/`)).status).toBe(409)
  })

  it('are fetched by a browser from an address that works once, and stands in no log', async () => {
    const id = await twoVersions()
    const { status, body } = await viewer('POST', `/files/${id}/versions/1/tickets/`)
    expect(status).toBe(201)
    const { pathname, search, searchParams } = new URL(body.url)
    expect((await fetch(`${api.url}${pathname}${search}`, { method: 'HEAD' })).status).toBeGreaterThanOrEqual(400)
    const path = `${pathname.replace('/api/v1', '')}${search}`
    const first = await api.anonymous('GET', path)
    expect([first.status, first.body, first.headers.get('content-disposition')]).toEqual([
      200,
      'first',
      expect.stringMatching(/^attachment; filename="plan.txt"/),
    ])
    expect(await api.anonymous('GET', path)).toMatchObject({ status: 403, body: { reason: 'ticket_invalid' } })
    expect(api.logged()).not.toContain(searchParams.get('ticket'))
    expect((await stranger('POST', `/files/${id}/versions/1/tickets/`)).status).toBe(404)
    expect((await viewer('POST', `/files/${id}/versions/9/tickets/`)).status).toBe(404)
    const headers = { 'Content-Type': 'application/json', Authorization: `Bearer ${viewer.token}` }
    const called = await fetch(`${api.url}/api/trpc/file.versionTicket`, {
      method: 'POST',
      headers,
      body: JSON.stringify({ id, number: 1 }),
    })
    const { result } = (await called.json()) as { result: { data: { url: string } } }
    expect(new URL(result.data.url).pathname).toBe(pathname)
  })

  it('are fetched from such an address by nobody whose session has ended since', async () => {
    const id = await twoVersions()
    const leaver = await api.member(home, 'viewer')
    const { body } = await leaver('POST', `/files/${id}/versions/1/tickets/`)
    const { pathname, search } = new URL(body.url)
    expect((await leaver('POST', '/auth/logout-all/')).status).toBe(204)
    const late = await api.anonymous('GET', `${pathname.replace('/api/v1', '')}${search}`)
    expect(late).toMatchObject({ status: 403, body: { reason: 'ticket_invalid' } })
  })

  it.each([
    ['PATCH', '/versions/1/', { label: 'x' }],
    ['DELETE', '/versions/1/', undefined],
    ['POST', '/versions/1/restore/', undefined],
  ] as const)('%s %s is not for viewers, and a stranger finds nothing', async (method, path, body) => {
    const id = await twoVersions()
    expect((await viewer(method, `/files/${id}${path}`, body)).status).toBe(403)
    expect((await stranger(method, `/files/${id}${path}`, body)).status).toBe(404)
  })

  it('that no address can be of are none', async () => {
    const id = await twoVersions()
    for (const number of ['0', '-1', 'one', '9', '99999999'])
      expect((await owner('DELETE', `/files/${id}/versions/${number}/`)).status, number).toBe(404)
  })
})
