import { asSystem, lockDataJobLease } from '@groundwork/db'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { applyDataJob, forgetOldHistories, retryDataJob, undoDataJob } from '../src/data-job/index.ts'
import { type BulkWorld, createBulkWorld } from './bulk-world.ts'
import { gate } from './data-job-world.ts'

let world: BulkWorld

beforeAll(async () => {
  world = await createBulkWorld()
})
afterAll(() => world.close())

const yearSeconds = 366 * 24 * 60 * 60

it('what jobs did to each row is forgotten after years, and then nothing is taken back', async () => {
  const us = await world.asker()
  const imported = await world.bringIn(us, 'sku,name,product_type\nA,Hammer,SERVICE\nB,Saw,SERVICE\n')
  const changed = await world.change(us, { action: 'tag', addTags: ['new'] })
  const kept = async () => [
    ...(await world.asOwner('select object_id from import_lineage where job_id = $1', [imported.id])),
    ...(await world.asOwner('select object_id from bulk_change where job_id = $1', [changed.id])),
  ]

  world.wait(yearSeconds)
  expect(await forgetOldHistories(world.services, { years: 2 })).toBe(0)
  expect(await kept()).toHaveLength(4)

  const { id: waiting } = await undoDataJob(world.services, us.context, changed.id)
  world.wait(yearSeconds)
  expect(await forgetOldHistories(world.services, { years: 2 })).toBe(1)
  expect(await kept()).toHaveLength(2)
  await world.work()
  expect(await world.job(waiting)).toMatchObject({ status: 'COMPLETED', updated: 2 })

  expect(await forgetOldHistories(world.services, { years: 2 })).toBe(1)
  expect(await kept()).toEqual([])
  expect(await forgetOldHistories(world.services, { years: 2 })).toBe(0)
  expect(await world.job(imported.id)).toMatchObject({ status: 'COMPLETED', created: 2, historyGone: true })
  await expect(undoDataJob(world.services, us.context, imported.id)).rejects.toMatchObject({
    code: 'conflict',
    reason: 'history_gone',
  })
  expect(await world.products(us.organization)).toMatchObject([
    { sku: 'A', tags: [] },
    { sku: 'B', tags: [] },
  ])
})

const system = asSystem('do what a test does at the same time')
const sheet = 'sku,name,product_type\nA,Hammer,SERVICE\nB,Saw,SERVICE\n'
const waitingForLease = () =>
  world.asOwner(
    "select from pg_stat_activity where wait_event_type = 'Lock' and query like '%from data_job_lease%for update%'",
  )

it('nothing is forgotten of what somebody asked to take back after the sweep had listed it', async () => {
  const us = await world.asker()
  const { id, organization } = await world.bringIn(us, sheet)
  world.wait(3 * yearSeconds)
  const isHeld = gate()
  const bothWait = world.services.database.withUnitOfWork(system, async (work) => {
    await lockDataJobLease(work, { organization, job: id })
    isHeld.open()
    await expect.poll(async () => (await waitingForLease()).length, { timeout: 10_000, interval: 10 }).toBe(1)
    const sweep = forgetOldHistories(world.services, { years: 2 })
    await expect.poll(async () => (await waitingForLease()).length, { timeout: 10_000, interval: 10 }).toBe(2)
    return { sweep }
  })
  await isHeld.opened
  const undo = undoDataJob(world.services, us.context, id)
  expect(await (await bothWait).sweep).toBe(0)
  const { id: undoing } = await undo
  await world.work()
  expect(await world.job(undoing)).toMatchObject({ status: 'COMPLETED', updated: 2, skipped: 0 })
})

it('a dry run that waited for years is applied and can be taken back', async () => {
  const us = await world.asker()
  const { id } = await world.bringIn(us, sheet, { dry_run: true })
  expect(await world.job(id)).toMatchObject({ status: 'READY', created: 2 })
  world.wait(3 * yearSeconds)
  await forgetOldHistories(world.services, { years: 2 })
  await applyDataJob(world.services, us.context, id)
  await world.work()
  expect(await world.undo(us, id)).toMatchObject({ status: 'COMPLETED', updated: 2 })
})

it('a failed import does not go on once its first rows are forgotten', async () => {
  const us = await world.asker()
  const { id } = await world.bringIn(us, sheet)
  await world.asOwner("update data_job set status = 'FAILED' where id = $1", [id])
  world.wait(3 * yearSeconds)
  await forgetOldHistories(world.services, { years: 2 })
  expect(await world.job(id)).toMatchObject({ status: 'FAILED', historyGone: true })
  await expect(retryDataJob(world.services, us.context, id)).rejects.toMatchObject({ reason: 'history_gone' })
})
