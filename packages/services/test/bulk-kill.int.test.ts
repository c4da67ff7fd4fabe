import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { testProgram } from '@groundwork/db/testing'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type BulkWorld, createBulkWorld } from './bulk-world.ts'

const rows = 8000
/** The process is killed once so many rows have landed, each time anew. */
const killedAfter = [500, 2500, 5500]

let world: BulkWorld
beforeAll(async () => {
  world = await createBulkWorld()
})
afterAll(() => world.close())

const startWorker = () =>
  spawn(process.execPath, [testProgram('import-child'), world.appUrl, world.directory], {
    stdio: ['ignore', 'ignore', 'inherit'],
  })

it('changes every row once and takes every one back, whenever its process is killed', {
  timeout: 240_000,
}, async () => {
  const us = await world.asker()
  await world.stock(us, rows)
  const id = await world.ask(us, { action: 'tag', addTags: ['sale'] })
  for (const landed of killedAfter) {
    const worker = startWorker()
    const gone = once(worker, 'close')
    await expect
      .poll(async () => (await world.job(id)).updated, { timeout: 90_000, interval: 10 })
      .toBeGreaterThanOrEqual(landed)
    worker.kill('SIGKILL')
    await gone
    expect(await world.job(id), 'it is not over yet').toMatchObject({ status: 'RUNNING' })
    await world.runOut(id)
  }
  await world.work()

  expect(await world.job(id)).toMatchObject({
    status: 'COMPLETED',
    total: rows,
    updated: rows,
    unchanged: 0,
    failed: 0,
  })
  const [outcome = {}] = await world.asOwner(
    `select count(*)::int as products, max(version) as version, bool_and(tags = array['sale']) as "isTagged",
       (select count(*)::int from audit_entry where organization_id = $1 and context ->> 'job' = $2) as entries,
       (select count(*)::int from bulk_change where organization_id = $1) as kept
     from product where organization_id = $1`,
    [us.organization, id],
  )
  expect(outcome).toEqual({ products: rows, version: 2, isTagged: true, entries: rows, kept: rows })

  const undoing = await world.undo(us, id)
  expect(undoing).toMatchObject({ status: 'COMPLETED', total: rows, updated: rows, skipped: 0 })
  expect(await world.count(us, { filter: { field: 'tags', op: 'hasany', value: ['sale'] } })).toBe(0)
})
