import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { createServer } from 'node:net'
import { noScanner, type Scanner, ScannerUnavailable } from '@groundwork/services'
import { Redis } from 'ioredis'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { eventChannel } from '../src/index.ts'
import { createWorkerWorld, redisUrl, testClamd, type WorkerWorld } from './worker-world.ts'

const redisNumber = 12
const text = Buffer.from('honest text')
/** The blob of a file's only version. */
const blobOf = '(select blob_id from file_version where file_id = $1)'
const children: ChildProcess[] = []

let world: WorkerWorld

beforeAll(async () => {
  world = await createWorkerWorld(redisNumber)
})
afterAll(() => world.close())
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL')
})

/** A scanner that a test turns off and on. */
function switchableScanner() {
  const clamd = testClamd()
  const state = { isUp: true, scans: 0 }
  const scanner: Scanner = {
    ...clamd,
    scan: async (subject) => {
      state.scans += 1
      if (state.isUp) return clamd.scan(subject)
      throw new ScannerUnavailable('turned off')
    },
  }
  return { scanner, state }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}

describe('a scanner that is down', () => {
  it('makes files wait, never lets them through, and is asked again', async () => {
    const { scanner, state } = switchableScanner()
    state.isUp = false
    const worker = await world.start({ scanner })
    const id = await world.upload('a.txt', text)
    await expect.poll(() => state.scans, { timeout: 10_000 }).toBeGreaterThan(1)
    await world.reaches(id, 'stored')
    expect(await world.file(id)).toMatchObject({ reason: 'Waiting for the virus scanner', engine: null })
    expect(await world.topics(id)).not.toContain('file.available')

    state.isUp = true
    await world.reaches(id, 'available')
    expect((await world.file(id)).reason).toBeNull()
    await worker.stop()
  })
})

it('what no clamd was asked about says so for ever', async () => {
  const worker = await world.start({ scanner: noScanner })
  const id = await world.upload('a.txt', text)
  await world.reaches(id, 'available')
  expect(await world.file(id)).toMatchObject({ engine: 'none' })
  await worker.stop()
})

it('bytes that were changed or lost after they were received are not let go', async () => {
  const [changed, lost] = [
    await world.upload('changed.txt', text),
    await world.upload('lost.txt', Buffer.from('other text')),
  ]
  const keyOf = async (id: string) =>
    (await world.sql<{ key: string }>(`select storage_key as key from blob where id = ${blobOf}`, [id]))[0]?.key
  await world.sql(`update blob set sha256 = repeat('0', 64) where id = ${blobOf}`, [changed])
  await world.storage.remove([(await keyOf(lost)) as never])
  const worker = await world.start()
  await world.reaches(changed, 'unscannable')
  await world.reaches(lost, 'unscannable')
  await worker.stop()
})

it('a file that is deleted before its scan is scanned all the same, and gets its previews once it is restored', async () => {
  const id = await world.upload('a.txt', text)
  await world.sql('update file set deleted_at = now() where id = $1', [id])
  const worker = await world.start()
  await world.reaches(id, 'available')
  await world.isDone(id, 'file.derive')
  const derived = () => world.sql(`select from blob where id = ${blobOf} and derived_at is not null`, [id])
  expect(await derived()).toEqual([])
  await world.sql('update file set deleted_at = null where id = $1', [id])
  await world.sql(
    `insert into outbox_event (id, organization_id, topic, resource, object_id) values (gen_random_uuid(), $1, 'file.restored', 'file', $2)`,
    [world.organization, id],
  )
  await expect.poll(derived, { timeout: 15_000 }).toHaveLength(1)
  await worker.stop()
})

describe('jobs that got lost', () => {
  it('are found by the sweeper: after FLUSHALL nothing is missing', async () => {
    const id = await world.upload('a.txt', text)
    await world.sql(`update outbox_event set dispatched_at = now() - interval '5 minutes' where dispatched_at is null`)
    const worker = await world.start()
    await world.reaches(id, 'available')
    await worker.stop()
  })

  it('are taken over from a worker that was killed in the middle of a scan', async () => {
    const id = await world.upload('a.txt', text)
    await world.sql(`update outbox_event set dispatched_at = now() - interval '5 minutes' where dispatched_at is null`)
    await world.sql(`update file set status = 'scanning' where id = $1`, [id])
    await world.sql(`update file_version set status = 'scanning' where file_id = $1`, [id])
    await world.sql(
      `update file_version set lease_token = gen_random_uuid(), lease_until = now() - interval '1 second' where file_id = $1`,
      [id],
    )
    const worker = await world.start()
    await world.reaches(id, 'available')
    await worker.stop()
  })

  it('are done once, however often they are delivered', async () => {
    const { scanner, state } = switchableScanner()
    const worker = await world.start({ scanner })
    const id = await world.upload('a.txt', Buffer.from('once'))
    await world.isDone(id, 'file.scan')
    const scans = state.scans
    await world.sql(`update outbox_event set dispatched_at = null where topic = 'file.stored'`)
    await expect
      .poll(() => world.sql('select 1 from outbox_event where dispatched_at is null'), { timeout: 10_000 })
      .toEqual([])
    const next = await world.upload('b.txt', Buffer.from('and once more'))
    await world.isDone(next, 'file.scan')
    expect(state.scans).toBe(scans + 1)
    expect((await world.topics(id)).filter((topic) => topic === 'file.available')).toHaveLength(1)
    await worker.stop()
  })
})

it('with Redis down events wait, and are delivered when it is back', async () => {
  const port = await freePort()
  const worker = await world.start({}, `redis://127.0.0.1:${port}`)
  const id = await world.upload('a.txt', Buffer.from('once'))
  await expect.poll(() => world.file(id)).toMatchObject({ status: 'stored' })

  children.push(
    spawn('redis-server', ['--port', String(port), '--save', '', '--bind', '127.0.0.1'], { stdio: 'ignore' }),
  )
  await world.reaches(id, 'available')
  await worker.stop()
})

it('every event is told to those who listen', async () => {
  const listener = new Redis(redisUrl(redisNumber))
  const heard: { topic: string; objectId: string }[] = []
  listener.on('message', (_, message: string) => heard.push(JSON.parse(message)))
  await listener.subscribe(eventChannel)
  const worker = await world.start()
  const id = await world.upload('a.txt', Buffer.from('once'))
  await expect
    .poll(() => heard.filter(({ objectId }) => objectId === id).map(({ topic }) => topic), { timeout: 10_000 })
    .toEqual(['file.created', 'file.stored', 'file.scanning', 'file.available'])
  await worker.stop()
  listener.disconnect()
})

it('a worker shows that it lives, and stops without a trace', async () => {
  const worker = await world.start()
  const beats = () => world.redis.keys('groundwork:worker:*')
  await expect.poll(beats, { timeout: 10_000 }).toHaveLength(1)
  const [key = ''] = await beats()
  expect(JSON.parse((await world.redis.get(key)) ?? '{}')).toMatchObject({
    scanning: { engine: 'clamav', isReady: true },
  })
  expect(await world.redis.ttl(key)).toBeLessThanOrEqual(15)
  await worker.stop()
  expect(await beats()).toEqual([])
})
