import { once } from 'node:events'
import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { fileKinds, filePolicyWith } from '@groundwork/domain'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { importFromUrl } from '../src/file/index.ts'
import { createFileWorld, type FileWorld, nothingLeft, sha256, textOf } from './file-world.ts'

let world: FileWorld
let server: Server
let address: string
let answer: RequestListener

beforeAll(async () => {
  world = await createFileWorld({ outbound: { allow: ['127.0.0.1'] } })
  server = createServer((req, res) => answer(req, res)).listen(0, '127.0.0.1')
  await once(server, 'listening')
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(async () => {
  server.closeAllConnections()
  server.close()
  await world.close()
})

const bytes = textOf(200_000)

describe('importing from an address', () => {
  it('takes the bytes in like any upload, under the name the server says', async () => {
    answer = (_req, res) => res.setHeader('content-disposition', 'attachment; filename="plan.txt"').end(bytes)
    const { organization, context } = await world.member()
    const file = await importFromUrl(world.services, context, { url: `${address}/get?id=1`, organization })
    expect(file).toMatchObject({ originalFilename: 'plan.txt', status: 'stored', sha256: sha256(bytes) })
    expect(await world.quota(organization)).toEqual({ used: bytes.length, reserved: 0 })
    expect((await world.audit(organization)).at(-1)).toMatchObject({
      action: 'UPLOAD',
      context: { createdVia: 'import from URL' },
    })
  })

  it('judges the bytes, not what the other server says they are', async () => {
    answer = (_req, res) => res.setHeader('content-type', 'image/png').end(bytes)
    const { organization, context } = await world.member()
    const taken = importFromUrl(world.services, context, { url: `${address}/picture`, organization })
    await expect(taken).rejects.toMatchObject({ code: 'unsupported_type' })
    expect(await world.traces(organization)).toEqual(nothingLeft)
  })

  it('leaves nothing of bytes that break off', async () => {
    answer = (_req, res) => {
      res.setHeader('content-length', bytes.length)
      res.write(bytes.subarray(0, 150_000), () => res.destroy())
    }
    const { organization, context } = await world.member()
    const taken = importFromUrl(world.services, context, { url: `${address}/notes.txt`, organization })
    await expect(taken).rejects.toMatchObject({ code: 'invalid', reason: 'url_unreachable' })
    expect(await world.traces(organization)).toEqual(nothingLeft)
  })

  it('takes no more than a file may have, though nobody said how much would come', async () => {
    answer = (_req, res) => {
      res.write(bytes)
      res.end(bytes)
    }
    const { organization, context } = await world.member()
    const most = Object.fromEntries(fileKinds.map((kind) => [kind, 300_000]))
    const narrow = { ...world.services, filePolicy: filePolicyWith(most) }
    const taken = importFromUrl(narrow, context, { url: `${address}/notes.txt`, organization })
    await expect(taken).rejects.toMatchObject({ code: 'too_large' })
    expect(await world.traces(organization)).toEqual(nothingLeft)
  })

  it('takes no page of an error for a file', async () => {
    answer = (_req, res) => res.writeHead(404).end('not here')
    const { organization, context } = await world.member()
    const taken = importFromUrl(world.services, context, { url: `${address}/notes.txt`, organization })
    await expect(taken).rejects.toMatchObject({ code: 'invalid', reason: 'url_without_file' })
  })

  it('writes down who tried an address that is not public', async () => {
    answer = (_req, res) => res.writeHead(302, { location: 'http://169.254.169.254/latest/meta-data/' }).end()
    const { organization, context } = await world.member()
    const taken = importFromUrl(world.services, context, { url: `${address}/notes.txt`, organization })
    await expect(taken).rejects.toMatchObject({ code: 'invalid', reason: 'url_refused' })
    expect(await world.audit(organization)).toMatchObject([
      { user_id: context.actor.userId, context: { success: false, reason: 'url_refused' } },
    ])
  })

  it('sends nothing for somebody who may not upload there', async () => {
    let asked = 0
    answer = (_req, res) => {
      asked += 1
      res.end(bytes)
    }
    const { context } = await world.member()
    const elsewhere = await world.organization()
    const taken = importFromUrl(world.services, context, { url: `${address}/notes.txt`, organization: elsewhere })
    await expect(taken).rejects.toMatchObject({ code: 'not_found' })
    expect(asked).toBe(0)
  })
})
