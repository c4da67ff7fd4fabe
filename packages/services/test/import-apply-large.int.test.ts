import { countImportIssues } from '@groundwork/db'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { applyDataJob } from '../src/data-job/index.ts'
import { countFaults } from '../src/import/count-faults.ts'
import { createImportWorld, type Importer, type ImportWorld } from './import-world.ts'

let world: ImportWorld
let us: Importer

beforeAll(async () => {
  world = await createImportWorld()
  us = await world.asker()
})
afterAll(() => world.close())

const faulty = 4500
const rows = Array.from({ length: faulty }, (_, place) => `F-${place},Bolt,${place % 3 ? 'NONSENSE' : ''}`)
const csv = `sku,name,product_type\nA,Hammer,SERVICE\n${rows.join('\n')}\n`

it('a dry run with many faulty rows is applied in a moment: most of them are forgotten by whoever does it', {
  timeout: 120_000,
}, async () => {
  const { id } = await world.bringIn(us, csv, { dry_run: true })
  expect(await world.issues(id)).toHaveLength(faulty)
  await applyDataJob(world.services, us.context, id)
  const left = (await world.issues(id)).length
  expect(left).toBeGreaterThan(0)
  expect(left).toBeLessThan(faulty)

  // Whoever begins it stops at once, and the next one goes on.
  const stopping = new AbortController()
  const stopped = world.work(stopping.signal)
  stopping.abort()
  await stopped.catch(() => undefined)
  await world.work()
  expect(await world.job(id)).toMatchObject({ status: 'COMPLETED', created: 1, failed: faulty })
  const issues = await world.issues(id)
  expect(issues.map(({ row }) => row)).toEqual(rows.map((_, place) => place + 3))

  const { organization } = us
  const counted = await countFaults((after) =>
    world.services.database.look(us.context, (work) =>
      countImportIssues(work, { organization, job: id, after, limit: 1000 }),
    ),
  )
  expect(counted).toEqual([
    { rule: 'not_a_choice', column: 'product_type', count: 3000 },
    { rule: 'required', column: 'product_type', count: 1500 },
  ])
})

it('faulty rows are written out at their pace where the planner takes the table for empty', {
  timeout: 60_000,
}, async () => {
  await world.asOwner('delete from import_issue')
  await world.asOwner('analyze import_issue')
  expect(await world.bringIn(us, csv, { dry_run: true })).toMatchObject({ status: 'READY', failed: faulty })
})
