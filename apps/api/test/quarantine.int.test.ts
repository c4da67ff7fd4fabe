import { randomUUID } from 'node:crypto'
import { scanFile } from '@groundwork/services'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { hostileCorpus } from '../../../packages/services/test/hostile-corpus/corpus.ts'
import { type Caller, startTestApi, type TestApi } from './support/start-test-api.ts'

type Person = Caller & { readonly id: string; readonly username: string }

const virus = hostileCorpus.find(({ trick }) => trick === 'a virus')

let api: TestApi
let home: string
let owner: Person
let member: Person
let file: string
beforeAll(async () => {
  const { TEST_CLAMAV_HOST = '', TEST_CLAMAV_PORT = '' } = process.env
  api = await startTestApi({
    VIRUS_SCAN_PROVIDER: 'clamav',
    CLAMAV_HOST: TEST_CLAMAV_HOST,
    CLAMAV_PORT: TEST_CLAMAV_PORT,
  })
  home = await api.organization('Home')
  owner = await api.member(home, 'owner')
  member = await api.member(home, 'member')
  const form = new FormData()
  form.append('organization', home)
  form.append('file', new File([new Uint8Array(virus?.bytes ?? [])], 'readme.txt'))
  file = (await member('POST', '/files/upload/', form)).body.id
  await scanFile(api.services, { event: randomUUID(), organization: home, objectId: file }, async () => undefined)
})
afterAll(() => api.stop())

it('shows what is kept back to those who decide, and hides its bytes from everybody else', async () => {
  const { status, body } = await owner('GET', `/files/quarantined/?organization=${home}&limit=5`)
  expect(status).toBe(200)
  expect(body.results).toEqual([
    expect.objectContaining({
      file,
      organization: home,
      file_name: 'readme.txt',
      folder_name: null,
      abilities: expect.arrayContaining(['quarantine']),
      verdict: 'infected',
      finding: expect.stringContaining('Eicar'),
      engine: 'clamav',
      uploaded_by_username: member.username,
    }),
  ])
  expect((await owner('GET', `/files/quarantined/?organization=${home}&is_released=perhaps`)).status).toBe(400)
  expect((await owner('GET', '/files/quarantined/?verdict=infected&search=readme&ordering=name')).body).toMatchObject({
    next: null,
    results: [{ file }],
  })
  expect((await owner('GET', '/files/quarantined/?verdict=unscannable')).body.results).toEqual([])
  for (const query of ['verdict=clean', 'ordering=size', 'limit=0', 'cursor=made-up', 'after=x'])
    expect((await owner('GET', `/files/quarantined/?${query}`)).status).toBe(400)
  for (const query of [`?organization=${home}`, ''])
    expect((await member('GET', `/files/quarantined/${query}`)).status).toBe(403)
  const elsewhere = await api.organization('Elsewhere')
  expect((await owner('GET', `/files/quarantined/?organization=${home},${elsewhere}`)).status).toBe(404)
  expect((await member('GET', `/files/${file}/quarantined/`)).status).toBe(403)
  expect((await member('GET', `/files/${file}/download/`)).status).toBe(409)
  expect((await owner('GET', `/files/${file}/download/`)).status).toBe(409)
})

it('serves the original to them as an attachment that opens in nothing', async () => {
  const { status, headers, body } = await owner('GET', `/files/${file}/quarantined/`)
  expect([status, Buffer.from(body).equals(virus?.bytes ?? Buffer.alloc(0))]).toEqual([200, true])
  expect(Object.fromEntries(headers)).toMatchObject({
    'content-type': 'application/octet-stream',
    'content-disposition': expect.stringContaining('readme.txt.quarantined'),
    'x-content-type-options': 'nosniff',
  })
})

it('gives a browser an address for it that works once, and stands in no log', async () => {
  const ticketFor = async ({ token }: Caller) => {
    const headers = { 'Content-Type': 'application/json', Authorization: `Bearer ${token}` }
    const body = JSON.stringify({ id: file, number: 1 })
    return fetch(`${api.url}/api/trpc/file.quarantineTicket`, { method: 'POST', headers, body })
  }
  expect((await ticketFor(member)).status).toBe(403)
  const { result } = (await (await ticketFor(owner)).json()) as { result: { data: { url: string } } }
  const { url } = result.data
  const { pathname, search, searchParams } = new URL(url)
  expect((await fetch(`${api.url}${pathname}${search}`, { method: 'HEAD' })).status).toBeGreaterThanOrEqual(400)
  const path = `${pathname.replace('/api/v1', '')}${search}`
  const first = await api.anonymous('GET', path)
  expect([first.status, Buffer.from(first.body).equals(virus?.bytes ?? Buffer.alloc(0))]).toEqual([200, true])
  expect(first.headers.get('content-disposition')).toContain('readme.txt.quarantined')
  expect(await api.anonymous('GET', path)).toMatchObject({ status: 403, body: { reason: 'ticket_invalid' } })
  expect((await api.anonymous('GET', '/files/quarantined/bytes/')).status).toBe(403)
  expect(api.logged()).not.toContain(searchParams.get('ticket'))
})

it('releases it with a reason, which everybody who sees the file can read', async () => {
  expect((await owner('POST', `/files/${file}/release/`, { reason: '' })).status).toBe(400)
  expect((await member('POST', `/files/${file}/release/`, { reason: 'please' })).status).toBe(403)
  expect((await owner('POST', `/files/${file}/rescan/`)).status).toBe(204)
  const { status, body } = await owner('POST', `/files/${file}/release/`, { reason: 'a test file' })
  expect([status, body.status]).toEqual([200, 'available'])
  const seen = await member('GET', `/files/${file}/`)
  expect(seen.body.status_reason).toBe('Released from quarantine: a test file')
  expect((await member('GET', `/files/${file}/download/`)).status).toBe(200)
  const released = await owner('GET', `/files/quarantined/?organization=${home}&is_released=true`)
  expect(released.body.results).toEqual([expect.objectContaining({ file, released_by_username: owner.username })])
  expect((await owner('POST', `/files/${file}/release/`, { reason: 'again' })).status).toBe(409)
})
