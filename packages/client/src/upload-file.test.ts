import { createHash, randomBytes } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import type { IncomingMessage } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { listen, problem, standIn } from '../test/stand-in.ts'
import { createClient, type UploadProgress } from './index.ts'

const row = {
  id: 'f1',
  original_filename: 'a.txt',
  file_size: 5,
  custom_fields: { shelf_mark: 'A 1' },
  status: 'stored',
}
const about = { organization: 'o1' }
let folder: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'groundwork-client-'))
})
afterAll(() => rm(folder, { recursive: true }))

describe('an upload', () => {
  it('sends what is known about the file before the file', async () => {
    const { url, received } = await standIn(() => ({ status: 201, json: row }))
    const gw = createClient({ url, token: 'a-token' })

    const file = await gw.uploadFile(new File(['hello'], 'say "hi".txt', { type: 'text/plain' }), {
      organization: 'o 1',
      tags: ['harbour', 'c'],
      customFields: { shelf_mark: 'A 1' },
      entityType: 'product',
      entityId: 'p1',
    })

    expect(file).toMatchObject({
      id: 'f1',
      originalFilename: 'a.txt',
      fileSize: 5,
      customFields: { shelf_mark: 'A 1' },
    })
    const [request] = received
    expect(request).toMatchObject({ method: 'POST', path: '/api/v1/files/upload/?organization=o%201' })
    expect(request?.headers).toMatchObject({ authorization: 'Bearer a-token' })
    expect(Number(request?.headers['content-length'])).toBe(request?.body.length)
    const names = [...(request?.body ?? '').matchAll(/ name="(\w+)"/g)].map(([, name]) => name)
    expect(names).toEqual(['entity_type', 'entity_id', 'tags', 'custom_fields', 'file'])
    expect(request?.body).toContain('filename="say %22hi%22.txt"\r\nContent-Type: text/plain\r\n\r\nhello\r\n')
  })

  it('streams a path from disk and tells how far it is', async () => {
    const bytes = randomBytes(3_000_000)
    const path = join(folder, 'large.bin')
    await writeFile(path, bytes)
    const hash = createHash('sha256')
    const url = await listen(async (req, res) => {
      const chunks: Buffer[] = []
      for await (const chunk of req) chunks.push(chunk as Buffer)
      const body = Buffer.concat(chunks)
      const start = body.indexOf('\r\n\r\n') + 4
      hash.update(body.subarray(start, start + bytes.length))
      res.writeHead(201).end(JSON.stringify(row))
    })
    const progress: UploadProgress[] = []

    await createClient({ url }).uploadFile(path, { ...about, onProgress: (step) => progress.push(step) })

    expect(hash.digest('hex')).toBe(createHash('sha256').update(bytes).digest('hex'))
    expect(progress.length).toBeGreaterThan(5)
    expect(progress.at(-1)).toEqual({ sentBytes: bytes.length, totalBytes: bytes.length })
  })

  it('sends a stream of unknown length', async () => {
    const { url, received } = await standIn(() => ({ status: 201, json: row }))
    const stream = new Blob(['some', 'where']).stream()
    await createClient({ url }).uploadFile({ name: 'a.txt', stream }, about)
    expect(received[0]?.headers['transfer-encoding']).toBe('chunked')
    expect(received[0]?.body).toContain('\r\n\r\nsomewhere\r\n')
  })

  it('is sent again with a new token', async () => {
    const { url, received } = await standIn(({ path, headers }) => {
      if (path.endsWith('/refresh/')) return { status: 200, json: { access: 'new', refresh: 'second' } }
      return headers.authorization === 'Bearer new' ? { status: 201, json: row } : problem('unauthenticated', 401)
    })
    const gw = createClient({ url, token: 'old', refreshToken: 'first' })

    await gw.uploadFile({ name: 'a.txt', bytes: Buffer.from('hello') }, about)
    expect(received.at(-1)?.body).toContain('hello')
  })

  it('of a stream that has flowed away is not', async () => {
    const { url, received } = await standIn(() => problem('unauthenticated', 401))
    const gw = createClient({ url, token: 'old', refreshToken: 'first' })
    const stream = new Blob(['hello']).stream()

    await expect(gw.uploadFile({ name: 'a.txt', stream }, about)).rejects.toMatchObject({ code: 'unauthenticated' })
    expect(received).toHaveLength(1)
  })

  it('goes over the connection of the one just before', async () => {
    const connections = new Set<unknown>()
    const url = await listen(async (req, res) => {
      connections.add(req.socket)
      await buffer(req)
      res.writeHead(201).end(JSON.stringify(row))
    })
    const gw = createClient({ url, token: 'a-token' })
    for (let time = 0; time < 3; time++) await gw.uploadFile(new File(['hello'], 'a.txt'), about)
    expect(connections.size).toBe(1)
  })

  it('takes no connection that was closed while its sender was busy', async () => {
    let connection: IncomingMessage['socket'] | undefined
    const url = await listen(async (req, res) => {
      connection = req.socket
      await buffer(req)
      res.writeHead(201).end(JSON.stringify(row))
    })
    const gw = createClient({ url, token: 'a-token' })
    await gw.uploadFile(new File(['hello'], 'a.txt'), about)
    connection?.destroy()
    await expect(gw.uploadFile(new File(['hello'], 'a.txt'), about)).resolves.toMatchObject({ id: 'f1' })
  })

  it('ends with a refusal that comes before the last byte', async () => {
    const url = await listen((req, res) => {
      req.once('data', () => {
        const { status, json } = problem('unsupported_type', 415, { reason: 'type_mismatch' })
        res.writeHead(status).end(JSON.stringify(json))
      })
    })
    async function* endless() {
      for (;;) yield randomBytes(65_536)
    }
    await expect(createClient({ url }).uploadFile({ name: 'a.jpg', stream: endless() }, about)).rejects.toMatchObject({
      code: 'unsupported_type',
      reason: 'type_mismatch',
    })
  })

  it('says when the connection was cut', async () => {
    const url = await listen((req) => req.once('data', () => req.destroy()))
    const upload = createClient({ url }).uploadFile({ name: 'a.txt', bytes: randomBytes(4_000_000) }, about)
    await expect(upload).rejects.toMatchObject({ code: 'unreachable' })
  })

  it('says when the source fails', async () => {
    const { url } = await standIn(() => ({ status: 201, json: row }))
    const gw = createClient({ url })
    async function* broken() {
      yield randomBytes(10)
      throw new Error('the disk is gone')
    }
    await expect(gw.uploadFile(join(folder, 'missing'), about)).rejects.toMatchObject({ code: 'ENOENT' })
    await expect(gw.uploadFile({ name: 'a', stream: broken() }, about)).rejects.toThrow('the disk is gone')
    await expect(gw.uploadFile({ name: 'a', stream: broken(), size: 9 }, about)).rejects.toThrow('the disk is gone')
  })

  it('can be stopped', async () => {
    const stop = new AbortController()
    const reason = new Error('changed my mind')
    const url = await listen((req) => req.once('data', () => stop.abort(reason)))
    const upload = createClient({ url }).uploadFile(
      { name: 'a.txt', bytes: randomBytes(4_000_000) },
      { ...about, signal: stop.signal },
    )
    await expect(upload).rejects.toBe(reason)
  })

  it('shows an answer that is no problem JSON by its status', async () => {
    const { url } = await standIn(() => ({ status: 502, text: '<html>' }))
    const upload = createClient({ url }).uploadFile({ name: 'a.txt', bytes: randomBytes(4) }, about)
    await expect(upload).rejects.toMatchObject({ code: 'unavailable', status: 502 })
  })
})

describe('a download', () => {
  it('may ask for a part', async () => {
    const { url, received } = await standIn(() => ({ status: 206, text: 'ell' }))
    const response = await createClient({ url }).downloadFile('f1', { range: { start: 1, end: 3 } })
    expect(await response.text()).toBe('ell')
    expect(received[0]).toMatchObject({ path: '/api/v1/files/f1/download/', headers: { range: 'bytes=1-3' } })
  })

  it('comes as a blob', async () => {
    const { url, received } = await standIn(() => ({ status: 200, text: 'small' }))
    const blob = await createClient({ url }).fetchBlob('f1', { variant: 'thumbnail' })
    expect(await blob.text()).toBe('small')
    expect(received[0]?.path).toBe('/api/v1/files/f1/thumbnail/')
  })

  it('throws what the server said', async () => {
    const { url } = await standIn(() => problem('not_available', 409))
    await expect(createClient({ url }).downloadFile('f1')).rejects.toMatchObject({ code: 'not_available', status: 409 })
  })
})
