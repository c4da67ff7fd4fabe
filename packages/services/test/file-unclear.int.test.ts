import { buffer } from 'node:stream/consumers'
import type { Database } from '@groundwork/db'
import { toStorageKey } from '@groundwork/storage'
import { v7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { receiveUpload, scanFile } from '../src/file/index.ts'
import { createFileWorld, type FileWorld, sha256, streamOf, textOf } from './file-world.ts'

let world: FileWorld
beforeAll(async () => {
  world = await createFileWorld()
})
afterAll(() => world.close())

const lost = () => Object.assign(new Error('Connection terminated unexpectedly'), { code: '08006' })

/** Commits the transaction that makes an upload a file, and breaks before the answer. */
const silentAfterSettling = (database: Database): Database => ({
  reader: (context) => database.reader(context),
  hear: (onEvents) => database.hear(onEvents),
  probe: () => database.probe(),
  close: () => database.close(),
  look: (context, use) => database.look(context, use),
  rehearse: (context, use) => database.rehearse(context, use),
  stream: (context, resource, query) => database.stream(context, resource, query),
  streamLength: (context, resource, query) => database.streamLength(context, resource, query),
  withUnitOfWork: async (context, use) => {
    let isSettled = false
    const result = await database.withUnitOfWork(context, (work) => {
      const update: typeof work.update = (resource, key, changes, options) => {
        isSettled ||= options?.event === 'stored'
        return work.update(resource, key, changes, options)
      }
      const watched = new Proxy(work, {
        get: (target, name) => {
          if (name === 'update') return update
          const value: unknown = Reflect.get(target, name)
          return typeof value === 'function' ? value.bind(target) : value
        },
      })
      return use(watched)
    })
    if (isSettled) throw lost()
    return result
  },
})

describe('an upload whose last commit is unclear', () => {
  it('keeps its bytes when it was committed', async () => {
    const { organization, context } = await world.member()
    const bytes = textOf(200_000)
    const services = { ...world.services, database: silentAfterSettling(world.database) }
    const upload = receiveUpload(services, context, { organization, fileName: 'a.txt', stream: streamOf(bytes) })
    await expect(upload).rejects.toThrow('Connection terminated')

    const rows = await world.sql('select status, sha256 from file where organization_id = $1', [organization])
    expect(rows).toEqual([{ status: 'stored', sha256: sha256(bytes) }])
    const { objects, used, reserved } = await world.traces(organization)
    expect({ used, reserved }).toEqual({ used: bytes.length, reserved: 0 })
    expect(objects).toHaveLength(1)
    expect(await buffer(await world.storage.open(toStorageKey(objects[0] ?? '')))).toEqual(bytes)
  })
})

describe('the lease of an upload', () => {
  it('is renewed until the form has ended, also after the last byte', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
    try {
      const { organization, context } = await world.member()
      const secondsLeft = async () => {
        const [row] = await world.sql<{ left: number }>(
          'select extract(epoch from lease_until - now())::float8 as left from file_version where organization_id = $1',
          [organization],
        )
        return row?.left
      }
      const finished = async () => {
        await world.sql(
          `update file_version set lease_until = now() - interval '1 second' where organization_id = $1`,
          [organization],
        )
        vi.advanceTimersByTime(20_000)
        await expect.poll(secondsLeft).toBeGreaterThan(0)
        return {}
      }
      const stream = streamOf(textOf(200_000))
      const upload = receiveUpload(world.services, context, { organization, fileName: 'a.txt', stream, finished })
      await expect(upload).resolves.toMatchObject({ status: 'stored' })
    } finally {
      vi.useRealTimers()
    }
  })
})

describe('a stored file without its bytes', () => {
  it('never becomes available, also where nothing is scanned', async () => {
    const { organization, context } = await world.member()
    const { id } = await world.upload(context, { organization, fileName: 'a.txt', bytes: textOf(10) })
    const { objects } = await world.traces(organization)
    await world.storage.remove(objects.map(toStorageKey))
    await scanFile(world.services, { event: v7(), objectId: id, organization }, async () => undefined)
    const [row] = await world.sql('select status from file where id = $1', [id])
    expect(row).toEqual({ status: 'unscannable' })
  })
})
