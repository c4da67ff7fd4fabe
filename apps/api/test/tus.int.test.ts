import { createHash } from 'node:crypto'
import { request } from 'node:http'
import { reapUploadSessions } from '@groundwork/services'
import { Upload } from 'tus-js-client'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Caller, startTestApi, type TestApi } from './support/start-test-api.ts'
import { base64, bytesType, sessionOf, sha256, textOf, tusCalls } from './support/tus-calls.ts'

let api: TestApi
let organization: string
let member: Caller
let tus: ReturnType<typeof tusCalls>

beforeAll(async () => {
  api = await startTestApi({ UPLOAD_MAX_BYTES_TEXT: '30000000' })
  organization = await api.organization('Senders')
  member = await api.member(organization, 'member')
  tus = tusCalls(api.url, { Authorization: `Bearer ${member.token}` })
})
afterAll(() => api.stop())

const named = (fileName = 'notes.txt', home = organization) => ({
  filename: fileName,
  organization: home,
  tags: 'a, b',
})
const begin = (bytes: number, fileName?: string, home?: string) => tus.begin(bytes, named(fileName, home))
const begun = (bytes: number) => tus.begun(bytes, named())
const send: ReturnType<typeof tusCalls>['send'] = (...given) => tus.send(...given)
const ask: ReturnType<typeof tusCalls>['ask'] = (...given) => tus.ask(...given)
const offsetOf = (path: string) => tus.offsetOf(path)

async function reserved(): Promise<number> {
  const [row] = await api.sql<{ bytes: number }>(
    'select coalesce(sum(reserved_bytes), 0)::int as bytes from storage_quota where organization_id = $1',
    [organization],
  )
  return row?.bytes ?? 0
}

