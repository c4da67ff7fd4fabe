import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTestSocket } from './support/open-socket.ts'
import { type Caller, startTestApi, type TestApi } from './support/start-test-api.ts'

let api: TestApi
let organization: string
let manager: Caller

beforeAll(async () => {
  api = await startTestApi()
  organization = await api.organization('Ours')
  manager = await api.member(organization, 'manager')
})
afterAll(() => api.stop())

const create = async (more: object = {}) =>
  (await manager('POST', '/api-keys/', { name: 'Test Service Key', organization, ...more })).body

const headersOf = (key: string | undefined) => ({ headers: { ...(key !== undefined && { 'X-API-Key': key }) } })

async function overSocket(given: Parameters<typeof openTestSocket>[1]): Promise<number> {
  const socket = await openTestSocket(api.url, given)
  socket.send({ id: 1, method: 'query', params: { path: 'system.status' } })
  await expect.poll(() => socket.frames.length).toBe(1)
  const [{ error } = { error: undefined }] = socket.frames
  socket.close()
  if (error && error.data.code !== 'unauthenticated') throw new Error(`Answered ${error.data.code}`)
  return error ? 401 : 200
}

/** The doors that take a key. Each answers with the status of a simple call. */
const doors: Record<'REST' | 'tRPC' | 'WebSocket' | 'a WebSocket’s handshake', (key?: string) => Promise<number>> = {
  REST: async (key?: string) => (await fetch(`${api.url}/api/v1/profiles/me/`, headersOf(key))).status,
  tRPC: async (key?: string) => (await fetch(`${api.url}/api/trpc/system.status`, headersOf(key))).status,
  WebSocket: (key) => overSocket({ ...(key !== undefined && { apiKey: key }) }),
  'a WebSocket’s handshake': (key) => overSocket(headersOf(key)),
}

describe.each(Object.entries(doors))('over %s a request', (_, ask) => {
  it('without the X-API-Key header is refused with 401', async () => {
    expect(await ask()).toBe(401)
  })

  it('with an invalid or incorrect X-API-Key is refused with 401', async () => {
    const { prefix } = await create()
    for (const wrong of ['nonsense', `gw_${prefix}_${'a'.repeat(40)}`]) expect(await ask(wrong)).toBe(401)
  })

  it('with the correct, unhashed X-API-Key is answered', async () => {
    const { key } = await create()
    expect(await ask(key)).toBe(200)
  })

  it('with an expired API key is refused with 401', async () => {
    const { key, id } = await create({ expires_at: new Date(Date.now() + 3_600_000).toISOString() })
    await api.sql(`update api_key set expires_at = now() - interval '1 second' where id = $1`, [id])
    expect(await ask(key)).toBe(401)
  })

  it('with a revoked API key is refused with 401', async () => {
    const { key, id } = await create()
    expect(await ask(key)).toBe(200)
    expect((await manager('DELETE', `/api-keys/${id}/`)).status).toBe(204)
    expect(await ask(key)).toBe(401)
  })
})

describe('managing keys over REST', () => {
  it('shows the key in the answer that makes it, and in no other', async () => {
    const made = await create({ expires_at: '2999-01-01T00:00:00Z' })
    expect(made).toMatchObject({ id: expect.any(String), prefix: expect.any(String), name: 'Test Service Key' })
    expect(made.key).toContain(made.prefix)
    const { body } = await manager('GET', '/api-keys/')
    const listed = body.results.find(({ id }: { id: string }) => id === made.id)
    expect(listed).toMatchObject({ prefix: made.prefix, expires_at: '2999-01-01T00:00:00.000Z', last_used_at: null })
    expect(JSON.stringify(body)).not.toContain(made.key)
  })

  it('rotates a key: same id, another secret', async () => {
    const made = await create()
    const { status, body } = await manager('POST', `/api-keys/${made.id}/rotate/`)
    expect([status, body.id]).toEqual([200, made.id])
    expect([await doors.REST(made.key), await doors.REST(body.key)]).toEqual([401, 200])
  })

  it('lists the keys of an organization to those who may see them', async () => {
    const { id } = await create()
    const owner = await api.member(organization, 'owner')
    const { body } = await owner('GET', `/api-keys/?organization=${organization}`)
    expect(body.results.map((key: { id: string }) => key.id)).toContain(id)
    expect((await manager('GET', `/api-keys/?organization=${organization}`)).status).toBe(403)
  })

  it('refuses a parameter that it does not know, as every list does', async () => {
    const { status, body } = await manager('GET', '/api-keys/?organisation=x')
    expect([status, body.code, Object.keys(body.errors)]).toEqual([400, 'invalid', ['organisation']])
  })

  it.each(['not-an-id', '0193f1a0-0000-7000-8000-00000000dead'])('knows no key %s', async (id) => {
    expect((await manager('DELETE', `/api-keys/${id}/`)).status).toBe(404)
    expect((await manager('POST', `/api-keys/${id}/rotate/`)).status).toBe(404)
  })
})

describe('making a key', () => {
  it('takes null for no limit, and no name that cannot be written', async () => {
    expect(await create({ expires_at: null, grants: null })).toMatchObject({ expires_at: null, grants: null })
    const { status, body } = await manager('POST', '/api-keys/', { name: 'a\u0000' })
    expect({ status, body }).toMatchObject({ status: 400, body: { errors: { name: expect.anything() } } })
  })
})
