import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Caller, startTestApi, type TestApi } from './support/start-test-api.ts'
import { bytesType, sessionOf, sha256, textOf, tusCalls } from './support/tus-calls.ts'

let api: TestApi
let organization: string
let member: Caller
let tus: ReturnType<typeof tusCalls>

beforeAll(async () => {
  api = await startTestApi({ UPLOAD_MAX_BYTES_TEXT: '30000000' })
  organization = await api.organization('Terms')
  member = await api.member(organization, 'member')
  tus = tusCalls(api.url, { Authorization: `Bearer ${member.token}` })
})
afterAll(() => api.stop())

const count = async (of: string, where = 'true') => {
  const [row] = await api.sql<{ count: number }>(
    `select count(*)::int as count from ${of} where organization_id = $1 and ${where}`,
    [organization],
  )
  return row?.count ?? 0
}
const reserved = async () => {
  const [row] = await api.sql<{ bytes: number }>(
    'select coalesce(sum(reserved_bytes), 0)::int as bytes from storage_quota where organization_id = $1',
    [organization],
  )
  return row?.bytes ?? 0
}
const rowOf = async (file: string | null) => (await member('GET', `/files/${file}/`)).body
const named = (filename: string, more: object = {}) => ({ filename, organization, ...more })

describe('the request that begins an upload', () => {
  it('may bring the first bytes, or all of them', async () => {
    const bytes = Buffer.from('short and sweet')
    const whole = await tus.begin(bytes.length, named('short.txt'), { body: bytes, headers: bytesType })
    expect([whole.status, whole.headers.get('upload-offset')]).toEqual([201, String(bytes.length)])
    expect(await rowOf(whole.headers.get('upload-file-id'))).toMatchObject({ sha256: sha256(bytes) })

    const half = await tus.begin(bytes.length, named('half.txt'), { body: bytes.subarray(0, 5), headers: bytesType })
    expect(half.headers.get('upload-offset')).toBe('5')
    const rest = await tus.send(half.headers.get('location') ?? '', 5, bytes.subarray(5))
    expect((await rowOf(rest.headers.get('upload-file-id'))).sha256).toBe(sha256(bytes))
  })

  it('leaves nothing when those bytes are refused, for nobody knows its address', async () => {
    const [sessions, before] = [await count('upload_session'), await reserved()]
    const body = Buffer.from('%PDF-1.7 is no picture')
    expect((await tus.begin(body.length, named('a.png'), { body, headers: bytesType })).status).toBe(415)
    const wrong = { ...bytesType, 'Upload-Checksum': `sha1 ${Buffer.alloc(20).toString('base64')}` }
    expect((await tus.begin(body.length, named('a.txt'), { body, headers: wrong })).status).toBe(460)
    expect([await count('upload_session'), await reserved()]).toEqual([sessions, before])
  })

  it('says what belongs to the file, and hears it back', async () => {
    const metadata = named('plan.txt', {
      entity_type: 'order',
      entity_id: 'A-17',
      tags: '["steel"]',
      custom_fields: '{"folder":"plans"}',
    })
    const path = await tus.begun(4, metadata)
    const told = (await tus.ask('HEAD', path)).headers.get('upload-metadata') ?? ''
    expect(told.split(',').map((pair) => pair.split(' ')[0])).toEqual(Object.keys(metadata))
    const done = await tus.send(path, 0, Buffer.from('plan'))
    expect(await rowOf(done.headers.get('upload-file-id'))).toMatchObject({
      entity_type: 'order',
      entity_id: 'A-17',
      tags: ['steel'],
      custom_fields: { folder: 'plans' },
    })
  })

  it('keeps the tree of a folder, made once however many files come of it', async () => {
    const places = ['house/plans/ground.txt', 'house/plans/roof.txt', 'house/bill.txt']
    const folders = await Promise.all(
      places.map(async (relative_path) => {
        const body = Buffer.from(relative_path)
        const answer = await tus.begin(body.length, named(relative_path.split('/').at(-1) ?? '', { relative_path }), {
          body,
          headers: bytesType,
        })
        expect(answer.status).toBe(201)
        return (await rowOf(answer.headers.get('upload-file-id'))).folder
      }),
    )
    expect(folders[0]).toBe(folders[1])
    const { body } = await member('GET', `/folders/${folders[0]}/`)
    expect(body).toMatchObject({ name: 'plans', parent: folders[2] })
    expect(await count('folder')).toBe(2)
  })

  it('is told by the header, or by the word in it, what is wrong with it', async () => {
    const refused = async (answer: Response) => [
      answer.status,
      Object.keys(((await answer.json()) as { errors: object }).errors),
    ]
    const deep = `${'a/'.repeat(41)}a.txt`
    for (const relative_path of ['../../a.txt', deep])
      expect(await refused(await tus.begin(3, named('a.txt', { relative_path })))).toEqual([400, ['relative_path']])
    expect(await refused(await tus.begin(3, named('a.txt', { folder: 'no id' })))).toEqual([400, ['Upload-Metadata']])
    expect(await refused(await tus.begin(-3, named('a.txt')))).toEqual([400, ['Upload-Length']])
  })

  it.each(['Upload-Concat', 'Upload-Defer-Length'])(
    'is never taken for a whole file where it says %s',
    async (header) => {
      const answer = await tus.begin(3, named('part.txt'), { headers: { [header]: 'partial' } })
      expect([answer.status, await answer.json()]).toEqual([
        400,
        expect.objectContaining({ reason: 'extension_unsupported', errors: { [header]: [expect.any(String)] } }),
      ])
    },
  )

  it('is refused for a folder that is not there, or is somebody else’s', async () => {
    const elsewhere = await api.organization('Elsewhere')
    const { body } = await api.admin('POST', '/folders/', { organization: elsewhere, name: 'Theirs' })
    const tried = [body.id, '0193f1a0-0000-7000-8000-00000000dead', 'no id'].map((folder) =>
      tus.begin(3, named('a.txt', { folder })),
    )
    expect((await Promise.all(tried)).map(({ status }) => status)).toEqual([400, 400, 400])
  })

  it('is refused by what the organization itself does not take', async () => {
    const strict = await api.organization('Strict')
    const owner = await api.member(strict, 'owner')
    const ruled = await owner('PATCH', `/storage-policies/${strict}/`, { rules: { blocked_extensions: ['txt'] } })
    expect(ruled.status).toBe(200)
    const theirs = tusCalls(api.url, { Authorization: `Bearer ${owner.token}` })
    expect((await theirs.begin(3, { filename: 'a.txt', organization: strict })).status).toBe(415)
  })

  it('is refused while too many are under way', async () => {
    const path = await tus.begun(10, named('one-more.txt'))
    const crowd = (status: string) =>
      api.sql(
        `insert into upload_session (id, organization_id, user_id, kind, status, storage_provider, storage_key, multipart_id, part_bytes, expires_at)
         select gen_random_uuid(), organization_id, user_id, 'tus', $2, 'local', 'crowd', '-', 1, expires_at
         from upload_session, generate_series(1, 500) where id = $1`,
        [sessionOf(path), status],
      )
    await crowd('done')
    expect((await tus.begin(10, named('fits.txt'))).status).toBe(201)
    await crowd('open')
    const refused = await tus.begin(10, named('too-many.txt'))
    expect([refused.status, await refused.json()]).toEqual([
      429,
      expect.objectContaining({ code: 'rate_limited', reason: 'too_many_uploads' }),
    ])
    await api.sql(`delete from upload_session where storage_key = 'crowd'`)
  })
})

