import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { testProgram } from '@groundwork/db/testing'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createImportSessionWorld, type ImportSessionWorld } from './import-session-world.ts'

const rows = 1500
/** Of the nine chunks of its three steps: the process is killed once so many have landed, within a step and between two. */
const killedAfter = [1, 3, 8]

let world: ImportSessionWorld

beforeAll(async () => {
  world = await createImportSessionWorld()
})
afterAll(() => world.close())

const numbers = Array.from({ length: rows }, (_, row) => row)
const stat = `client_number,client_name,policy_number\n${numbers.map((n) => `C-${n},Client ${n},P-${n}`).join('\n')}\n`
const recap = `claim_number,policy_number\n${numbers.map((n) => `K-${n},P-${n}`).join('\n')}\n`

const startWorker = () =>
  spawn(process.execPath, [testProgram('import-child'), world.appUrl, world.directory], {
    stdio: ['ignore', 'ignore', 'inherit'],
  })

async function landed(session: string): Promise<number> {
  const [found] = await world.asOwner<{ chunks: number }>(
    `select count(*)::int as chunks from import_chunk c join data_job j on j.id = c.job_id where j.import_session_id = $1`,
    [session],
  )
  return found?.chunks ?? 0
}

it('goes on wherever its process is killed: one job of each step, and every row once', {
  timeout: 420_000,
}, async () => {
  const us = await world.inhabitant('manager')
  const { id } = await world.begin(us, { stat, recap })
  for (const chunks of killedAfter) {
    const worker = startWorker()
    const gone = once(worker, 'close')
    await expect.poll(() => landed(id), { timeout: 90_000, interval: 10 }).toBeGreaterThanOrEqual(chunks)
    worker.kill('SIGKILL')
    await gone
    for (const { id: job } of await world.stepsOf(id)) await world.runOut(job)
  }
  await world.work()

  expect(await world.session(id)).toMatchObject({ status: 'DONE', created: 3 * rows, failed: 0 })
  expect((await world.stepsOf(id)).map(({ target, status }) => [target, status])).toEqual(
    ['client', 'policy', 'claim'].map((target) => [target, 'COMPLETED']),
  )
  for (const table of ['client', 'policy', 'claim'] as const) expect(await world.made(table, id)).toHaveLength(rows)
})
