import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Caller, startTestApi, type TestApi } from './support/start-test-api.ts'

let api: TestApi
let organization: string
let member: Caller
let file: string

beforeAll(async () => {
  api = await startTestApi()
  organization = await api.organization('Packers')
  member = await api.member(organization, 'member')
  const form = new FormData()
  form.append('organization', organization)
  form.append('file', new Blob(['some text']), 'notes.txt')
  file = (await member('POST', '/files/upload/', form)).body.id
  await api.sql(`update file set status = 'available' where id = $1`, [file])
  await api.sql(`update file_version set status = 'available' where file_id = $1`, [file])
  await api.sql(
    `update blob set scan_verdict = 'clean' where id in (select blob_id from file_version where file_id = $1)`,
    [file],
  )
})
afterAll(() => api.stop())

it('streams a selection', async () => {
  const { status, headers, body } = await member('POST', '/files/zip/', { ids: [file] })
  expect(status).toBe(200)
  expect(headers.get('content-type')).toBe('application/zip')
  expect(headers.get('content-disposition')).toMatch(/^attachment; filename="Files .*\.zip"/)
  expect(body).toMatch(/^PK/)
  expect(body).toContain('notes.txt')
})

it('answers before the first byte what cannot be', async () => {
  expect((await api.anonymous('POST', '/files/zip/', { ids: [file] })).status).toBe(401)
  const stranger = await api.member(await api.organization('Elsewhere'), 'owner')
  expect((await stranger('POST', '/files/zip/', { ids: [file] })).status).toBe(404)
  expect(await member('POST', '/files/zip/', { ids: [] })).toMatchObject({ status: 400, body: { errors: {} } })
})

it('gives a browser an address that works once', async () => {
  const { status, body } = await member('POST', '/files/zip-tickets/', { ids: [file], organization })
  expect(status).toBe(201)
  const address = new URL(body.url)
  const path = `${address.pathname.replace('/api/v1', '')}${address.search}`
  expect((await fetch(body.url.replace(address.origin, api.url), { method: 'HEAD' })).status).toBe(405)
  expect((await api.anonymous('GET', path)).body).toContain('notes.txt')
  expect(await api.anonymous('GET', path)).toMatchObject({ status: 403, body: { reason: 'ticket_invalid' } })
  expect(api.logged()).not.toContain(address.searchParams.get('ticket'))
})
