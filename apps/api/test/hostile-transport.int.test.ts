import { once } from 'node:events'
import { request } from 'node:http'
import { connect } from 'node:net'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { type Caller, startTestApi, type TestApi } from './support/start-test-api.ts'

const MB = 1024 * 1024

let api: TestApi
let organization: string
let member: Caller
beforeAll(async () => {
  api = await startTestApi({ UPLOAD_MAX_BYTES_TEXT: String(12 * MB) })
})
beforeEach(async () => {
  organization = await api.organization('Targets')
  member = await api.member(organization, 'member')
})
afterAll(() => api.stop())

const boundary = 'a-boundary'
const start = () =>
  `--${boundary}\r\nContent-Disposition: form-data; name="organization"\r\n\r\n${organization}\r\n--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="a.txt"\r\n\r\n`
const end = `\r\n--${boundary}--\r\n`
const headers = () => ({
  Authorization: `Bearer ${member.token}`,
  'Content-Type': `multipart/form-data; boundary=${boundary}`,
})

async function nothingLeft(): Promise<void> {
  const left = async () => {
    const [row] = await api.sql(
      `select (select count(*)::int from file where organization_id = $1) as files,
         (select count(*)::int from blob where organization_id = $1) as blobs,
         (select coalesce(sum(reserved_bytes + used_bytes), 0)::int from storage_quota where organization_id = $1) as bytes`,
      [organization],
    )
    return row
  }
  await vi.waitFor(async () => expect(await left()).toEqual({ files: 0, blobs: 0, bytes: 0 }), { timeout: 10_000 })
  const { main } = api.services.storages
  for await (const { key } of main.list(`${organization}/`)) throw new Error(`${key} is left`)
}

describe('a sender', () => {
  it('that never stops is stopped at the limit, and no more than that is held in memory', async () => {
    const before = process.memoryUsage().rss
    const endless = request(`${api.url}/api/v1/files/upload/`, { method: 'POST', headers: headers() })
    endless.on('error', () => undefined)
    endless.write(start())
    const piece = Buffer.alloc(MB, 'and so on ')
    let sent = 0
    const answered = once(endless, 'response')
    let isAnswered = false
    void answered.then(() => {
      isAnswered = true
    })
    const closed = once(endless, 'close').catch(() => undefined)
    while (!isAnswered && sent < 500) {
      sent += 1
      if (!endless.write(piece)) await Promise.race([once(endless, 'drain'), closed, answered])
    }
    const [response] = await answered
    expect(response.statusCode).toBe(413)
    endless.destroy()
    expect(sent).toBeLessThan(100)
    expect(process.memoryUsage().rss - before).toBeLessThan(200 * MB)
    await nothingLeft()
  })

  it('that says less than it sends is refused', async () => {
    const body = `${start()}${'x'.repeat(100_000)}${end}`
    const socket = connect(Number(new URL(api.url).port), '127.0.0.1')
    const lines = Object.entries({ ...headers(), 'Content-Length': 500, Connection: 'close' })
    socket.write(
      `POST /api/v1/files/upload/ HTTP/1.1\r\nHost: here\r\n${lines.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n${body}`,
    )
    const [answer] = await once(socket, 'data')
    expect(String(answer)).toMatch(/^HTTP\/1\.1 400 /)
    socket.destroy()
    await nothingLeft()
  })

  it.each([1_000_000, 10_000_000])('that says %i, sends less, and goes, leaves nothing', async (length) => {
    const socket = connect(Number(new URL(api.url).port), '127.0.0.1')
    const lines = Object.entries({ ...headers(), 'Content-Length': length })
    socket.write(
      `POST /api/v1/files/upload/ HTTP/1.1\r\nHost: here\r\n${lines.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n${start()}${'x'.repeat(100_000)}`,
    )
    await vi.waitFor(
      async () =>
        expect(await api.sql('select id from blob where organization_id = $1', [organization])).toHaveLength(1),
      { timeout: 10_000 },
    )
    socket.destroy()
    await nothingLeft()
  })

  it.each([
    ['a length that is no number', { 'Content-Length': 'many' }],
    ['two lengths', { 'Content-Length': '5, 6' }],
    ['a length and chunks', { 'Content-Length': '5', 'Transfer-Encoding': 'chunked' }],
  ])('with %s is no sender', async (_, wrong) => {
    const socket = connect(Number(new URL(api.url).port), '127.0.0.1')
    const lines = Object.entries({ ...headers(), ...wrong })
    socket.write(
      `POST /api/v1/files/upload/ HTTP/1.1\r\nHost: here\r\n${lines.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n0\r\n\r\n`,
    )
    const [answer] = await once(socket, 'data')
    expect(String(answer)).toMatch(/^HTTP\/1\.1 400 /)
    socket.destroy()
    await nothingLeft()
  })
})
