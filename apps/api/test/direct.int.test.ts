import { Readable } from 'node:stream'
import { reapUploadSessions } from '@groundwork/services'
import { type StorageKey, stagingKey } from '@groundwork/storage'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { FakeS3 } from '../../../packages/storage/test/fake-s3.ts'
import { isRadosgwInstalled } from '../../../packages/storage/test/radosgw.ts'
import { startRadosgwBucket } from '../../../packages/storage/test/radosgw-bucket.ts'
import { type Caller, startTestApi, type TestApi } from './support/start-test-api.ts'
import { sha256, textOf, tusCalls } from './support/tus-calls.ts'

interface Bucket {
  readonly endpoint: string
  readonly bucket: string
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string }
  stop(): Promise<void>
}

const settingsOf = ({ endpoint, bucket, credentials }: Bucket) => ({
  STORAGE_PROVIDER: 's3',
  S3_ENDPOINT: endpoint,
  S3_BUCKET: bucket,
  S3_REGION: 'us-east-1',
  S3_ACCESS_KEY_ID: credentials.accessKeyId,
  S3_SECRET_ACCESS_KEY: credentials.secretAccessKey,
})

const kinds = [
  { name: 'a fake of S3', isHere: true, start: () => FakeS3.start() },
  { name: 'Ceph radosgw', isHere: isRadosgwInstalled(), start: () => startRadosgwBucket('groundwork-direct') },
]

