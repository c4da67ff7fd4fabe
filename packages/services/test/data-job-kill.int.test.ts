import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { text } from 'node:stream/consumers'
import { testProgram } from '@groundwork/db/testing'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createDataJob, sweepDataJobs } from '../src/data-job/index.ts'
import type { KilledWorker } from './crash/data-job-child.ts'
import { createDataJobWorld, type DataJobWorld } from './data-job-world.ts'

let world: DataJobWorld
beforeAll(async () => {
  world = await createDataJobWorld()
})
afterAll(() => world.close())

/** Runs a worker until it is dead, or has nothing more to do. */
async function runWorker(work: Pick<KilledWorker, 'rows' | 'chunk' | 'dies'>): Promise<string | null> {
  const killed: KilledWorker = { appUrl: world.appUrl, directory: world.directory, ...work }
  const child = spawn(process.execPath, [testProgram('data-job-child')], {
    env: { ...process.env, KILLED_WORKER: JSON.stringify(killed) },
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  const [errors, [code, signal]] = await Promise.all([
    text(child.stderr),
    once(child, 'close') as Promise<[number | null, string | null]>,
  ])
  if (code) throw new Error(errors)
  return signal
}

const skus = async (organization: string) =>
  (await world.sql<{ sku: string }>('select sku from product where organization_id = $1', [organization])).map(
    ({ sku }) => sku,
  )

it('a worker killed again and again, between its transactions and inside them, leaves each row once and none out', {
  timeout: 240_000,
}, async () => {
  const { context, organization } = await world.asker('owner')
  const { id } = await createDataJob(world.services, context, world.exportOf(organization))
  const work = { rows: 25, chunk: 5 }
  const landed: number[] = []
  for (const place of ['inside', 'between'] as const) {
    expect(await runWorker({ ...work, dies: { after: 10, place } })).toBe('SIGKILL')
    const { status, created } = await world.job(id)
    expect(status).toBe('RUNNING')
    expect(await skus(organization)).toHaveLength(created)
    landed.push(created)
    await world.runOut(id)
    expect(await sweepDataJobs(world.services)).toBe(1)
  }
  expect(landed).toEqual([5, 15])
  expect(await runWorker({ ...work, dies: null })).toBeNull()
  expect(await world.job(id)).toMatchObject({ status: 'COMPLETED', created: 25, total: 25, progress: 100 })
  expect(new Set(await skus(organization)).size).toBe(25)
})
