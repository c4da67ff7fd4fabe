import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { asSystem } from '@groundwork/db'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createWorkerWorld, type WorkerWorld } from './worker-world.ts'

let world: WorkerWorld
beforeAll(async () => {
  world = await createWorkerWorld(7)
  await world.start()
})
afterAll(() => world.close())

const system = asSystem('set a test up')

it('a running worker chains an entry within five seconds and writes checkpoints outside the database', async () => {
  await world.database.withUnitOfWork(system, async (work) =>
    work.record({
      action: 'VIEW',
      resource: 'session',
      organization: world.organization,
      objectId: 'looked-at',
      objectRepr: 'It',
    }),
  )
  const isChained = () =>
    world.sql(`select 1 from audit_link join audit_entry on id = entry_id where object_id = 'looked-at'`)
  await expect.poll(isChained, { timeout: 5000, interval: 50 }).toHaveLength(1)

  const place = join(world.directory, 'audit-checkpoints')
  const heads = async () => {
    const [name] = await readdir(place)
    return readFile(join(place, name ?? ''), 'utf8')
  }
  await expect.poll(heads, { timeout: 15_000, interval: 100 }).toContain(world.organization)
})
