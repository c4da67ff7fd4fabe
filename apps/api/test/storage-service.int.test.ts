import { readdir } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { makeAvailable } from '@groundwork/db/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { answerOf, type Caller, startTestApi, type TestApi } from './support/start-test-api.ts'

/** Seed 003, sentence by sentence. */
type Person = Caller & { readonly id: string; readonly username: string }

let api: TestApi
let home: string
let code: string
let accountant: Person
let owner: Person
let stranger: Person

beforeAll(async () => {
  api = await startTestApi()
  home = await api.organization('Home')
  const [row] = (await api.sql('select code from organization where id = $1', [home])) as unknown as { code: string }[]
  code = row?.code ?? ''
  accountant = await api.member(home, 'member')
  owner = await api.member(home, 'owner')
  stranger = await api.member(await api.organization('Elsewhere'), 'owner')
})
afterAll(() => api.stop())

/** The smallest archive there is with something in it. */
const zip = Buffer.from(
  'UEsDBAoAAAAAAAAAIQDFq3vFBQAAAAUAAAAFAAAAYS50eHRoZWxsb1BLAQIUAAoAAAAAAAAAIQDFq3vFBQAAAAUAAAAFAAAAAAAAAAAAAAAAAAAAAABhLnR4dFBLBQYAAAAAAQABADMAAAAoAAAAAAA=',
  'base64',
)

const storage = async (caller: Caller, method: string, path: string, body?: object) => {
  const isForm = body instanceof FormData
  const response = await fetch(`${api.url}/api/storage${path}`, {
    method,
    headers: {
      ...(caller.token && { Authorization: `Bearer ${caller.token}` }),
      ...(body && !isForm && { 'Content-Type': 'application/json' }),
    },
    ...(body && { body: isForm ? body : JSON.stringify(body) }),
  })
  return answerOf(response)
}

function formOf(
  fields: Readonly<Record<string, string>>,
  { name = 'receipt.txt', bytes = Buffer.from('0123456789') as Buffer } = {},
) {
  const form = new FormData()
  for (const [field, value] of Object.entries(fields)) form.append(field, value)
  form.append('file', new Blob([new Uint8Array(bytes)]), name)
  return form
}

const receipt = { system: 'accounting', object_type: 'receipt', object_id: 'receipt-456' }
const doc = { system: 'workspace', object_type: 'doc', object_id: 'doc-1' }
/** The same address where this process listens. */
const here = (url: string) => url.replace(new URL(url).origin, api.url)

const idAt = async (path: string): Promise<string> => {
  const [row] = (await api.sql('select id from file where file_path = $1', [path])) as unknown as { id: string }[]
  return row?.id ?? ''
}

async function uploaded(
  fields: Readonly<Record<string, string>> = { ...receipt },
  about: Parameters<typeof formOf>[1] = {},
): Promise<string> {
  const { status, body } = await storage(accountant, 'POST', '/upload', formOf({ org_id: home, ...fields }, about))
  expect({ status, body }).toMatchObject({ status: 200 })
  await makeAvailable(api.sql, await idAt(body.file_path))
  return body.file_path
}

