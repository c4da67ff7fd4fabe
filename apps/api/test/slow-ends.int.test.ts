import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, it, vi } from 'vitest'
import { FIRST, file, SIZE, useSlowScenes } from './support/slow-scene.ts'
import { tusCalls } from './support/tus-calls.ts'

/** Between its last byte and its row a file has none either of whom has lost their right. */

const scenes = useSlowScenes()
const { sceneOf, left, refusals, lost, removal, toRole } = scenes

describe.each([{ isAnnounced: true }, { isAnnounced: false }])('an address (length told: $isAnnounced)', (told) => {
  it('brings nothing to who loses the right between its last byte and its row', async () => {
    const scene = await sceneOf()
    const { organization, member } = scene
    const bytes = Buffer.from(await file().arrayBuffer())
    const server = createServer((_req, res) => {
      if (told.isAnnounced) res.setHeader('Content-Length', SIZE)
      res.write(bytes, () => res.end())
    }).listen(0, '127.0.0.1')
    await once(server, 'listening')
    const { port } = server.address() as AddressInfo
    const before = await left(organization)
    const storage = scenes.api.services.storages.main
    const { put } = storage
    let arrived = 0
    const putting = vi.spyOn(storage, 'put').mockImplementationOnce(async (...asked) => {
      const stored = await put.apply(storage, asked)
      arrived = stored.bytes
      await lost(scene, removal)
      return stored
    })
    const answered = await member('POST', '/files/import-url/', { organization, url: `http://127.0.0.1:${port}/a.txt` })
    putting.mockRestore()
    server.close()
    expect([arrived, answered.status, answered.body.code]).toEqual([SIZE, 404, 'not_found'])
    expect(await left(organization)).toEqual(before)
    expect(await refusals(organization)).toEqual(['not_found'])
  })
})

describe('an upload by tus', () => {
  async function begunByTus() {
    const scene = await sceneOf()
    const { organization, headers } = scene
    const tus = tusCalls(scenes.api.url, headers)
    const path = await tus.begun(SIZE, { organization, filename: 'a.txt' })
    return { scene, organization, tus, path, bytes: Buffer.from(await file().arrayBuffer()) }
  }

  it('stays as it is while its sender has lost the right, and goes on when they have it back', async () => {
    const { scene, organization, tus, path, bytes } = await begunByTus()
    expect((await tus.send(path, 0, bytes.subarray(0, FIRST))).status).toBe(204)

    await lost(scene, toRole('viewer'))
    for (const end of [FIRST + 10, SIZE, SIZE])
      expect((await tus.send(path, FIRST, bytes.subarray(FIRST, end))).status).toBe(403)
    expect(await tus.offsetOf(path)).toBe(FIRST)

    await lost(scene, toRole('manager'))
    expect((await tus.send(path, FIRST, bytes.subarray(FIRST))).status).toBe(204)
    expect(await left(organization)).toMatchObject({ files: 1, objects: 1 })
  })

  it('becomes no file of who loses the right while its bytes become one, and one when they have it back', async () => {
    const { scene, organization, tus, path, bytes } = await begunByTus()
    const storage = scenes.api.services.storages.main
    const { open } = storage
    const opening = vi.spyOn(storage, 'open').mockImplementationOnce(async (...asked) => {
      await lost(scene, toRole('viewer'))
      return open.apply(storage, asked)
    })
    expect((await tus.send(path, 0, bytes)).status).toBe(403)
    expect(opening).toHaveBeenCalled()
    opening.mockRestore()
    expect((await tus.ask('HEAD', path)).status, 'it is not made by asking how far it is').toBe(403)
    expect(await left(organization)).toMatchObject({ files: 0, versions: 0 })
    expect(await refusals(organization), 'what was stopped is told once').toEqual(['forbidden'])

    await lost(scene, toRole('manager'))
    expect(await tus.offsetOf(path)).toBe(SIZE)
    expect(await left(organization)).toMatchObject({ files: 1, objects: 1 })
  })
})
