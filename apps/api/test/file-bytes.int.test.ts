import { once } from 'node:events'
import { readdir } from 'node:fs/promises'
import { connect } from 'node:net'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { asSystem } from '@groundwork/db'
import { makeAvailable } from '@groundwork/db/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Caller, startTestApi, type TestApi } from './support/start-test-api.ts'

const system = asSystem('look behind the curtain')

let api: TestApi
let home: string
let member: Caller
let stranger: Caller

beforeAll(async () => {
  api = await startTestApi({ UPLOAD_MAX_BYTES_TEXT: '3000000' })
  home = await api.organization('Home')
  member = await api.member(home, 'member')
  stranger = await api.member(await api.organization('Elsewhere'), 'owner')
})
afterAll(() => api.stop())

const sql = <Row extends object>(query: string, values: readonly unknown[] = []) =>
  api.services.database.withUnitOfWork(system, (work) => work.query<Row>(query, values))

type Part = readonly [name: string, value: string | Blob, fileName?: string]
const file = (bytes: string | Buffer, fileName = 'notes.txt'): Part => ['file', new Blob([bytes]), fileName]

function form(...parts: Part[]): FormData {
  const data = new FormData()
  for (const [name, value, fileName] of parts) {
    if (typeof value === 'string') data.append(name, value)
    else data.append(name, value, fileName)
  }
  return data
}

const upload = (caller: Caller, ...parts: Part[]) => caller('POST', '/files/upload/', form(...parts))

async function available(bytes = '0123456789', fileName = 'notes.txt'): Promise<string> {
  const { body } = await upload(member, ['organization', home], file(bytes, fileName))
  await makeAvailable(sql, body.id)
  return body.id
}

/** Rows, half-written files and reservations that nobody owns. */
async function leftovers() {
  const [rows] = await sql<{ count: number }>(
    `select count(*)::int as count from file where status in ('pending', 'receiving', 'failed')`,
  )
  const [reserved] = await sql<{ bytes: number }>(
    'select coalesce(sum(reserved_bytes), 0)::int as bytes from storage_quota',
  )
  const temporary = await readdir(join(api.services.config.dataDirectory, 'files', '.tmp'))
  return { rows: rows?.count, reserved: reserved?.bytes, temporary }
}
const none = { rows: 0, reserved: 0, temporary: [] }