describe.each(kinds)('straight to $name', ({ isHere, start }) => {
  describe.runIf(isHere)('an upload', { timeout: 60_000 }, () => {
    let server: Bucket
    let api: TestApi
    let organization: string
    let member: Caller

    beforeAll(async () => {
      server = await start()
      api = await startTestApi({
        ...settingsOf(server),
        UPLOAD_MAX_BYTES_TEXT: '30000000',
      })
      organization = await api.organization('Direct')
      member = await api.member(organization, 'member')
    }, 120_000)
    afterAll(async () => {
      await api?.stop()
      await server?.stop()
    })

    const begin = (bytes: number, more: object = {}, caller: Caller = member) =>
      caller('POST', '/uploads/direct/', { organization, filename: 'long.txt', bytes, ...more })

    async function put(
      parts: readonly { number: number; bytes: number; url: string }[],
      bytes: Buffer,
      partBytes: number,
    ) {
      const sent = parts.map(async ({ number, url }) => {
        const start = (number - 1) * partBytes
        const body = new Uint8Array(bytes.subarray(start, start + partBytes))
        const answer = await fetch(url, { method: 'PUT', body })
        return { number, etag: answer.headers.get('etag') ?? '', status: answer.status }
      })
      return Promise.all(sent)
    }

    /** Begun, and all its bytes in the bucket. */
    async function sent(bytes: Buffer, more: object = {}) {
      const { status, body } = await begin(bytes.length, more)
      expect(status).toBe(201)
      const parts = await put(body.parts, bytes, body.part_bytes)
      expect(parts.map((part) => part.status)).toEqual(parts.map(() => 200))
      return { id: body.id as string, parts: parts.map(({ number, etag }) => ({ number, etag })) }
    }

    const complete = (id: string, body: object, caller: Caller = member) =>
      caller('POST', `/uploads/direct/${id}/complete/`, body)

    async function staged(): Promise<string[]> {
      const keys: string[] = []
      for await (const { key } of api.services.storages.main.list('staging/')) keys.push(key)
      return keys
    }
    const quota = async () => {
      const [row] = await api.sql<{ used: number; reserved: number }>(
        `select used_bytes::int as used, reserved_bytes::int as reserved from storage_quota where organization_id = $1`,
        [organization],
      )
      return row
    }
    const keyOf = async (file: string) => {
      const [row] = await api.sql<{ key: StorageKey }>(
        'select storage_key as key from blob join file_version v on v.blob_id = blob.id where v.file_id = $1',
        [file],
      )
      return row?.key
    }
    const overwrite = (id: string, text: string) =>
      api.services.storages.main.put(stagingKey(organization, id), Readable.from([Buffer.from(text)]), {
        contentType: 'text/plain',
        signal: new AbortController().signal,
      })

    it('becomes the file that was sent, under a key that no client had an address of', async () => {
      const bytes = textOf(20_000_000)
      const { id, parts } = await sent(bytes, { sha256: sha256(bytes), tags: ['steel'] })
      expect(parts).toHaveLength(3)
      const { status, body } = await complete(id, { parts })
      expect([status, body]).toEqual([
        201,
        expect.objectContaining({ status: 'stored', file_size: bytes.length, sha256: sha256(bytes), tags: ['steel'] }),
      ])
      expect(await complete(id, { parts })).toMatchObject({ body: { id: body.id } })
      expect(await keyOf(body.id)).not.toContain('staging')
      expect(await staged()).toEqual([])
      expect(await quota()).toEqual({ used: bytes.length, reserved: 0 })
    })

    it('is what was looked at, whatever is written to its first place afterwards', async () => {
      const bytes = Buffer.from('an honest text')
      const { id, parts } = await sent(bytes)
      const { body } = await complete(id, { parts })
      await overwrite(id, 'something quite different')
      const key = await keyOf(body.id)
      const pieces: Buffer[] = []
      if (key) for await (const piece of await api.services.storages.main.open(key)) pieces.push(piece as Buffer)
      expect(Buffer.concat(pieces).toString()).toBe('an honest text')
      await api.services.storages.main.remove([stagingKey(organization, id)])
    })

    it('brings no more bytes than its addresses were made for', async () => {
      const { body } = await begin(14)
      const answer = await fetch(body.parts[0].url, { method: 'PUT', body: 'x'.repeat(15) }).catch(() => null)
      expect(answer?.ok ?? false).toBe(false)
      expect((await member('DELETE', `/uploads/direct/${body.id}/`)).status).toBe(204)
    })

    it('is refused where the bytes are not those that were announced, and leaves nothing', async () => {
      const before = await quota()
      const bytes = Buffer.from('an honest text')
      const other = await sent(bytes, { sha256: '0'.repeat(64) })
      expect(await complete(other.id, { parts: other.parts })).toMatchObject({
        status: 400,
        body: { reason: 'checksum_mismatch' },
      })
      expect(await complete(other.id, { parts: other.parts })).toMatchObject({
        status: 409,
        body: { reason: 'checksum_mismatch' },
      })
      const disguised = await sent(Buffer.from('%PDF-1.7 is no picture'), { filename: 'a.png' })
      expect((await complete(disguised.id, { parts: disguised.parts })).status).toBe(415)
      expect(await staged()).toEqual([])
      expect(await quota()).toEqual(before)
    })

    it('is made of the parts that are there', async () => {
      const { body } = await begin(20_000_000)
      const etag = '0'.repeat(32)
      const named = (numbers: number[]) => ({ parts: numbers.map((number) => ({ number, etag })) })
      expect(await complete(body.id, named([1, 2, 3]))).toMatchObject({
        status: 409,
        body: { reason: 'parts_mismatch' },
      })
      expect(await complete(body.id, named([1, 3]))).toMatchObject({
        status: 400,
        body: { reason: 'parts_incomplete' },
      })
      const more = (numbers: number[]) => member('POST', `/uploads/direct/${body.id}/parts/`, { numbers })
      expect((await more([3, 1])).body.parts.map((part: { bytes: number }) => part.bytes)).toEqual([
        3_222_784, 8_388_608,
      ])
      expect((await more([4])).status).toBe(400)
      expect((await member('DELETE', `/uploads/direct/${body.id}/`)).status).toBe(204)
      expect((await more([1])).status).toBe(404)
    })

    it('is refused before a byte is sent, and to everybody else', async () => {
      expect((await begin(30_000_001)).status).toBe(413)
      expect((await begin(10, { filename: 'run.exe' })).status).toBe(415)
      expect((await begin(10, { organization: await api.organization('Theirs') })).status).toBe(404)
      const { id, parts } = await sent(Buffer.from('mine'))
      const colleague = await api.member(organization, 'owner')
      const answers = [
        await complete(id, { parts }, colleague),
        await colleague('POST', `/uploads/direct/${id}/parts/`, { numbers: [1] }),
        await colleague('DELETE', `/uploads/direct/${id}/`),
        await tusCalls(api.url, { Authorization: `Bearer ${member.token}` }).ask('HEAD', `/api/v1/uploads/${id}`),
      ]
      expect(answers.map(({ status }) => status)).toEqual([404, 404, 404, 404])
      expect((await complete(id, { parts })).status).toBe(201)
    })

    it('becomes its one file at the second try, where the first one broke off after the bytes were taken over', async () => {
      const bytes = textOf(9_000_000)
      bytes.write('once ')
      const { id, parts } = await sent(bytes)
      await api.sql(
        `create function planted() returns trigger language plpgsql as $$ begin raise exception 'planted'; end $$`,
      )
      await api.sql('create trigger planted before insert on file_version for each row execute function planted()')
      expect((await complete(id, { parts })).status).toBe(500)
      await api.sql('drop function planted() cascade')
      const { status, body } = await complete(id, { parts })
      expect([status, body.sha256]).toEqual([201, sha256(bytes)])
      expect(await staged()).toEqual([])
      expect((await complete(id, { parts })).body.id).toBe(body.id)
    })

    it('that nobody completes is swept away', async () => {
      const before = await quota()
      await begin(20_000_000)
      await api.sql(`update upload_session set expires_at = now() - interval '1 minute' where status = 'open'`)
      await reapUploadSessions(api.services)
      expect({ ...(await quota()), staged: await staged() }).toEqual({ used: before?.used, reserved: 0, staged: [] })
    })

    it('may come by tus as well, in pieces that fill no part', async () => {
      const bytes = textOf(19_000_001)
      const tus = tusCalls(api.url, { Authorization: `Bearer ${member.token}` })
      const path = await tus.begun(bytes.length, { filename: 'by-tus.txt', organization })
      for (let at = 0; at < bytes.length; at += 5_000_000)
        expect((await tus.send(path, at, bytes.subarray(at, at + 5_000_000))).status).toBe(204)
      const file = (await tus.ask('HEAD', path)).headers.get('upload-file-id')
      expect((await member('GET', `/files/${file}/`)).body.sha256).toBe(sha256(bytes))
      expect(await staged()).toEqual([])
    })
  })
})