describe('an upload', () => {
  it('is over when nobody goes on in time, and lasts while somebody does', async () => {
    const path = await tus.begun(10, named('slow.txt'))
    const until = async () => Date.parse((await tus.ask('HEAD', path)).headers.get('upload-expires') ?? '')
    await api.sql(`update upload_session set expires_at = now() + interval '1 minute' where id = $1`, [sessionOf(path)])
    const before = await until()
    await tus.send(path, 0, Buffer.from('abc'))
    expect(await until()).toBeGreaterThan(before + 3_600_000)
    await api.sql(`update upload_session set expires_at = now() - interval '1 minute' where id = $1`, [sessionOf(path)])
    const answers = [await tus.ask('HEAD', path), await tus.send(path, 3, Buffer.from('d'))]
    expect(answers.map(({ status }) => status)).toEqual([410, 410])
    expect(await answers[1]?.json()).toMatchObject({ reason: 'upload_expired' })
    expect((await tus.ask('DELETE', path)).status).toBe(204)
    expect((await tus.ask('DELETE', path)).status).toBe(404)
  })

  it('becomes one whole file, however many send to it at once', async () => {
    const bytes = textOf(9_000_000)
    const path = await tus.begun(bytes.length, named('race.txt'))
    const answers = await Promise.all(Array.from({ length: 4 }, () => tus.send(path, 0, bytes)))
    const statuses = answers.map(({ status }) => status)
    for (const status of statuses) expect([204, 400, 409, 423]).toContain(status)
    const offset = await tus.offsetOf(path)
    if (offset < bytes.length) expect((await tus.send(path, offset, bytes.subarray(offset))).status).toBe(204)
    const file = (await tus.ask('HEAD', path)).headers.get('upload-file-id')
    expect((await rowOf(file)).sha256).toBe(sha256(bytes))
    expect(await count('file', `original_filename = 'race.txt'`)).toBe(1)
  })

  it('goes through networks that know no PATCH', async () => {
    const path = await tus.begun(3, named('old.txt'))
    const headers = { ...bytesType, 'Upload-Offset': '0', 'X-HTTP-Method-Override': 'PATCH' }
    expect((await tus.ask('POST', path, { headers, body: Buffer.from('abc') })).status).toBe(204)
  })
})