describe('POST /files/upload/', () => {
  it('answers 201 with the metadata of the file', async () => {
    const { status, body, headers } = await upload(
      member,
      ['organization', home],
      ['entity_type', 'lead'],
      ['entity_id', '7'],
      ['tags', '["a","b"]'],
      ['custom_fields', '{"colour":"red"}'],
      file('hello', 'Gr\u00fc\u00dfe "quoted".txt'),
    )
    expect(status).toBe(201)
    expect(headers.get('content-type')).toMatch('application/json')
    expect(body).toMatchObject({
      original_filename: 'Gr\u00fc\u00dfe "quoted".txt',
      file_size: 5,
      file_size_display: '5 B',
      mime_type: 'text/plain',
      uploaded_by: expect.any(String),
      uploaded_by_username: expect.stringMatching(/^member/),
      organization: home,
      organization_name: 'Home',
      entity_type: 'lead',
      entity_id: '7',
      tags: ['a', 'b'],
      custom_fields: { colour: 'red' },
      download_url: null,
      status: 'stored',
      sha256: '2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824',
    })
  })

  it('takes fields after the file, and the slash or not', async () => {
    const { status, body } = await member(
      'POST',
      '/files/upload',
      form(file('hello'), ['organization', home], ['tags', 'x, y'], ['tags', 'z']),
    )
    expect(status).toBe(201)
    expect(body.tags).toEqual(['x', 'y', 'z'])
  })

  it('needs no organization from somebody who has only one', async () => {
    expect(await upload(member, file('hello'))).toMatchObject({ status: 201, body: { organization: home } })
  })

  it('takes the organization from the address, after a small file, but not after a large one', async () => {
    expect(await api.admin('POST', `/files/upload/?organization=${home}`, form(file('hello')))).toMatchObject({
      status: 201,
    })
    expect(await upload(api.admin, file('hello'), ['organization', home])).toMatchObject({ status: 201 })
    const late = await upload(api.admin, file(Buffer.alloc(2_000_000, 'a')), ['organization', home])
    expect(late).toMatchObject({
      status: 400,
      body: { reason: 'organization_missing', errors: { organization: [expect.any(String)] } },
    })
    expect(await leftovers()).toEqual(none)
  })

  it.each<[string, Part[], number, string, string]>([
    ['no file', [], 400, 'file_missing', 'file'],
    ['text where the file should be', [['file', 'hello']], 400, 'file_missing', 'file'],
    ['two files', [file('a'), file('b')], 400, 'too_many_files', 'file'],
    ['a file under another name', [['attachment', new Blob(['a']), 'a.txt']], 400, 'unknown_field', 'attachment'],
    ['an unknown field', [['colour', 'red'], file('a')], 400, 'unknown_field', 'colour'],
    ['tags that are no JSON', [['tags', '["a'], file('a')], 400, 'malformed_json', 'tags'],
    ['the wrong type', [file('MZ\u0090\u0000', 'a.png')], 415, 'type_mismatch', 'file'],
    ['a blocked extension', [file('MZ', 'a.exe')], 415, 'extension_blocked', 'file'],
    ['nothing in the file', [file('')], 400, 'empty_file', 'file'],
    ['one byte too many', [file(Buffer.alloc(3_000_001, 'a'))], 413, 'too_large', 'file'],
  ])('refuses %s', async (_, parts, status, reason, field) => {
    const answer = await upload(member, ['organization', home], ...parts)
    expect(answer).toMatchObject({ status, body: { status, reason, errors: { [field]: [expect.any(String)] } } })
    expect(JSON.stringify(answer.body)).not.toMatch(/ at .*\.[tj]s/)
    expect(await leftovers()).toEqual(none)
  })

  it('names fields as the caller spelled them', async () => {
    const answer = await upload(member, ['organization', home], ['entity_type', 'x'.repeat(51)], file('a'))
    expect(answer).toMatchObject({ status: 400, body: { errors: { entity_type: [expect.any(String)] } } })
  })

  it('takes nothing but a form, and nothing from strangers', async () => {
    expect(await member('POST', '/files/upload/', { file: 'hello' })).toMatchObject({
      status: 415,
      body: { reason: 'not_multipart' },
    })
    expect(await api.anonymous('POST', '/files/upload/', form(file('a')))).toMatchObject({ status: 401 })
    expect(await upload(stranger, ['organization', home], file('a'))).toMatchObject({ status: 404 })
    expect(await upload(member, ['organization', 'no uuid'], file('a'))).toMatchObject({
      status: 400,
      body: { errors: { organization: [expect.any(String)] } },
    })
  })

  /** Sends a body as it stands, whatever its length is said to be. */
  async function sendRaw(body: string, contentLength: number, { isCut = false } = {}) {
    const socket = connect({ host: '127.0.0.1', port: api.port, allowHalfOpen: true })
    await once(socket, 'connect')
    socket.on('error', () => undefined)
    socket.write(
      `POST /api/v1/files/upload/?organization=${home} HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAuthorization: Bearer ${member.token}\r\n` +
        `Content-Type: multipart/form-data; boundary=xyz\r\nContent-Length: ${contentLength}\r\n\r\n${body}`,
    )
    if (isCut) socket.destroySoon()
    else return text(socket)
    await once(socket, 'close')
    return ''
  }
  const opening = '--xyz\r\nContent-Disposition: form-data; name="file"; filename="a.txt"\r\n\r\n'

  it.each([
    ['has no end', `${opening}some text`],
    ['is no form at all', 'hello'],
    ['ends inside a header', '--xyz\r\nContent-Disposition: form-da'],
  ])('answers 400 to a body that %s', async (_, body) => {
    const answer = await sendRaw(body, body.length)
    expect(answer).toMatch(/^HTTP\/1\.1 400 /)
    expect(answer).toMatch(/malformed_multipart|upload_aborted|file_missing/)
    expect(await leftovers()).toEqual(none)
  })

  it('leaves nothing of a body that stops half-way', async () => {
    const [before] = await sql<{ count: number }>('select count(*)::int as count from file')
    await sendRaw(`${opening}${'some text '.repeat(20_000)}`, 5_000_000, { isCut: true })
    await expect.poll(leftovers).toEqual(none)
    expect(await sql('select count(*)::int as count from file')).toEqual([before])
  })
})