describe('POST /api/storage/upload', () => {
  it('answers with the path by the convention, and what is known of the file', async () => {
    const fields = { org_id: home, ...receipt, related_object_type: 'invoice', related_object_id: 'inv-789' }
    const { status, body } = await storage(accountant, 'POST', '/upload', formOf(fields))
    expect(status).toBe(200)
    expect(body).toEqual({
      success: true,
      file_path: expect.stringMatching(
        new RegExp(`^${home}/accounting/receipt/receipt-456/\\d{8}_\\d{6}_receipt\\.txt$`),
      ),
      metadata: {
        size: 10,
        mime_type: 'text/plain',
        uploaded_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
        original_filename: 'receipt.txt',
      },
    })
  })

  it('takes the organization by its code as well', async () => {
    expect(await uploaded({ ...receipt, org_id: code })).toMatch(new RegExp(`^${home}/accounting/`))
  })

  /** Others who test beside this have folders there. */
  const spooled = /^groundwork-[0-9a-f-]{36}$/

  it('takes the file before what is said of it, as the examples of the seed send it, whatever its size', async () => {
    const before = await readdir(tmpdir())
    const form = new FormData()
    const bytes = Buffer.alloc(3_000_000, 'line of text\n')
    form.append('file', new Blob([new Uint8Array(bytes)]), 'large.txt')
    for (const [field, value] of Object.entries({ org_id: home, object_id: 'receipt-9' })) form.append(field, value)
    const { status, body } = await storage(accountant, 'POST', '/receipt-upload', form)
    expect([status, body.metadata?.size]).toEqual([200, bytes.length])
    const after = (await readdir(tmpdir())).filter((name) => spooled.test(name) && !before.includes(name))
    expect(after).toEqual([])
  })

  it.each([
    [{ ...receipt, system: 'invalid-system' }, 'Invalid system: invalid-system'],
    [{ ...receipt, object_type: 'sheet' }, 'Invalid object_type: sheet for system accounting'],
    [{ system: 'accounting', object_type: 'receipt' }, 'Missing required fields: object_id'],
    [{ ...receipt, object_id: '../../etc' }, 'Invalid object_id: letters, digits, - and _, at most 64'],
    [{ ...receipt, object_id: 'a/b' }, 'Invalid object_id: letters, digits, - and _, at most 64'],
  ])('refuses %j with 400 and says why', async (fields, detail) => {
    const { status, body } = await storage(accountant, 'POST', '/upload', formOf({ org_id: home, ...fields }))
    expect([status, body.detail]).toEqual([400, detail])
  })

  it('refuses a type that is not taken with 400, an unknown field, and no file at all', async () => {
    const blocked = await storage(accountant, 'POST', '/upload', formOf({ org_id: home, ...doc }, { name: 'a.exe' }))
    expect([blocked.status, blocked.body.detail]).toEqual([400, 'Files that end in .exe are not accepted'])
    const unknown = await storage(accountant, 'POST', '/upload', formOf({ org_id: home, ...doc, owner: 'me' }))
    expect(unknown.status).toBe(400)
    const form = new FormData()
    form.append('org_id', home)
    expect((await storage(accountant, 'POST', '/upload', form)).status).toBe(400)
  })

  it('without a timestamp keeps the name, and the next upload there is a new version of the same file', async () => {
    const plain = { ...doc, object_id: 'doc-2', add_timestamp: 'false' }
    const path = await uploaded(plain, { name: 'report.txt' })
    expect(path).toBe(`${home}/workspace/doc/doc-2/report.txt`)
    const id = await idAt(path)
    expect(await uploaded(plain, { name: 'report.txt', bytes: Buffer.from('the second') })).toBe(path)
    expect(await idAt(path)).toBe(id)
    const [row] = (await api.sql('select count(*)::int as count from file_version where file_id = $1', [
      id,
    ])) as unknown as { count: number }[]
    expect(row?.count).toBe(2)
    const { body } = await storage(owner, 'GET', `/audit-logs?file_path=${encodeURIComponent(path)}`)
    const kinds = body.logs.map(({ action_type }: { action_type: string }) => action_type)
    expect(kinds).toContain('UPLOAD')
    expect(kinds).toContain('EDIT')
    expect(kinds.filter((kind: string) => kind === 'UPLOAD')).toHaveLength(1)
  })

  it('is for signed-in people, in organizations of theirs', async () => {
    const anonymous = await storage(api.anonymous, 'POST', '/upload', formOf({ org_id: home, ...receipt }))
    expect(anonymous.status).toBe(401)
    const foreign = await storage(stranger, 'POST', '/upload', formOf({ org_id: home, ...receipt }))
    const none = await storage(stranger, 'POST', '/upload', formOf({ org_id: 'no-such-code', ...receipt }))
    expect([foreign.status, foreign.body.detail]).toEqual([404, none.body.detail])
    const viewer = await api.member(home, 'viewer')
    expect((await storage(viewer, 'POST', '/upload', formOf({ org_id: home, ...receipt }))).status).toBe(403)
  })
})

