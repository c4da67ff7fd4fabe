import { toStorageKey } from '@groundwork/storage'
import { pino } from 'pino'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { nightlyCheck } from '../src/index.ts'
import { createWorkerWorld, type WorkerWorld } from './worker-world.ts'

let world: WorkerWorld
beforeAll(async () => {
  world = await createWorkerWorld(43)
})
afterAll(() => world.close())

it('rows and bytes are compared once a night, by one worker, and the log says what does not fit', async () => {
  const id = await world.upload('a.txt', Buffer.from('honest text'))
  const [blob] = await world.sql<{ key: string }>(
    'select storage_key as key from blob b join file_version v on v.blob_id = b.id where v.file_id = $1',
    [id],
  )
  const key = toStorageKey(blob?.key ?? '')
  await world.storage.remove([key])
  const lines: string[] = []
  const log = pino({ level: 'info' }, { write: (line: string) => lines.push(line) })
  const at = (hour: number) => {
    const now = new Date(Date.now() + 3 * 24 * 60 * 60 * 1000)
    now.setUTCHours(hour)
    return nightlyCheck({ ...world.services, log, clock: () => now }, world.redis)
  }
  const { signal } = new AbortController()

  await at(14)(signal)
  expect(lines).toEqual([])
  await Promise.all([at(2)(signal), at(2)(signal)])
  expect(lines.filter((line) => line.includes('files checked'))).toHaveLength(1)
  expect(lines.filter((line) => line.includes(key))).toHaveLength(1)

  // Tried again where the store was away.
  await world.redis.flushdb()
  const away = {
    ...world.services.storages,
    of: () => {
      throw new Error('away')
    },
  }
  const broken = nightlyCheck(
    { ...world.services, log, storages: away, clock: () => new Date('2030-01-02T02:00:00Z') },
    world.redis,
  )
  await expect(broken(signal)).rejects.toThrow('away')
  await at(3)(signal)
  expect(lines.filter((line) => line.includes('files checked'))).toHaveLength(2)
})
