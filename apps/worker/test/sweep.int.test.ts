import { randomUUID } from 'node:crypto'
import type { DomainEvent } from '@groundwork/domain'
import { type StorageProvider, stagingKey, storageSet } from '@groundwork/storage'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { sweep } from '../src/upkeep/sweep.ts'
import { createWorkerWorld, type WorkerWorld } from './worker-world.ts'

let world: WorkerWorld

beforeAll(async () => {
  world = await createWorkerWorld(45)
})
afterAll(() => world.close())

const { signal } = new AbortController()

/** The storage, but for what is changed about it. */
const storageWith = (changes: Partial<StorageProvider>): StorageProvider =>
  new Proxy(world.storage, {
    get(storage, name) {
      const value: unknown = Reflect.get(name in changes ? changes : storage, name)
      return typeof value === 'function' ? value.bind(storage) : value
    },
  })

/** A session that has been over for so many minutes. */
async function overdue(minutes: number): Promise<string> {
  const id = randomUUID()
  const key = stagingKey(world.organization, id)
  const upload = await world.storage.beginParts(key, { contentType: 'text/plain', partBytes: 8_388_608 })
  const metadata = JSON.stringify({ fileName: 'a.txt', blob: randomUUID() })
  await world.sql(
    `insert into upload_session (id, organization_id, kind, metadata, storage_provider, storage_key, multipart_id, part_bytes, expires_at)
     values ($1, $2, 'tus', $3::jsonb, 'local', $4, $5, 8388608, now() - make_interval(mins => $6))`,
    [id, world.organization, metadata, key, upload.id, minutes],
  )
  return id
}

const sessions = async () =>
  (await world.sql<{ id: string }>('select id from upload_session order by id')).map(({ id }) => id)

it('clears away every session but those that cannot be, and comes back to these last', async () => {
  const stuck = await overdue(100)
  const [second, third] = [await overdue(50), await overdue(10)]
  const tried: string[] = []
  const storage = storageWith({
    abortParts: async ({ key }) => {
      const id = key.split('/').at(-1) ?? ''
      tried.push(id)
      if (id === stuck) throw new Error('out of order')
    },
  })
  const run = () => sweep({ ...world.services, storages: storageSet([storage]) }, async () => undefined, signal)
  await run()
  expect([await sessions(), tried]).toEqual([[stuck], [stuck, second, third]])

  await world.sql(`update upload_session set lease_until = now() - interval '1 second'`)
  const late = await overdue(1)
  tried.length = 0
  await run()
  expect([await sessions(), tried]).toEqual([[stuck], [late, stuck]])
})

it('takes every step, whichever of the others fail', async () => {
  const file = await world.upload('a.txt', Buffer.from('waits for its scan'))
  await world.sql(`update outbox_event set dispatched_at = now() - interval '5 minutes'`)
  const broken = storageWith({
    name: 's3',
    sweepTemp: () => Promise.reject(new Error('no temporary files')),
    sweepParts() {
      throw new Error('no parts')
    },
  })
  const swept: string[] = []
  const sound = storageWith({
    sweepTemp: async () => swept.push('temporary files'),
    sweepParts: async () => swept.push('parts'),
  })
  const added: DomainEvent[] = []
  const services = { ...world.services, storages: storageSet([broken, sound]) }
  await sweep(services, async (events) => void added.push(...events), signal)
  expect(swept).toEqual(['temporary files', 'parts'])
  expect(added).toContainEqual(expect.objectContaining({ objectId: file, topic: 'file.stored' }))

  await overdue(5)
  const down = () => Promise.reject(new Error('Redis is away'))
  await sweep({ ...services, storages: storageSet([sound]) }, down, signal)
  expect([await sessions(), swept.length]).toEqual([[expect.any(String)], 4])
})