describe('straight to the bucket', () => {
  it('is refused when it is changed while it is taken over', async () => {
    const server = await FakeS3.start()
    const api = await startTestApi(settingsOf(server))
    const organization = await api.organization('Attacked')
    const member = await api.member(organization, 'member')
    const { body } = await member('POST', '/uploads/direct/', { organization, filename: 'a.txt', bytes: 4 })
    const answer = await fetch(body.parts[0].url, { method: 'PUT', body: 'good' })
    server.when('CopyObject', () => {
      const key = stagingKey(organization, body.id)
      const there = server.objects.get(key)
      if (there) server.objects.set(key, { ...there, body: Buffer.from('evil'), etag: 'another' })
    })
    const parts = [{ number: 1, etag: answer.headers.get('etag') }]
    const completed = await member('POST', `/uploads/direct/${body.id}/complete/`, { parts })
    expect(completed).toMatchObject({ status: 400, body: { reason: 'bytes_changed' } })
    expect([...server.objects.keys()]).toEqual([])
    await api.stop()
    await server.stop()
  })

  it('is no way where the bytes lie on a disk', async () => {
    const api = await startTestApi()
    const organization = await api.organization('Disk')
    const member = await api.member(organization, 'member')
    const answer = await member('POST', '/uploads/direct/', { organization, filename: 'a.txt', bytes: 4 })
    expect(answer).toMatchObject({ status: 409, body: { code: 'not_available', reason: 'direct_unavailable' } })
    expect(await api.sql('select 1 from upload_session')).toEqual([])
    await api.stop()
  })
})
