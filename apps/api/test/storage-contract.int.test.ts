import { makeAvailable } from '@groundwork/db/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { answerOf, type Caller, startTestApi, type TestApi } from './support/start-test-api.ts'

/** What seed 003 says once and for all doors: the table of systems, the paths, the trail, the limits. */
type Person = Caller & { readonly id: string; readonly username: string }

let api: TestApi
let home: string
let owner: Person
let clerk: Person

beforeAll(async () => {
  api = await startTestApi()
  home = await api.organization('Home')
  owner = await api.member(home, 'owner')
  clerk = await api.member(home, 'manager')
})
afterAll(() => api.stop())

const storage = async (caller: Caller, method: string, path: string, body?: object) => {
  const isForm = body instanceof FormData
  return answerOf(
    await fetch(`${api.url}/api/storage${path}`, {
      method,
      headers: {
        Authorization: `Bearer ${caller.token}`,
        ...(body && !isForm && { 'Content-Type': 'application/json' }),
      },
      ...(body && { body: isForm ? body : JSON.stringify(body) }),
    }),
  )
}

const zip = Buffer.from(
  'UEsDBAoAAAAAAAAAIQDFq3vFBQAAAAUAAAAFAAAAYS50eHRoZWxsb1BLAQIUAAoAAAAAAAAAIQDFq3vFBQAAAAUAAAAFAAAAAAAAAAAAAAAAAAAAAABhLnR4dFBLBQYAAAAAAQABADMAAAAoAAAAAAA=',
  'base64',
)

interface Sent {
  readonly system?: string
  readonly object_type?: string
  readonly object_id?: string
  readonly add_timestamp?: string
  readonly name?: string
  readonly text?: string
}

function upload({ name = 'note.txt', text = `text ${Math.random()}`, ...fields }: Sent, caller: Caller = clerk) {
  const form = new FormData()
  const said = { org_id: home, system: 'workspace', object_type: 'doc', object_id: 'a', ...fields }
  for (const [field, value] of Object.entries(said)) form.append(field, value)
  form.append('file', new Blob([name.endsWith('.zip') ? new Uint8Array(zip) : text]), name)
  return storage(caller, 'POST', '/upload', form)
}

const rowAt = async (path: string) => {
  const [row] = await api.sql<{ id: string; status: string }>('select id, status from file where file_path = $1', [
    path,
  ])
  return row
}

async function available(sent: Sent): Promise<string> {
  const { status, body } = await upload(sent)
  expect({ status, body }).toMatchObject({ status: 200 })
  await makeAvailable(api.sql, (await rowAt(body.file_path))?.id ?? '')
  return body.file_path
}

/** Written off the seed, not off our code. */
const table: Readonly<Record<string, readonly string[]>> = {
  workspace: ['doc', 'sheet', 'slide', 'pdf'],
  accounting: ['receipt', 'invoice', 'export'],
  communications: ['email-attachment', 'message-attachment'],
  'app-builder': ['source', 'build'],
}
const objectTypes = Object.values(table).flat()
const pairs = Object.keys(table).flatMap((system) => objectTypes.map((objectType) => [system, objectType] as const))

describe('systems and object types', () => {
  it.each(pairs)('%s and %s go together as the table says', async (system, objectType) => {
    const name = system === 'app-builder' ? 'app.zip' : 'note.txt'
    const { status, body } = await upload({ system, object_type: objectType, object_id: 'it-1', name })
    if (table[system]?.includes(objectType)) {
      expect({ status, body }).toMatchObject({ status: 200 })
      const shape = new RegExp(`^${home}/${system}/${objectType}/it-1/\\d{8}_\\d{6}_${name.replace('.', '\\.')}$`)
      expect(body.file_path).toMatch(shape)
      const shown = (await storage(clerk, 'GET', `/metadata/${body.file_path}`)).body
      expect([shown.system, shown.object_type]).toEqual([system, objectType])
    } else {
      expect(status).toBe(400)
      expect(body.detail).toBe(`Invalid object_type: ${objectType} for system ${system}`)
    }
  })
})

