import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { type AddressInfo, connect, createServer as createSocketServer, type Server, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { password, startTestApi, type TestApi } from '../../../apps/api/test/support/start-test-api.ts'
import { createClient, type GroundworkClient } from '../src/index.ts'

let api: TestApi
let organization: string
let username: string
let gw: GroundworkClient
let directory: string
const servers: Server[] = []

beforeAll(async () => {
  api = await startTestApi({ UPLOAD_MAX_BYTES_TEXT: '60000000', OUTBOUND_ALLOW: '127.0.0.1/32' })
  organization = await api.organization('Transfers')
  username = (await api.member(organization, 'member')).username
  gw = createClient({ url: api.url })
  await gw.signIn(username, password)
  directory = await mkdtemp(join(tmpdir(), 'groundwork-client-'))
})
afterEach(() => {
  for (const server of servers.splice(0)) server.close()
})
afterAll(async () => {
  await gw.close()
  await api.stop()
  await rm(directory, { recursive: true })
})

const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex')
const textOf = (bytes: number, line = 'A line that comes again.\n') => Buffer.alloc(bytes, line)

/** A line to the API that breaks once so many bytes have gone through, as often as told. */
async function badLine(breakAfter: number[]): Promise<{ readonly url: string; readonly left: number[] }> {
  const left = [...breakAfter]
  const server = createSocketServer((socket: Socket) => {
    const behind = connect(api.port, '127.0.0.1')
    let sent = 0
    socket.on('data', (chunk) => {
      sent += chunk.length
      if (sent > (left[0] ?? Number.POSITIVE_INFINITY)) {
        left.shift()
        socket.destroy()
        behind.destroy()
      } else if (!behind.write(chunk)) socket.pause()
    })
    behind.on('drain', () => socket.resume())
    behind.pipe(socket)
    for (const end of [socket, behind]) {
      end.on('error', () => undefined)
      end.on('close', () => {
        socket.destroy()
        behind.destroy()
      })
    }
  })
  servers.push(server)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, left }
}

describe('an upload that can resume', () => {
  it('arrives whole over a line that breaks three times', async () => {
    const bytes = textOf(50_000_001)
    const path = join(directory, 'long.txt')
    await writeFile(path, bytes)
    const line = await badLine([11_000_000, 9_000_000, 17_000_000])
    const there = createClient({ url: line.url })
    await there.signIn(username, password)
    const told: number[] = []
    const file = await there.files.upload(path, {
      organization,
      tags: ['very long', 'dull'],
      relativePath: 'archive/2026/long.txt',
      retryDelays: [0, 0, 0, 0],
      onProgress: ({ sentBytes }) => void told.push(sentBytes),
    })
    expect(line.left).toEqual([])
    expect(file).toMatchObject({ originalFilename: 'long.txt', sha256: sha256(bytes), tags: ['very long', 'dull'] })
    expect(told.at(-1)).toBe(bytes.length)
    const { rows } = await gw.folder.list({ filter: { field: 'id', op: 'eq', value: file.folder } })
    expect(rows).toMatchObject([{ name: '2026', organization }])
    await there.close()
  })

  it('pauses, and goes on in another client from where it was', async () => {
    const bytes = textOf(30_000_000, 'Another line.\n')
    const pausing = new AbortController()
    let session = ''
    const paused = gw.files.upload(
      { name: 'paused.txt', bytes },
      {
        organization,
        signal: pausing.signal,
        onSession: (begun) => {
          session = begun
        },
        onProgress: ({ sentBytes }) => {
          if (sentBytes > 10_000_000) pausing.abort(new Error('paused'))
        },
      },
    )
    await expect(paused).rejects.toThrow('paused')
    const later = createClient({ url: api.url })
    await later.signIn(username, password)
    const told: number[] = []
    const file = await later.files.upload(
      { name: 'paused.txt', bytes },
      {
        organization,
        session,
        onProgress: ({ sentBytes }) => void told.push(sentBytes),
      },
    )
    expect(file.sha256).toBe(sha256(bytes))
    expect(Math.min(...told)).toBeGreaterThan(0)
    await later.close()
  })

  it('takes newer credentials where those that it has end', async () => {
    const bytes = Buffer.from('who am I')
    const fresh = createClient({ url: api.url })
    await fresh.signIn(username, password)
    let refresh = ''
    const expired = createClient({
      url: api.url,
      tokenStore: {
        load: async () => (refresh ? { access: refresh } : { access: 'spent', refresh: await spare() }),
        save: async (tokens) => {
          refresh = tokens?.access ?? ''
        },
      },
    })
    const spare = async () => {
      const { body } = await api.anonymous('POST', '/auth/token/', { username, password })
      return body.refresh as string
    }
    const file = await expired.files.upload({ name: 'me.txt', bytes }, { organization, retryDelays: [0] })
    expect(file.sha256).toBe(sha256(bytes))
    await Promise.all([fresh.close(), expired.close()])
  })

  it('is refused with the code of the server', async () => {
    const upload = gw.files.upload({ name: 'run.exe', bytes: Buffer.from('MZ') }, { organization })
    await expect(upload).rejects.toMatchObject({ name: 'GroundworkError', code: 'unsupported_type', status: 415 })
  })

  it('leaves nothing behind when it is given up', async () => {
    const stop = new AbortController()
    let session = ''
    const begun = gw.files.upload(
      { name: 'a.txt', bytes: textOf(5_000_000) },
      {
        organization,
        signal: stop.signal,
        onSession: (id) => {
          session = id
          stop.abort(new Error('stopped'))
        },
      },
    )
    await expect(begun).rejects.toThrow('stopped')
    await gw.files.forget(session)
    await gw.files.forget(session)
    expect(await api.sql('select 1 from upload_session where id = $1', [session])).toEqual([])
  })
})

describe('other ways', () => {
  it('a file comes from the web, and leaves in a ZIP', async () => {
    const web = createServer((_req, res) => res.end('bytes of the web'))
    servers.push(web)
    web.listen(0, '127.0.0.1')
    await once(web, 'listening')
    const url = `http://127.0.0.1:${(web.address() as AddressInfo).port}/notes.txt`
    const { id, originalFilename } = await gw.files.importUrl({ organization, url })
    expect(originalFilename).toBe('notes.txt')
    await expect(gw.files.zip({ ids: [id] })).rejects.toMatchObject({ code: 'not_available' })
    await api.sql(`update file set status = 'available' where id = $1`, [id])
    await api.sql(`update file_version set status = 'available' where file_id = $1`, [id])
    await api.sql(
      `update blob set scan_verdict = 'clean' where id = (select blob_id from file_version where file_id = $1)`,
      [id],
    )
    const zip = Buffer.from(await (await gw.files.zip({ ids: [id] })).arrayBuffer())
    expect(zip.subarray(0, 4).toString('latin1')).toBe('PK\x03\x04')
    expect(zip.includes('notes.txt')).toBe(true)
    expect(await (await gw.files.download(id)).text()).toBe('bytes of the web')
  })
})
