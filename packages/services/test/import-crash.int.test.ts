import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { testProgram } from '@groundwork/db/testing'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createImportWorld, type ImportWorld } from './import-world.ts'

const rows = 20_000
/** The process is killed once so many chunks have landed, each time anew. */
const killedAfter = [1, 4, 9, 15]

let world: ImportWorld

beforeAll(async () => {
  world = await createImportWorld()
})
afterAll(() => world.close())

/** Three of a hundred: no name, no such kind, no such unit. */
const isBad = (row: number) => row % 100 === 7 || row % 100 === 38 || row % 100 === 93
const lineOf = (row: number) => {
  const [name, kind, unit] = isBad(row)
    ? ([
        ['', 'SERVICE', ''],
        [`n${row}`, 'NOTHING', ''],
        [`n${row}`, 'SERVICE', 'NOPE'],
      ][row % 3] ?? [])
    : [`Product ${row}`, 'SERVICE', '']
  return `K-${row},${name},${kind},${unit}`
}
const sheet = `sku,name,product_type,base_uom\n${Array.from({ length: rows }, (_, row) => lineOf(row)).join('\n')}\n`
const bad = Array.from({ length: rows }, (_, row) => row).filter(isBad)

const startWorker = () =>
  spawn(process.execPath, [testProgram('import-child'), world.appUrl, world.directory], {
    stdio: ['ignore', 'ignore', 'inherit'],
  })
const landed = async (job: string) => {
  const [found] = await world.asOwner<{ chunks: number }>(
    'select count(*)::int as chunks from import_chunk where job_id = $1',
    [job],
  )
  return found?.chunks ?? 0
}
const count = async (from: string, values: readonly unknown[]) => {
  const [found] = await world.asOwner<{ count: number }>(`select count(*)::int as count from ${from}`, values)
  return found?.count
}

it('lands every good row once and returns exactly the bad ones, whenever its process is killed', {
  timeout: 420_000,
}, async () => {
  const us = await world.asker()
  const { id } = await world.ask(us, sheet, { mode: 'insert', match: ['sku'] })
  for (const chunks of killedAfter) {
    const worker = startWorker()
    const gone = once(worker, 'close')
    await expect.poll(() => landed(id), { timeout: 90_000, interval: 20 }).toBeGreaterThanOrEqual(chunks)
    worker.kill('SIGKILL')
    await gone
    expect(await world.job(id), 'it is not over yet').toMatchObject({ status: 'RUNNING' })
    await world.runOut(id)
  }
  await world.work()

  const good = rows - bad.length
  expect(await world.job(id)).toMatchObject({ status: 'COMPLETED', total: rows, created: good, failed: bad.length })
  expect([...new Set((await world.issues(id)).map(({ row }) => row))]).toEqual(bad.map((row) => row + 2))
  const { organization } = us
  expect(await count('product where organization_id = $1', [organization])).toBe(good)
  expect(await count('import_lineage where job_id = $1', [id])).toBe(good)
  expect(await count("audit_entry where organization_id = $1 and resource = 'product'", [organization])).toBe(good)

  const again = await world.bringIn(us, sheet, { mode: 'insert', match: ['sku'] })
  expect(again).toMatchObject({ status: 'COMPLETED', total: rows, created: 0, skipped: good, failed: bad.length })
  expect(await count('product where organization_id = $1', [organization])).toBe(good)
})
