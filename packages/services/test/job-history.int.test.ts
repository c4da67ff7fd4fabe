import { afterAll, beforeAll, expect, it } from 'vitest'
import { forgetOldHistories, undoDataJob } from '../src/data-job/index.ts'
import { type BulkWorld, createBulkWorld } from './bulk-world.ts'

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
