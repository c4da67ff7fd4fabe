import { noScanner, type Scanner } from '@groundwork/services'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createWorkerWorld, type WorkerWorld } from './worker-world.ts'

/** A scanner whose opinion of everything a test changes. */
const opinion = { isHarmful: false, signatures: 'one' }
const scanner: Scanner = {
  ...noScanner,
  engine: 'clamav',
  signatures: async () => opinion.signatures,
  scan: async ({ open }) => {
    for await (const _ of await open());
    return opinion.isHarmful ? { kind: 'infected', signature: 'Test.Late' } : { kind: 'clean' }
  },
}

let world: WorkerWorld
beforeAll(async () => {
  world = await createWorkerWorld(42, { scanner })
})
afterAll(() => world.close())

it('the worker scans again on request, and by itself when the scanner has learned', async () => {
  const worker = await world.start()
  const id = await world.upload('a.txt', Buffer.from('some words'))
  await world.reaches(id, 'available')
  opinion.isHarmful = true
  await world.sql(
    `insert into outbox_event (id, organization_id, topic, resource, object_id) values (gen_random_uuid(), $1, 'file.rescanDue', 'file', $2)`,
    [world.organization, id],
  )
  await world.reaches(id, 'quarantined')
  expect(await world.topics(id)).toContain('file.withdrawn')
  await worker.stop()

  Object.assign(opinion, { isHarmful: false, signatures: 'two' })
  await world.start()
  await world.reaches(id, 'available')
  const [row] = await world.sql('select scan_signatures as signatures from blob')
  expect(row).toEqual({ signatures: 'two' })
}, 60_000)
