import { asSystem, lockDataJobLease } from '@groundwork/db'
import { DataJob, DomainError } from '@groundwork/domain'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { applyDataJob, createDataJob, type DataJobRunner, retryDataJob, undoDataJob } from '../src/data-job/index.ts'
import { completes, createDataJobWorld, type DataJobWorld, gate } from './data-job-world.ts'

let world: DataJobWorld
beforeAll(async () => {
  world = await createDataJobWorld()
})
afterAll(() => world.close())

const system = asSystem('do what a test does at the same time')

it('a job that is cancelled while a worker reaches for it stays cancelled, and the next one is done', async () => {
  const { context, organization } = await world.asker()
  const { id } = await createDataJob(world.services, context, world.exportOf(organization))
  const next = await createDataJob(world.services, context, world.exportOf(organization))
  const ran: string[] = []
  const isWaitedFor = gate()
  const cancelled = world.services.database.withUnitOfWork(system, async (work) => {
    await lockDataJobLease(work, { organization, job: id })
    isWaitedFor.open()
    const waiting = async () =>
      (await world.asOwner("select from pg_stat_activity where wait_event_type = 'Lock' and query like '%chosen%'"))
        .length
    await expect.poll(waiting, { timeout: 20_000, interval: 10 }).toBe(1)
    await work.update(DataJob, id, { status: 'CANCELLED' }, { expected: { status: 'PENDING' }, event: 'cancelled' })
  })
  await isWaitedFor.opened
  await world.work(async (_, { job }) => {
    ran.push(job.id)
    return { status: 'COMPLETED', resultLog: {} }
  })
  await cancelled
  expect((await world.job(id)).status).toBe('CANCELLED')
  expect(ran).toEqual([next.id])
})

const fails: DataJobRunner = () => Promise.reject(new DomainError('conflict', 'No'))

/** Some rows land, or are taken back, and then it is over. */
const failsHalfway: DataJobRunner = async ({ database }, run) => {
  const counts = run.job.jobType === 'undo' ? { updated: 1 } : { created: 2 }
  await database.withUnitOfWork(run.context, (work) => run.checkpoint(work, { counts, cursor: { row: 1 } }))
  throw new DomainError('conflict', 'No')
}

async function failedImport() {
  const asker = await world.asker()
  const { id } = await world.importJob(asker)
  await world.work(failsHalfway)
  return { context: asker.context, id }
}

it('an import does not go on while it is taken back, nor after some of it was', async () => {
  const { context, id } = await failedImport()
  await undoDataJob(world.services, context, id)
  const retried = () => retryDataJob(world.services, context, id)
  await expect(retried()).rejects.toMatchObject({ code: 'conflict', reason: 'being_undone' })
  await world.work(failsHalfway)
  await expect(retried()).rejects.toMatchObject({ code: 'conflict', reason: 'being_undone' })
  const again = await undoDataJob(world.services, context, id)
  await world.work(completes)
  expect(await world.job(id)).toMatchObject({ status: 'UNDONE', undoneBy: again.id })
})

it('an undo that came nowhere leaves the import free to go on, and does not start again beside it', async () => {
  const { context, id } = await failedImport()
  const undo = await undoDataJob(world.services, context, id)
  await world.work(fails)
  expect(await retryDataJob(world.services, context, id)).toMatchObject({ status: 'PENDING' })
  await expect(retryDataJob(world.services, context, undo.id)).rejects.toMatchObject({ reason: 'not_offered' })
  await world.work(completes)
  expect((await world.job(id)).status).toBe('COMPLETED')
  expect(await retryDataJob(world.services, context, undo.id)).toMatchObject({ status: 'PENDING' })
})

it('what a dry run has looked at stays known when the job fails and is tried again', async () => {
  const asker = await world.asker()
  const { id } = await world.importJob(asker, true)
  const input = { file: 'f', version: 1, sha256: 'abc' }
  await world.work(async () => ({ status: 'READY', resultLog: { input, samples: [] } }))
  await applyDataJob(world.services, asker.context, id)
  await world.work(fails)
  expect((await world.job(id)).resultLog).toMatchObject({ input, problem: { code: 'conflict' } })
  expect((await retryDataJob(world.services, asker.context, id)).resultLog).toEqual({ input })
  await world.work(completes)
})

it('an undo that failed does not go on once another one has been through', async () => {
  const { context, id } = await failedImport()
  const first = await undoDataJob(world.services, context, id)
  await world.work(failsHalfway)
  const second = await undoDataJob(world.services, context, id)
  await world.work(async () => ({ status: 'COMPLETED', undoLeft: 1, resultLog: {} }))
  expect(await world.job(id)).toMatchObject({ status: 'UNDONE', undoneBy: second.id, undoLeft: 1 })
  await expect(retryDataJob(world.services, context, first.id)).rejects.toMatchObject({ reason: 'not_offered' })

  world.wait(1)
  const third = await undoDataJob(world.services, context, id)
  await world.work(failsHalfway)
  expect(await retryDataJob(world.services, context, third.id)).toMatchObject({ status: 'PENDING' })
  await world.work(completes)
  expect(await world.job(id)).toMatchObject({ undoneBy: third.id, undoLeft: 0 })
})

it('an undo ends while another one is asked for: neither waits for the other', async () => {
  const { context, id } = await failedImport()
  const first = await undoDataJob(world.services, context, id)
  const isHeld = gate()
  const ending = world.work(async () => {
    await isHeld.opened
    return { status: 'COMPLETED', resultLog: {} }
  })
  const asking = world.services.database.withUnitOfWork(system, async (work) => {
    const { organization, target } = await work.get(DataJob, id, { lock: true })
    isHeld.open()
    const waiting = () => world.asOwner("select from pg_stat_activity where wait_event_type = 'Lock'")
    await expect.poll(async () => (await waiting()).length, { timeout: 10_000, interval: 10 }).toBe(1)
    await work.insert(DataJob, { organization, target, jobType: 'undo', inputFiles: {}, parameters: {}, undoOf: id })
  })
  await expect(asking).rejects.toMatchObject({ code: 'conflict', reason: 'duplicate' })
  await ending
  expect(await world.job(id)).toMatchObject({ status: 'UNDONE', undoneBy: first.id })
})
