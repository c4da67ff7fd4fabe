import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { testProgram } from '@groundwork/db/testing'
import { Product } from '@groundwork/domain'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createDataJob } from '../src/data-job/index.ts'
import { reapStaleUploads, removeDeadBytes } from '../src/file/index.ts'
import { createImportWorld, type ImportWorld } from './import-world.ts'

let world: ImportWorld
beforeAll(async () => {
  world = await createImportWorld()
})
afterAll(() => world.close())

/** A worker that dies by itself at a named place. */
async function dyingWorker(fault: string): Promise<void> {
  const worker = spawn(process.execPath, [testProgram('import-child'), world.appUrl, world.directory], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, FAULT: fault },
  })
  const [, signal] = await once(worker, 'close')
  expect(signal).toBe('SIGKILL')
}

/** What is over before anything is set aside for it goes another way than what is not. */
const few = 3
const many = 400

it.each([
  ['after:blob_announced', few],
  ['after:small_put', few],
  ['after:small_kept', few],
  ['after:upload_opened', many],
  ['after:blob_put', many],
  ['after:upload_settled', many],
] as const)(
  'an export whose process dies %s with %i rows is written once, and leaves nothing else behind',
  { timeout: 120_000 },
  async (fault, count) => {
    const { organization, context } = await world.asker()
    const things = Array.from({ length: count }, (_, index) => ({
      sku: String(index).padStart(4, '0'),
      name: `Thing ${index} `.padEnd(250, 'x'),
    }))
    await world.services.database.withUnitOfWork(context, (work) =>
      work.insertMany(
        Product,
        things.map((thing) => ({ organization, ...thing, productType: 'SERVICE' as const })),
      ),
    )
    const parameters = { format: 'csv', columns: ['sku', 'name'], ordering: ['sku'] }
    const asked = { organization, jobType: 'export', target: 'product', parameters } as const
    const { id } = await createDataJob(world.services, context, asked)
    await dyingWorker(fault)
    expect(await world.job(id)).toMatchObject({ status: 'RUNNING', outputFile: null })

    await world.runOut(id)
    await world.asOwner(
      `update file_version set lease_until = now() - interval '1 second' where lease_until is not null`,
    )
    await reapStaleUploads(world.services)
    await world.work()
    const job = await world.job(id)
    expect(job).toMatchObject({ status: 'COMPLETED', resultLog: { rows: count } })
    const lines = things.map(({ sku, name }) => `${sku},${name}\r\n`)
    expect(await world.read({ organization, context }, job.outputFile)).toBe(`sku,name\r\n${lines.join('')}`)
    // What a small file had announced is due a day later.
    await world.asOwner('update blob set removed_at = now() where removed_at is not null')
    await removeDeadBytes(world.services)
    // And of bytes that were still coming a temporary file is there for an hour.
    await world.services.storages.main.sweepTemp(0)
    const { files, objects, temporary, reserved } = await world.traces(organization)
    expect({ files, objects: objects.length, temporary, reserved }).toEqual({
      files: 1,
      objects: 1,
      temporary: [],
      reserved: 0,
    })
  },
)
