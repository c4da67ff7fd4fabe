import { afterAll, beforeAll, expect, it } from 'vitest'
import { removeOldJobFiles } from '../src/data-job/index.ts'
import { createImportWorld, type ImportWorld } from './import-world.ts'

let world: ImportWorld

beforeAll(async () => {
  world = await createImportWorld()
})
afterAll(() => world.close())

const daySeconds = 24 * 60 * 60

it('bad rows and log of an import go a month after it, and the job says no longer where they are', async () => {
  const us = await world.asker()
  const { id, errorFile, logFile } = await world.bringIn(us, 'sku,name,product_type\nA,,SERVICE\nB,Saw,SERVICE\n')
  const gone = () =>
    world.asOwner<{ id: string }>('select id from file where id = any($1::uuid[]) and deleted_at is not null', [
      [errorFile, logFile],
    ])
  expect([errorFile, logFile]).not.toContain(null)

  world.wait(29 * daySeconds)
  await removeOldJobFiles(world.services)
  expect(await gone()).toEqual([])

  world.wait(2 * daySeconds)
  expect(await removeOldJobFiles(world.services)).toBe(2)
  expect(await gone()).toHaveLength(2)
  expect(await world.job(id)).toMatchObject({ errorFile: null, logFile: null, created: 1, failed: 1 })
  expect(await removeOldJobFiles(world.services)).toBe(0)
})
