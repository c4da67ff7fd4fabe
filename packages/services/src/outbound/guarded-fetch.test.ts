import { once } from 'node:events'
import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { afterEach, describe, expect, it } from 'vitest'
import { guardedFetch, type Outbound, type OutboundRequest } from './guarded-fetch.ts'

const servers: Server[] = []
afterEach(() => {
  for (const server of servers.splice(0)) server.closeAllConnections()
})

async function serve(answer: RequestListener): Promise<number> {
  const server = createServer(answer)
  servers.push(server)
  server.listen(0, '127.0.0.1')
  server.unref()
  await once(server, 'listening')
  return (server.address() as AddressInfo).port
}

const bounds: OutboundRequest = { maxBytes: 1000, totalMs: 5000, idleMs: 5000 }
const local: Outbound = { allow: ['127.0.0.1'] }
const at = (port: number, path = '/') => `http://127.0.0.1:${port}${path}`
const refused = (reason: string) => expect.objectContaining({ code: 'invalid', reason })

describe('guardedFetch', () => {
  it('reads what it may read, and sends nothing of its own', async () => {
    let seen = {}
    const port = await serve((req, res) => {
      seen = req.headers
      res.setHeader('x-kind', 'plain')
      res.end('hello')
    })
    const { status, headers, body } = await guardedFetch(local, at(port), bounds)
    expect({ status, kind: headers['x-kind'], text: await text(body) }).toEqual({
      status: 200,
      kind: 'plain',
      text: 'hello',
    })
    expect(Object.keys(seen).sort()).toEqual(['accept', 'accept-encoding', 'connection', 'host', 'user-agent'])
  })

  it('connects to the address it judged, whatever the name means a moment later', async () => {
    const port = await serve((req, res) => res.end(req.headers.host))
    let asked = 0
    const rebinding: Outbound = {
      allow: ['127.0.0.1'],
      resolve: async () => {
        asked += 1
        return [{ address: asked === 1 ? '127.0.0.1' : '10.0.0.1', family: 4 }]
      },
    }
    const { body } = await guardedFetch(rebinding, `http://rebinding.example:${port}/`, bounds)
    expect(await text(body)).toBe(`rebinding.example:${port}`)
    expect(asked).toBe(1)
    await expect(guardedFetch(rebinding, `http://rebinding.example:${port}/`, bounds)).rejects.toThrow(
      refused('url_refused'),
    )
  })

  it('judges every address of a name', async () => {
    const mixed: Outbound = {
      allow: ['127.0.0.1'],
      resolve: async () => [
        { address: '127.0.0.1', family: 4 },
        { address: '192.168.0.1', family: 4 },
      ],
    }
    await expect(guardedFetch(mixed, 'http://mixed.example/', bounds)).rejects.toThrow(refused('url_refused'))
  })

  it('answers the same for a name nobody knows', async () => {
    const unknown: Outbound = { allow: [], resolve: () => Promise.reject(new Error('ENOTFOUND')) }
    await expect(guardedFetch(unknown, 'http://nowhere.example/', bounds)).rejects.toThrow(refused('url_refused'))
  })

  it.each([
    'http://127.0.0.1/',
    'http://localhost/',
    'http://2130706433/',
    'http://0x7f.1/',
    'http://0177.0.0.1/',
    'http://[::1]/',
    'http://[::ffff:127.0.0.1]/',
    'http://[64:ff9b::7f00:1]/',
    'http://0.0.0.0/',
    'http://169.254.169.254/latest/meta-data/',
  ])('does not call %s', async (url) => {
    await expect(guardedFetch({ allow: [] }, url, bounds)).rejects.toThrow(refused('url_refused'))
  })

  it.each(['ftp://example.com/', 'file:///etc/passwd', 'data:,hello', 'example.com', 'http://a:b@example.com/', ''])(
    'does not take %j for an address',
    async (url) => {
      await expect(guardedFetch({ allow: [] }, url, bounds)).rejects.toThrow(refused('url_malformed'))
    },
  )

  it('judges where a redirect leads', async () => {
    const port = await serve((req, res) => {
      const target = req.url === '/inside' ? 'http://10.0.0.1/' : req.url === '/file' ? 'file:///etc/passwd' : '/end'
      if (req.url === '/end') res.end('the end')
      else res.writeHead(302, { location: target }).end()
    })
    const { url, body } = await guardedFetch(local, at(port), bounds)
    expect([url.pathname, await text(body)]).toEqual(['/end', 'the end'])
    await expect(guardedFetch(local, at(port, '/inside'), bounds)).rejects.toThrow(refused('url_refused'))
    await expect(guardedFetch(local, at(port, '/file'), bounds)).rejects.toThrow(refused('url_malformed'))
  })

  it('follows three redirects, and no more', async () => {
    let hops = 0
    const port = await serve((_req, res) => {
      hops += 1
      res.writeHead(302, { location: `/${hops}` }).end()
    })
    await expect(guardedFetch(local, at(port), bounds)).rejects.toThrow(refused('too_many_redirects'))
    expect(hops).toBe(4)
  })

  it('takes no more bytes than it was told, announced or not', async () => {
    const announced = await serve((_req, res) => res.end('x'.repeat(1001)))
    const refusal = { code: 'too_large', fields: { url: [expect.any(String)] } }
    await expect(guardedFetch(local, at(announced), bounds)).rejects.toMatchObject(refusal)
    const silent = await serve((_req, res) => {
      res.write('x'.repeat(900))
      res.end('x'.repeat(101))
    })
    const { body } = await guardedFetch(local, at(silent), bounds)
    await expect(text(body)).rejects.toMatchObject({ code: 'too_large' })
  })

  it('refuses headers without end, and bytes that were packed unasked', async () => {
    const headers = await serve((_req, res) => {
      res.setHeader('x-much', 'x'.repeat(20_000))
      res.end()
    })
    await expect(guardedFetch(local, at(headers), bounds)).rejects.toThrow(refused('url_unreachable'))
    const packed = await serve((_req, res) => {
      res.setHeader('content-encoding', 'gzip')
      res.end('x')
    })
    await expect(guardedFetch(local, at(packed), bounds)).rejects.toThrow(refused('encoding_refused'))
  })

  it('waits for nobody who is silent, before the answer or in it', async () => {
    const mute = await serve(() => undefined)
    await expect(guardedFetch(local, at(mute), { ...bounds, idleMs: 30 })).rejects.toThrow(refused('url_too_slow'))
    await expect(guardedFetch(local, at(mute), { ...bounds, totalMs: 30 })).rejects.toThrow(refused('url_too_slow'))
    const halting = await serve((_req, res) => void res.write('half'))
    const { body } = await guardedFetch(local, at(halting), { ...bounds, totalMs: 60 })
    await expect(text(body)).rejects.toThrow(refused('url_too_slow'))
    const stalling = await serve((_req, res) => void res.write('half'))
    const slow = await guardedFetch(local, at(stalling), { ...bounds, idleMs: 30 })
    await expect(text(slow.body)).rejects.toThrow(refused('url_too_slow'))
  })

  it('tells of an answer that breaks off', async () => {
    const port = await serve((_req, res) => {
      res.writeHead(200, { 'content-length': '100' })
      res.write('half', () => res.destroy())
    })
    const { body } = await guardedFetch(local, at(port), bounds)
    await expect(text(body)).rejects.toThrow(refused('url_unreachable'))
  })
})