describe('GET /files/{id}/download/', () => {
  const get = (caller: Caller, path: string, headers: Record<string, string> = {}) =>
    fetch(`${api.url}/api/v1/files/${path}`, { headers: { Authorization: `Bearer ${caller.token}`, ...headers } })

  it('gives the bytes with headers that let nothing run', async () => {
    const id = await available()
    const response = await get(member, `${id}/download/`)
    expect(response.status).toBe(200)
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': 'text/plain',
      'content-length': '10',
      'content-disposition': expect.stringMatching(/^attachment/),
      'x-content-type-options': 'nosniff',
      'content-security-policy': "sandbox; default-src 'none'",
      'accept-ranges': 'bytes',
      'cache-control': 'private, no-cache',
    })
    expect(await response.text()).toBe('0123456789')
  })

  it('gives parts, and nothing beyond the end or that is known already', async () => {
    const id = await available()
    const part = await get(member, `${id}/download`, { Range: 'bytes=-3' })
    expect([part.status, part.headers.get('content-range'), await part.text()]).toEqual([206, 'bytes 7-9/10', '789'])
    const beyond = await get(member, `${id}/download/`, { Range: 'bytes=10-' })
    expect([beyond.status, beyond.headers.get('content-range'), await beyond.text()]).toEqual([416, 'bytes */10', ''])
    const known = await get(member, `${id}/download/`, { 'If-None-Match': part.headers.get('etag') ?? '' })
    expect([known.status, await known.text()]).toEqual([304, ''])
  })

  it('refuses a parameter that it does not know, instead of answering something else', async () => {
    const id = await available()
    for (const door of ['download', 'thumbnail', 'optimised', 'access-url']) {
      const { status, body } = await member('GET', `/files/${id}/${door}/?inline=1`)
      expect([door, status, body.reason]).toEqual([door, 400, 'unknown_parameter'])
    }
  })

  it('shows inline what is asked for and safe', async () => {
    const dispositions = await Promise.all(
      [await available(), await available('<svg xmlns="http://www.w3.org/2000/svg"/>', 'a.svg')].map(async (id) =>
        (await get(member, `${id}/download/?disposition=inline`)).headers.get('content-disposition'),
      ),
    )
    expect(dispositions).toEqual([expect.stringMatching(/^inline/), expect.stringMatching(/^attachment/)])
  })

  it.each(['download', 'thumbnail', 'optimised', 'access-url'])(
    "answers a stranger's, an unknown and an impossible id alike: %s",
    async (what) => {
      const id = await available()
      const answers = await Promise.all(
        [`${id}`, '01900000-0000-7000-8000-00000000dead', 'nonsense'].map((key) =>
          stranger('GET', `/files/${key}/${what}/`),
        ),
      )
      for (const { status, body } of answers)
        expect({ status, ...body, request_id: '' }).toEqual({ ...answers[0]?.body, status: 404, request_id: '' })
    },
  )

  it('gives nothing that has not been scanned', async () => {
    const { body } = await upload(member, ['organization', home], file('hello'))
    expect(await member('GET', `/files/${body.id}/download/`)).toMatchObject({
      status: 409,
      body: { code: 'not_available', reason: 'stored' },
    })
  })
})

describe('GET /files/{id}/access-url/', () => {
  it('gives a link that works for anyone until it ends', async () => {
    const id = await available()
    const { status, body } = await member('GET', `/files/${id}/access-url/?expires_in=60&disposition=inline`)
    expect(status).toBe(200)
    expect(Date.parse(body.expires_at)).toBeGreaterThan(Date.now())
    const { pathname, search } = new URL(body.url)
    const path = pathname + search
    const response = await fetch(`${api.url}${path}`)
    expect([response.status, response.headers.get('content-disposition'), await response.text()]).toEqual([
      200,
      expect.stringMatching(/^inline/),
      '0123456789',
    ])
    const tampered = await api.anonymous('GET', `${path.replace('/api/v1', '')}x`)
    expect(tampered).toMatchObject({ status: 403, body: { code: 'forbidden', reason: 'link_invalid' } })
    await member('DELETE', `/files/${id}/`)
    expect((await fetch(`${api.url}${path}`)).status).toBe(404)
  })

  it.each(['0', '901', 'soon', '-1', '1e3'])('refuses %s seconds', async (seconds) => {
    const id = await available()
    const answer = await member('GET', `/files/${id}/access-url/?expires_in=${seconds}`)
    expect(answer).toMatchObject({ status: 400, body: { errors: { expires_in: [expect.any(String)] } } })
  })
})
