import { asSystem } from '@groundwork/db'
import { DataJob, type DataJobState } from '@groundwork/domain'
import { insertDataJob } from '@groundwork/services'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createWorkerWorld, type WorkerWorld } from './worker-world.ts'

const system = asSystem('set a test up')

let world: WorkerWorld
beforeAll(async () => {
  world = await createWorkerWorld(21)
})
afterAll(() => world.close())

/** Of nobody: it is taken, and ends with the reason that nobody answers for it. */
const ofNobody = () =>
  world.database.withUnitOfWork(system, (work) =>
    insertDataJob(work, {
      organization: world.organization,
      jobType: 'export',
      target: 'product',
      inputFiles: {},
      parameters: { format: 'csv' },
    }),
  )

const ends = (id: string) =>
  expect
    .poll(async () => world.database.reader(system).get(DataJob, id), { timeout: 25_000, interval: 50 })
    .toMatchObject({
      status: 'FAILED',
      resultLog: { problem: { reason: 'asker_inactive' } },
    })

it('a job that is asked for is done by the worker, and so is one whose worker died and one whose news was lost', async () => {
  await world.start()
  const asked = await ofNobody()
  await ends(asked.id)

  // No event speaks of these: they stand there as a crash leaves them.
  const leave = async (status: DataJobState, lease: string) => {
    const { id } = await world.database.withUnitOfWork(system, (work) =>
      work.insert(DataJob, { organization: world.organization, jobType: 'export', target: 'product', status }),
    )
    await world.sql(
      `insert into data_job_lease (organization_id, job_id, token, until, offered_at) values ($1, $2, ${lease})`,
      [world.organization, id],
    )
    return id
  }
  await ends(await leave('RUNNING', `gen_random_uuid(), now() - interval '1 second', now()`))
  await ends(await leave('PENDING', `null, null, now() - interval '2 minutes'`))
}, 90_000)