describe('POST /api/storage/receipt-upload and /app-zip-upload', () => {
  it('set system and object type by themselves', async () => {
    const taken = await storage(accountant, 'POST', '/receipt-upload', formOf({ org_id: home, object_id: 'receipt-7' }))
    expect(taken.body.file_path).toMatch(/\/accounting\/receipt\/receipt-7\//)
    const app = await storage(
      accountant,
      'POST',
      '/app-zip-upload',
      formOf({ org_id: home, object_id: 'app-101' }, { name: 'app.zip', bytes: zip }),
    )
    expect([app.status, app.body.metadata?.mime_type]).toEqual([200, 'application/zip'])
    expect(app.body.file_path).toMatch(/\/app-builder\/source\/app-101\/\d{8}_\d{6}_app\.zip$/)
  })

  it('take nothing but .zip for an app, and .zip nowhere else', async () => {
    const app = (about: Parameters<typeof formOf>[1]) =>
      storage(accountant, 'POST', '/app-zip-upload', formOf({ org_id: home, object_id: 'app-101' }, about))
    const text = await app({ name: 'app.txt' })
    const refusal = { detail: 'Only .zip files are allowed', errors: { file: ['Only .zip files are allowed'] } }
    expect(text).toMatchObject({ status: 400, body: refusal })
    expect((await app({ name: 'app.zip', bytes: Buffer.from('no archive at all') })).status).toBe(400)
    const elsewhere = await storage(
      accountant,
      'POST',
      '/upload',
      formOf({ org_id: home, ...doc }, { name: 'a.zip', bytes: zip }),
    )
    expect(elsewhere.status).toBe(400)
    const form = new FormData()
    form.append('organization', home)
    form.append('file', new Blob([new Uint8Array(zip)]), 'a.zip')
    expect((await accountant('POST', '/files/upload/', form)).status).toBe(415)
  })
})

describe('POST /api/storage/signed-url', () => {
  it('gives an address that works without signing in, for ten minutes unless told', async () => {
    const path = await uploaded()
    const { status, body } = await storage(accountant, 'POST', '/signed-url', { file_path: path })
    expect([status, body.success]).toEqual([200, true])
    expect(Math.round((Date.parse(body.expires_at) - Date.now()) / 60_000)).toBe(10)
    expect(await (await fetch(here(body.url))).text()).toBe('0123456789')
    const short = await storage(accountant, 'POST', '/signed-url', { file_path: path, expires_in: 60 })
    expect(Date.parse(short.body.expires_at) - Date.now()).toBeLessThan(61_000)
    expect((await storage(accountant, 'POST', '/signed-url', { file_path: path, expires_in: 86_400 })).status).toBe(400)
  })

  it('lasts as long as the table of the seed says for each kind', async () => {
    const minutes = async (path: string) => {
      const { body } = await storage(accountant, 'POST', '/signed-url', { file_path: path })
      return Math.round((Date.parse(body.expires_at) - Date.now()) / 60_000)
    }
    expect(await minutes(await uploaded(doc))).toBe(15)
    expect(await minutes(await uploaded({ system: 'accounting', object_type: 'invoice', object_id: 'i-1' }))).toBe(15)
    const app = await storage(
      accountant,
      'POST',
      '/app-zip-upload',
      formOf({ org_id: home, object_id: 'app-2' }, { name: 'app.zip', bytes: zip }),
    )
    await makeAvailable(api.sql, await idAt(app.body.file_path))
    expect(await minutes(app.body.file_path)).toBe(5)
  })

  it('needs access to the file and to the business object that it is wanted for', async () => {
    const path = await uploaded()
    const asked = (caller: Caller, more: object = {}) =>
      storage(caller, 'POST', '/signed-url', { file_path: path, ...more })
    expect((await asked(stranger)).body.detail).toBe('File not found')
    const product = await stranger('POST', '/organizations/', {})
    expect(product.status).toBeGreaterThanOrEqual(400)
    const [theirs] = (await api.sql('select id from organization where id <> $1 limit 1', [home])) as unknown as {
      id: string
    }[]
    const foreign = { related_object_type: 'organization', related_object_id: theirs?.id }
    expect(await asked(accountant, foreign)).toMatchObject({
      status: 404,
      body: { detail: 'Related object not found' },
    })
    expect((await asked(accountant, { ...foreign, related_object_id: home })).status).toBe(200)
    expect((await asked(accountant, { related_object_type: 'receipt', related_object_id: 'r-1' })).status).toBe(200)
  })
})

describe('DELETE /api/storage/delete', () => {
  it('soft-deletes unless told: the file can be restored, and meanwhile is not found', async () => {
    const path = await uploaded()
    const id = await idAt(path)
    const { status, body } = await storage(accountant, 'DELETE', '/delete', { file_path: path })
    expect([status, body]).toEqual([
      200,
      { success: true, message: 'File soft-deleted (marked as deleted in database)' },
    ])
    for (const [method, route, sent] of [
      ['GET', `/metadata/${path}`, undefined],
      ['POST', '/signed-url', { file_path: path }],
      ['DELETE', '/delete', { file_path: path }],
    ] as const) {
      expect(await storage(accountant, method, route, sent)).toMatchObject({
        status: 404,
        body: { detail: 'File not found' },
      })
    }
    expect((await accountant('POST', `/files/${id}/restore/`)).status).toBe(200)
    expect((await storage(accountant, 'GET', `/metadata/${path}`)).status).toBe(200)
  })

  it('deletes for good only for those who may purge, and never what must be kept', async () => {
    const path = await uploaded({ ...doc, object_id: 'gone' })
    const hard = { file_path: path, hard_delete: true }
    expect((await storage(accountant, 'DELETE', '/delete', hard)).status).toBe(403)
    expect((await storage(accountant, 'GET', `/metadata/${path}`)).status).toBe(200)
    expect((await storage(owner, 'DELETE', '/delete', hard)).body).toEqual({
      success: true,
      message: 'File permanently deleted',
    })
    const [row] = (await api.sql('select status from file where file_path = $1', [path])) as unknown as {
      status: string
    }[]
    expect(row?.status).toBe('purged')

    const kept = await uploaded()
    expect(await storage(owner, 'DELETE', '/delete', { file_path: kept, hard_delete: true })).toMatchObject({
      status: 409,
      body: { reason: 'retained' },
    })
    expect((await storage(accountant, 'GET', `/metadata/${kept}`)).status).toBe(200)
  })
})

describe('GET /api/storage/metadata/{file_path}', () => {
  it('tells what is known of a file, by its path as it stands or escaped, with id or code', async () => {
    const path = await uploaded()
    const shown = {
      success: true,
      file_path: path,
      size: 10,
      mime_type: 'text/plain',
      uploaded_at: expect.stringMatching(/Z$/),
      original_filename: 'receipt.txt',
      system: 'accounting',
      object_type: 'receipt',
      deleted: false,
    }
    for (const spelled of [path, encodeURIComponent(path), path.replace(home, code), `${path}/`]) {
      expect((await storage(accountant, 'GET', `/metadata/${spelled}`)).body).toEqual(shown)
    }
  })

  it.each(['nowhere', '../../etc/passwd', '%2e%2e/x', 'a/b/c/d/e', '%zz/a/b/c/d'])('does not find %s', async (path) => {
    expect((await storage(accountant, 'GET', `/metadata/${path}`)).status).toBe(404)
  })

  it('of another organization is the same answer as of none', async () => {
    const path = await uploaded()
    const foreign = await storage(stranger, 'GET', `/metadata/${path}`)
    const none = await storage(stranger, 'GET', `/metadata/${path}x`)
    expect({ ...foreign.body, request_id: '' }).toEqual({ ...none.body, request_id: '' })
  })
})
