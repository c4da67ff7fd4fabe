import { makeAvailable } from '@groundwork/db/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { answerOf, type Caller, startTestApi, type TestApi } from './support/start-test-api.ts'

type Member = Caller & { readonly id: string }
interface Log {
  readonly action_type: string
  readonly file_path: string
  readonly user_id: string
  readonly metadata: { readonly file_size: number | null }
}

let api: TestApi
let ours: string
let manager: Member
let auditor: Member
let stranger: Member
let file: string

beforeAll(async () => {
  api = await startTestApi()
  ours = await api.organization('Ours')
  manager = await api.member(ours, 'manager')
  auditor = await api.member(ours, 'auditor')
  stranger = await api.member(await api.organization('Theirs'), 'owner')
  file = await upload('receipt.txt')
  await makeAvailable(api.sql, file)
  await manager('GET', `/files/${file}/download/`)
  await manager('GET', `/files/${file}/access-url/`)
  await manager('PATCH', `/files/${file}/`, { original_filename: 'invoice.txt' })
  await manager('DELETE', `/files/${file}/`)
})
afterAll(() => api.stop())

async function upload(name: string): Promise<string> {
  const form = new FormData()
  form.append('organization', ours)
  form.append('entity_type', 'invoice')
  form.append('entity_id', 'inv-789')
  form.append('file', new Blob(['0123456789']), name)
  return (await manager('POST', '/files/upload/', form)).body.id
}

async function get(caller: Caller, query = '') {
  const headers = caller.token ? { Authorization: `Bearer ${caller.token}` } : {}
  return answerOf(await fetch(`${api.url}/api/storage/audit-logs${query}`, { headers }))
}
const logs = async (query = '', caller: Caller = auditor): Promise<Log[]> => (await get(caller, query)).body.logs

describe('GET /api/storage/audit-logs', () => {
  it('answers in the shape of the storage service', async () => {
    const { status, body } = await get(auditor, '?action_type=UPLOAD')
    expect(status).toBe(200)
    expect(body).toEqual({
      success: true,
      logs: [
        {
          id: expect.any(String),
          user_id: manager.id,
          role: 'manager',
          timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
          action_type: 'UPLOAD',
          file_path: expect.stringMatching(new RegExp(`^${ours}/.+receipt\\.txt$`)),
          related_object_type: 'invoice',
          related_object_id: 'inv-789',
          metadata: { file_size: 10, mime_type: 'text/plain' },
          success: 'true',
          error_message: null,
          ip_address: expect.stringMatching(/127\.0\.0\.1/),
          device_info: expect.stringContaining('node'),
        },
      ],
      count: 1,
    })
  })

  it('tells uploads, downloads, signed links, edits and deletions, the newest first', async () => {
    expect((await logs()).map(({ action_type }) => action_type)).toEqual([
      'DELETE',
      'EDIT',
      'SIGNED_URL_GENERATED',
      'DOWNLOAD',
      'UPLOAD',
    ])
  })

  it('is filtered by file_path, action_type, user and time, and cut at the limit', async () => {
    const other = await upload('other.txt')
    const [{ file_path } = { file_path: '' }] = await logs('?action_type=delete')
    const found = await logs(`?file_path=${encodeURIComponent(file_path)}`)
    expect(found).toHaveLength(5)
    expect(new Set(found.map((log) => log.file_path))).toEqual(new Set([file_path]))
    expect(await logs(`?file_path=${encodeURIComponent(`${ours}/nothing/there.txt`)}`)).toEqual([])
    expect(await logs('?action_type=upload')).toHaveLength(2)
    expect(await logs(`?user_id=${auditor.id}`)).toEqual([])
    expect(await logs('?start=2100-01-01')).toEqual([])
    expect(await logs('?end=2000-01-01')).toEqual([])
    expect(await logs('?limit=2')).toHaveLength(2)
    await manager('DELETE', `/files/${other}/`)
  })

  it('says of each upload and download how large those bytes were, whatever became of the file', async () => {
    const changed = await upload('changed.txt')
    await makeAvailable(api.sql, changed)
    await manager('GET', `/files/${changed}/download/`)
    const form = new FormData()
    form.append('file', new Blob(['other bytes of a next version']), 'changed.txt')
    expect((await manager('POST', `/files/${changed}/versions/`, form)).status).toBe(201)
    await api.sql('update file set file_size = 29 where id = $1', [changed]) // As once the next version is clean.
    const [{ file_path } = { file_path: '' }] = await logs('?action_type=UPLOAD&limit=1')
    const sizes = async (action: string) =>
      (await logs(`?action_type=${action}&file_path=${encodeURIComponent(file_path)}`)).map(
        ({ metadata }) => metadata.file_size,
      )
    expect(await sizes('UPLOAD')).toEqual([10])
    expect(await sizes('DOWNLOAD')).toEqual([10])
    expect((await sizes('EDIT'))[0]).toBe(29)
    await manager('DELETE', `/files/${changed}/`)
  })

  it('says when a file was refused to somebody', async () => {
    const waiting = await upload('waiting.txt')
    expect((await manager('GET', `/files/${waiting}/download/`)).status).toBe(409)
    const [refused] = (await get(auditor, '?action_type=DOWNLOAD&limit=1')).body.logs
    expect(refused).toMatchObject({
      user_id: manager.id,
      file_path: expect.stringContaining('waiting'),
      success: 'false',
      error_message: expect.stringContaining('waiting for its scan'),
    })
  })

  it.each(['action_type=READ', 'limit=0', 'limit=1001', 'limit=x', 'user_id=1', 'start=then', 'path=x'])(
    'refuses ?%s',
    async (query) => {
      const { status, body } = await get(auditor, `?${query}`)
      expect([status, Object.keys(body.errors)]).toEqual([400, [query.split('=')[0]]])
    },
  )

  it('is for auditors and administrators, of their own organizations', async () => {
    expect((await get(api.anonymous)).status).toBe(401)
    expect((await get(manager)).body.code).toBe('forbidden')
    const path = encodeURIComponent((await logs('?action_type=UPLOAD')).at(-1)?.file_path ?? '')
    for (const query of ['', `?file_path=${path}`, `?user_id=${manager.id}`]) {
      expect(await logs(query, stranger)).toEqual([])
    }
    expect((await logs(`?file_path=${path}`, api.admin)).length).toBeGreaterThan(0)
  })

  it('is described in the OpenAPI document', async () => {
    const { body } = await api.anonymous('GET', '/openapi.json')
    expect(body.paths['/api/storage/audit-logs'].get.parameters).toHaveLength(6)
  })
})