describe('tus', () => {
  it('takes what tus-js-client sends, in chunks of its own', async () => {
    const bytes = textOf(20_000_001)
    let file = ''
    await new Promise<void>((resolve, reject) => {
      new Upload(bytes, {
        endpoint: `${api.url}/api/v1/uploads/`,
        headers: { Authorization: `Bearer ${member.token}` },
        metadata: { filename: 'long.txt', organization },
        chunkSize: 3_000_000,
        retryDelays: null,
        onAfterResponse: (_req, res) => {
          file = res.getHeader('Upload-File-Id') ?? file
        },
        onSuccess: () => resolve(),
        onError: reject,
      }).start()
    })
    const { body } = await member('GET', `/files/${file}/`)
    expect(body).toMatchObject({ original_filename: 'long.txt', file_size: bytes.length, sha256: sha256(bytes) })
    expect(await reserved()).toBe(0)
  })

  it('goes on where a connection broke off', async () => {
    const bytes = textOf(10_000_000)
    const path = await begun(bytes.length)
    const broken = request(`${api.url}${path}`, {
      method: 'PATCH',
      headers: {
        Authorization: `Bearer ${member.token}`,
        'Tus-Resumable': '1.0.0',
        ...bytesType,
        'Upload-Offset': '0',
        'Content-Length': bytes.length,
      },
    })
    broken.on('error', () => undefined)
    const closed = new Promise((resolve) => broken.on('close', resolve))
    broken.write(bytes.subarray(0, 9_000_000), () => broken.destroy())
    await closed
    await expect.poll(() => offsetOf(path)).toBeGreaterThan(0)
    const offset = await offsetOf(path)
    expect((await send(path, offset, bytes.subarray(offset))).status).toBe(204)
    const file = (await ask('HEAD', path)).headers.get('upload-file-id')
    expect((await member('GET', `/files/${file}/`)).body).toMatchObject({ sha256: sha256(bytes), tags: ['a', 'b'] })
  })

  it('keeps nothing of a piece whose checksum is wrong', async () => {
    const bytes = textOf(9_000_000)
    const path = await begun(bytes.length)
    const wrong = await send(path, 0, bytes, { 'Upload-Checksum': `sha1 ${base64('12345678901234567890')}` })
    expect(wrong.status).toBe(460)
    expect(await offsetOf(path)).toBe(0)
    const digest = createHash('sha1').update(bytes).digest('base64')
    const right = await send(path, 0, bytes, { 'Upload-Checksum': `sha1 ${digest}` })
    expect(right.status).toBe(204)
    expect(right.headers.get('upload-file-id')).toMatch(/-/)
  })

  it('refuses before a byte is sent', async () => {
    expect((await begin(10, 'run.exe')).status).toBe(415)
    expect((await begin(30_000_001)).status).toBe(413)
    expect((await begin(10, 'a.txt', await api.organization('Theirs'))).status).toBe(404)
    expect((await ask('POST', '/api/v1/uploads/', { headers: { 'Upload-Length': '3' } })).status).toBe(400)
    await api.sql(
      `insert into storage_quota (organization_id, quota_bytes) values ($1, 100)
       on conflict (organization_id) do update set quota_bytes = 100`,
      [organization],
    )
    expect((await begin(20_000_000)).status).toBe(413)
    await api.sql('update storage_quota set quota_bytes = 1000000000 where organization_id = $1', [organization])
  })

  it('judges the bytes once they are there, and says so ever after', async () => {
    const before = await reserved()
    const bytes = Buffer.from('%PDF-1.7 is no text')
    const path = (await begin(bytes.length, 'plan.png')).headers.get('location') ?? ''
    expect((await send(path, 0, bytes)).status).toBe(415)
    expect((await ask('HEAD', path)).status).toBe(410)
    expect(await reserved()).toBe(before)
  })

  it('answers 409 at the wrong offset, 412 without its version, 404 to others', async () => {
    const path = await begun(10)
    expect((await send(path, 3, Buffer.from('abc'))).status).toBe(409)
    expect((await ask('HEAD', path, { headers: { 'Tus-Resumable': '0.2.2' } })).status).toBe(412)
    const colleague = await api.member(organization, 'owner')
    expect((await tusCalls(api.url, { Authorization: `Bearer ${colleague.token}` }).ask('HEAD', path)).status).toBe(404)
  })

  it('answers 404 to what could be no upload', async () => {
    for (const id of ['-'.repeat(36), '0190000000000000000000000000000000-0'])
      for (const verb of ['HEAD', 'DELETE'] as const)
        expect((await ask(verb, `/api/v1/uploads/${id}`)).status).toBe(404)
    expect((await ask('DELETE', '/api/v1/uploads/direct/nothing/')).status).toBe(404)
  })

  it('answers 423 while another process writes', async () => {
    const path = await begun(10)
    await api.sql(
      `update upload_session set lease_token = gen_random_uuid(), lease_until = now() + interval '1 minute' where id = $1`,
      [sessionOf(path)],
    )
    expect((await send(path, 0, Buffer.from('abc'))).status).toBe(423)
  })

  it('makes the file of a session whose process died before it could', async () => {
    const bytes = textOf(9_000_000)
    const path = await begun(bytes.length)
    await api.sql(
      `create function planted() returns trigger language plpgsql as $$ begin raise exception 'planted'; end $$`,
    )
    await api.sql('create trigger planted before insert on file_version for each row execute function planted()')
    expect((await send(path, 0, bytes)).status).toBe(500)
    await api.sql('drop trigger planted on file_version')
    const file = (await ask('HEAD', path)).headers.get('upload-file-id')
    expect((await member('GET', `/files/${file}/`)).body).toMatchObject({ sha256: sha256(bytes), status: 'stored' })
    expect((await ask('HEAD', path)).headers.get('upload-file-id')).toBe(file)
  })

  it('makes the next version of a file', async () => {
    const first = Buffer.from('the first text')
    const path = await begun(first.length)
    const file = (await send(path, 0, first)).headers.get('upload-file-id') ?? ''
    await api.sql(`update file set status = 'available' where id = $1`, [file])
    const second = Buffer.from('another text')
    const next = await tus.begun(second.length, { filename: 'notes.txt', organization, replaces: file })
    const replaced = await send(next, 0, second)
    expect([replaced.status, replaced.headers.get('upload-file-id')]).toEqual([204, file])
    const versions = await api.sql<{ number: number }>(
      'select number from file_version where file_id = $1 order by number',
      [file],
    )
    expect(versions).toEqual([{ number: 1 }, { number: 2 }])
  })

  it('leaves nothing of a session that nobody came back to', async () => {
    const before = await reserved()
    const path = await begun(9_000_000)
    expect((await send(path, 0, textOf(8_500_000))).status).toBe(204)
    await api.sql(`update upload_session set expires_at = now() - interval '1 minute' where id = $1`, [sessionOf(path)])
    expect(await reapUploadSessions(api.services)).toBe(1)
    expect(await reserved()).toBe(before)
    expect((await ask('HEAD', path)).status).toBe(404)
  })

  it('gives back what was set aside when it is given up', async () => {
    const before = await reserved()
    const path = await begun(5000)
    expect(await reserved()).toBe(before + 5000)
    expect((await ask('DELETE', path)).status).toBe(204)
    expect(await reserved()).toBe(before)
    expect((await ask('HEAD', path)).status).toBe(404)
  })
})