describe('paths', () => {
  it('are safe whatever a file is called, while the name itself stays', async () => {
    for (const name of ['Über uns (final).txt', 'a b\u202Ec.txt', '日本語.txt']) {
      const { status, body } = await upload({ name })
      expect(status).toBe(200)
      expect(body.file_path.split('/')).toHaveLength(5)
      expect(body.file_path).toMatch(/^[\w./-]+$/)
      expect(body.metadata.original_filename).toBe(name.replace('\u202E', ''))
    }
  })

  it('are each of one file: two of one name in the same second are two', async () => {
    const answers = await Promise.all([1, 2, 3].map(() => upload({ name: 'twin.txt', object_id: 'twins' })))
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200])
    expect(new Set(answers.map(({ body }) => body.file_path)).size).toBe(3)
  })

  it('without a timestamp are never taken twice, not even by two at once', async () => {
    const sent = { name: 'only.txt', object_id: 'once', add_timestamp: 'false' }
    const answers = await Promise.all([1, 2, 3].map(() => upload(sent)))
    const statuses = answers.map(({ status }) => status)
    expect(statuses.filter((status) => status === 200)).toHaveLength(1)
    expect(statuses.filter((status) => status === 409)).toHaveLength(2)
    const [count] = await api.sql<{ count: number }>('select count(*)::int as count from file where file_path = $1', [
      `${home}/workspace/doc/once/only.txt`,
    ])
    expect(count?.count).toBe(1)
  })

  it('of what lies in the trash stay its own', async () => {
    const sent = { name: 'kept.txt', object_id: 'trashed', add_timestamp: 'false' }
    const path = await available(sent)
    const before = await rowAt(path)
    expect((await storage(clerk, 'DELETE', '/delete', { file_path: path })).status).toBe(200)
    expect(await upload(sent)).toMatchObject({ status: 409, body: { reason: 'path_taken' } })
    expect((await clerk('POST', `/files/${before?.id}/restore/`)).status).toBe(200)
    expect((await storage(clerk, 'GET', `/metadata/${path}`)).status).toBe(200)
  })
})

describe('the trail', () => {
  it('has every operation with what it was done for, failed ones as well, and the path when the file is gone', async () => {
    const path = await available({ name: 'told.txt', object_id: 'told' })
    const related = { related_object_type: 'ticket', related_object_id: 't-1' }
    await storage(clerk, 'POST', '/signed-url', { file_path: path, ...related })
    await storage(owner, 'DELETE', '/delete', { file_path: path, hard_delete: true, ...related })
    const { body } = await storage(owner, 'GET', '/audit-logs?limit=50')
    const lines = body.logs.filter((log: { file_path: string | null }) => log.file_path === path)
    expect(lines).toEqual(
      expect.arrayContaining([
        expect.objectContaining({
          action_type: 'DELETE',
          user_id: owner.id,
          role: 'owner',
          success: 'true',
          ...related,
        }),
      ]),
    )
    const [signed] = (await storage(owner, 'GET', '/audit-logs?action_type=SIGNED_URL_GENERATED&limit=1')).body.logs
    expect(signed).toMatchObject({ user_id: clerk.id, role: 'manager', success: 'true', ...related })
    expect(signed.timestamp).toMatch(/Z$/)
  })

  it('has where and with what somebody worked', async () => {
    const path = await available({ name: 'device.txt', object_id: 'device' })
    const [entry] = await api.sql<{ ip: string; agent: string }>(
      `select context->>'ip' as ip, context->>'userAgent' as agent from audit_entry
       where object_id = $1 and action_type = 'CREATE' limit 1`,
      [(await rowAt(path))?.id],
    )
    expect(entry).toEqual({ ip: expect.stringMatching(/127\.0\.0\.1/), agent: expect.stringContaining('node') })
  })
})

describe('every door of the storage service', () => {
  it('is described in the OpenAPI document', async () => {
    const { body } = await api.anonymous('GET', '/openapi.json')
    const described = Object.entries<object>(body.paths)
      .filter(([path]) => path.startsWith('/api/storage/'))
      .flatMap(([path, methods]) => Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`))
    expect(described.sort()).toEqual([
      'DELETE /api/storage/delete',
      'GET /api/storage/audit-logs',
      'GET /api/storage/metadata/{file_path}',
      'POST /api/storage/app-zip-upload',
      'POST /api/storage/receipt-upload',
      'POST /api/storage/signed-url',
      'POST /api/storage/upload',
    ])
  })

  it('refuses what it does not know, and tells of each missing field', async () => {
    for (const [method, path, body, field] of [
      ['POST', '/signed-url', {}, 'file_path'],
      ['POST', '/signed-url', { file_path: 'x', expires_in: 'long' }, 'expires_in'],
      ['POST', '/signed-url', { file_path: 'x', bucket: 'other' }, 'bucket'],
      ['DELETE', '/delete', {}, 'file_path'],
      ['DELETE', '/delete', { file_path: 'x', hard_delete: 'yes' }, 'hard_delete'],
    ] as const) {
      const answer = await storage(clerk, method, path, body)
      expect(answer.status).toBe(400)
      expect(JSON.stringify(answer.body)).toContain(field)
      expect(answer.body.detail).toEqual(expect.any(String))
    }
  })

  it('counts against the limit of whoever asks, like any other', async () => {
    const strict = await startTestApi({ REQUESTS_PER_MINUTE: '40' })
    const { token } = await strict.member(await strict.organization('Busy'), 'manager')
    const ask = () =>
      fetch(`${strict.url}/api/storage/metadata/a/b/c/d/e`, { headers: { Authorization: `Bearer ${token}` } })
    const statuses: number[] = []
    for (let count = 0; count < 60; count += 1) statuses.push((await ask()).status)
    await strict.stop()
    expect(statuses[0]).toBe(404)
    expect(statuses.at(-1)).toBe(429)
  })
})
