import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { startTestApi, type TestApi } from './support/start-test-api.ts'

let api: TestApi
let web: Server
let address: string

beforeAll(async () => {
  web = createServer((_req, res) => res.end('bytes of the web')).listen(0, '127.0.0.1')
  await once(web, 'listening')
  address = `http://127.0.0.1:${(web.address() as AddressInfo).port}/notes.txt`
  api = await startTestApi({ OUTBOUND_ALLOW: '127.0.0.1/32' })
})
afterAll(async () => {
  web.close()
  await api.stop()
})

it('fetches a file for whoever may upload', async () => {
  const organization = await api.organization('Importers')
  const member = await api.member(organization, 'member')
  const { status, body } = await member('POST', '/files/import-url/', { url: address, organization })
  expect(status).toBe(201)
  expect(body).toMatchObject({ original_filename: 'notes.txt', file_size: 16, organization })

  const viewer = await api.member(organization, 'viewer')
  expect((await viewer('POST', '/files/import-url/', { url: address, organization })).status).toBe(403)
  const refused = await member('POST', '/files/import-url/', { url: 'file:///etc/passwd', organization })
  expect(refused).toMatchObject({ status: 400, body: { errors: { url: [expect.any(String)] } } })
})

it('is in the API document', async () => {
  const { body } = await api.anonymous('GET', '/openapi.json')
  expect(Object.keys(body.paths)).toContain('/api/v1/files/import-url/')
})
