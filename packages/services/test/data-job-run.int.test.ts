import { asSystem } from '@groundwork/db'
import { DomainError, Membership, Product } from '@groundwork/domain'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  applyDataJob,
  cancelDataJob,
  createDataJob,
  type DataJobRunner,
  retryDataJob,
  sweepDataJobs,
  undoDataJob,
} from '../src/data-job/index.ts'
import { completes, createDataJobWorld, type DataJobWorld, gate } from './data-job-world.ts'

let world: DataJobWorld
beforeAll(async () => {
  world = await createDataJobWorld()
})
afterAll(() => world.close())

const system = asSystem('look at what a test did')

/** Takes its time until the signal says otherwise, as a long import does between two chunks. */
const untilInterrupted =
  (started: () => void): DataJobRunner =>
  (_, { signal }) =>
    new Promise((_resolve, reject) => {
      signal.addEventListener('abort', () => reject(signal.reason))
      started()
    })

describe('a data job', () => {
  it('waits, runs with the rights of whoever asked, and tells how it went', async () => {
    const { context, organization } = await world.asker()
    const { id, status } = await createDataJob(world.services, context, world.exportOf(organization))
    expect(status).toBe('PENDING')
    await world.work(async (_, run) => {
      expect(run.context.actor).toMatchObject({ userId: context.actor.userId, kind: 'user' })
      expect(run.cursor).toBeNull()
      await world.services.database.withUnitOfWork(run.context, (work) =>
        run.checkpoint(work, { counts: { total: 40, created: 10 }, progress: 25, cursor: { row: 10 } }),
      )
      expect(await world.job(id)).toMatchObject({ status: 'RUNNING', progress: 25, total: 40, created: 10 })
      return { status: 'COMPLETED', resultLog: { warnings: ['one'] } }
    })
    const ended = await world.job(id)
    expect(ended).toMatchObject({ status: 'COMPLETED', progress: 100, resultLog: { warnings: ['one'] } })
    expect(ended.counts).toEqual({ total: 40, created: 10, updated: 0, unchanged: 0, skipped: 0, failed: 0 })
    expect(ended.createdBy).toBe(context.actor.userId)
    expect(ended.startedAt && ended.finishedAt).toBeTruthy()
    expect(await world.topics(id)).toEqual(['created', 'due', 'started', 'progressed', 'completed'])
  })

  it('that throws a refusal fails with it, and goes on from its checkpoint when it is tried again', async () => {
    const { context, organization } = await world.asker()
    const { id } = await createDataJob(world.services, context, world.exportOf(organization))
    await world.work(async (_, run) => {
      await world.services.database.withUnitOfWork(run.context, (work) => run.checkpoint(work, { cursor: { row: 7 } }))
      throw new DomainError('invalid', 'Too many columns', { reason: 'too_many_columns', fields: { sheet: ['No'] } })
    })
    expect((await world.job(id)).resultLog).toEqual({
      problem: { code: 'invalid', message: 'Too many columns', reason: 'too_many_columns', errors: { sheet: ['No'] } },
    })
    await retryDataJob(world.services, context, id)
    expect(await world.job(id)).toMatchObject({ status: 'PENDING', resultLog: {}, finishedAt: null })
    await world.work(async (_, { cursor }) => ({ status: 'COMPLETED', resultLog: { cursor } }))
    expect((await world.job(id)).resultLog).toEqual({ cursor: { row: 7 } })
  })

  it('that meets a bug is tried again, and fails without telling what the bug was', async () => {
    const { context, organization } = await world.asker()
    const { id } = await createDataJob(world.services, context, world.exportOf(organization))
    const buggy: DataJobRunner = async () => {
      throw new TypeError('select secret from internals')
    }
    for (let start = 1; start <= 6; start++) {
      expect((await world.job(id)).status).not.toBe('FAILED')
      await world.work(buggy)
      await world.runOut(id)
    }
    const { status, resultLog } = await world.job(id)
    expect(status).toBe('FAILED')
    expect(resultLog).toMatchObject({ problem: { code: 'internal' } })
    expect(JSON.stringify(resultLog)).not.toContain('secret')
  })

  it('of somebody who has been removed since does nothing', async () => {
    const { context, organization, membership } = await world.asker()
    const { id } = await createDataJob(world.services, context, world.exportOf(organization))
    await world.services.database.withUnitOfWork(system, (work) => work.remove(Membership, membership))
    await world.work(completes)
    expect(await world.job(id)).toMatchObject({ status: 'FAILED', resultLog: { problem: { code: 'forbidden' } } })
  })

  it('waits for the scan of its file, and fails when that is refused', async () => {
    const asker = await world.asker()
    const bytes = Buffer.from('sku\nA-9\n')
    const file = await world.upload(asker.context, { organization: asker.organization, fileName: 'p.csv', bytes })
    const asked = { ...world.exportOf(asker.organization), jobType: 'import', parameters: {} } as const
    const { id } = await createDataJob(world.services, asker.context, { ...asked, inputFiles: { main: file.id } })
    await world.work(completes)
    expect((await world.job(id)).status).toBe('PENDING')
    const [other, due] = [await world.sheet(asker.context, asker.organization), await world.topics(id)]
    expect(other).not.toBe(file.id)
    expect(due).toEqual(['created', 'due'])
    await world.scan(asker.organization, file.id)
    expect((await world.topics(id)).slice(due.length), 'its scan wakes whoever runs it').toEqual(['due'])
    await world.work(completes)
    expect((await world.job(id)).status).toBe('COMPLETED')
  })
})

describe('cancelling', () => {
  it('ends what waits at once, and nobody runs it', async () => {
    const { context, organization } = await world.asker()
    const { id } = await createDataJob(world.services, context, world.exportOf(organization))
    expect((await cancelDataJob(world.services, context, id)).status).toBe('CANCELLED')
    await world.work(() => Promise.reject(new Error('ran')))
    expect((await world.job(id)).status).toBe('CANCELLED')
  })

  it('stops what is under way between two of its transactions: the second leaves nothing', async () => {
    const { context, organization } = await world.asker()
    const { id } = await createDataJob(world.services, context, world.exportOf(organization))
    const row = (sku: string) => ({ organization, sku, name: sku, productType: 'SERVICE' as const })
    await world.work(async ({ database }, run) => {
      await database.withUnitOfWork(context, async (work) => {
        await work.insert(Product, row('LANDED'))
        await run.checkpoint(work, { counts: { created: 1 }, cursor: { row: 1 } })
      })
      await cancelDataJob(world.services, context, id)
      await database.withUnitOfWork(context, async (work) => {
        await work.insert(Product, row('HALF'))
        await run.checkpoint(work, { counts: { created: 2 }, cursor: { row: 2 } })
      })
      return { status: 'COMPLETED', resultLog: {} }
    })
    expect(await world.job(id)).toMatchObject({ status: 'CANCELLED', created: 1 })
    const skus = await world.sql('select sku from product where organization_id = $1', [organization])
    expect(skus).toEqual([{ sku: 'LANDED' }])
  })

  it('of a job whose worker died is heard by the next one', async () => {
    const { context, organization } = await world.asker()
    const { id } = await createDataJob(world.services, context, world.exportOf(organization))
    const started = gate()
    const dying = new AbortController()
    const dead = world.work(untilInterrupted(started.open), dying.signal)
    await started.opened
    await world.runOut(id)
    await cancelDataJob(world.services, context, id)
    await world.work(() => Promise.reject(new Error('ran')))
    expect((await world.job(id)).status).toBe('CANCELLED')
    dying.abort()
    await dead
    expect((await world.job(id)).status).toBe('CANCELLED')
  })

  it('comes too late for what is over', async () => {
    const { context, organization } = await world.asker()
    const { id } = await createDataJob(world.services, context, world.exportOf(organization))
    await world.work(completes)
    await expect(cancelDataJob(world.services, context, id)).rejects.toMatchObject({
      code: 'conflict',
      reason: 'not_offered',
    })
  })
})

describe('the lease', () => {
  it('keeps a job from a second worker, and fences off the first one that lost it', async () => {
    const { context, organization } = await world.asker()
    const { id } = await createDataJob(world.services, context, world.exportOf(organization))
    const started = gate()
    const goOn = gate()
    const slow = world.work(async ({ database }, run) => {
      started.open()
      await goOn.opened
      await database.withUnitOfWork(context, async (work) => {
        await work.insert(Product, { organization, sku: 'LATE', name: 'Late', productType: 'SERVICE' })
        await run.checkpoint(work, { cursor: { row: 1 } })
      })
      return { status: 'COMPLETED', resultLog: { by: 'the slow one' } }
    })
    await started.opened
    await world.work(() => Promise.reject(new Error('ran twice')))
    expect((await world.job(id)).status).toBe('RUNNING')

    await world.runOut(id)
    await world.work(async () => ({ status: 'COMPLETED', resultLog: { by: 'the next one' } }))
    goOn.open()
    await slow
    expect((await world.job(id)).resultLog).toEqual({ by: 'the next one' })
    expect(await world.sql('select sku from product where organization_id = $1', [organization])).toEqual([])
  })

  it('is given back at once when the process is told to end', async () => {
    const { context, organization } = await world.asker()
    const { id } = await createDataJob(world.services, context, world.exportOf(organization))
    const started = gate()
    const stopping = new AbortController()
    const running = world.work(untilInterrupted(started.open), stopping.signal)
    await started.opened
    stopping.abort()
    await running
    expect((await world.job(id)).status).toBe('PENDING')
    expect((await world.topics(id)).slice(-2)).toEqual(['released', 'due'])
    await world.work(completes)
    expect((await world.job(id)).status).toBe('COMPLETED')
  })

  it('that runs out again and again before the job comes anywhere ends it, with a reason', async () => {
    const { context, organization } = await world.asker()
    const { id } = await createDataJob(world.services, context, world.exportOf(organization))
    const dying = new AbortController()
    const dead: Promise<void>[] = []
    for (let start = 1; start <= 6; start++) {
      const started = gate()
      dead.push(world.work(untilInterrupted(started.open), dying.signal))
      await started.opened
      await world.runOut(id)
    }
    await world.work(() => Promise.reject(new Error('ran a seventh time')))
    expect(await world.job(id)).toMatchObject({
      status: 'FAILED',
      resultLog: { problem: { code: 'not_available', reason: 'keeps_dying' } },
    })
    dying.abort()
    await Promise.all(dead)
  })

  it('that has run out is offered again, and one that is held is not', async () => {
    const { context, organization } = await world.asker()
    const { id } = await createDataJob(world.services, context, world.exportOf(organization))
    const started = gate()
    const stopping = new AbortController()
    const running = world.work(untilInterrupted(started.open), stopping.signal)
    await started.opened
    expect(await sweepDataJobs(world.services)).toBe(0)
    await world.runOut(id)
    expect(await sweepDataJobs(world.services)).toBe(1)
    expect((await world.topics(id)).filter((topic) => topic === 'due')).toHaveLength(2)
    stopping.abort()
    await running
    await world.work(completes)
  })
})

describe('whose turn it is', () => {
  it('goes round the organizations: a hundred jobs of one do not stand in front of one of another', async () => {
    const [many, one] = [await world.asker(), await world.asker()]
    const asked = Array.from({ length: 6 }, () =>
      createDataJob(world.services, many.context, world.exportOf(many.organization)),
    )
    await Promise.all(asked)
    await createDataJob(world.services, one.context, world.exportOf(one.organization))
    const order: string[] = []
    await world.work(async (_, { job }) => {
      order.push(job.organization)
      return { status: 'COMPLETED', resultLog: {} }
    })
    expect(order).toHaveLength(7)
    expect(order.indexOf(one.organization)).toBeLessThanOrEqual(1)
  })

  it("is nobody's whose organization is busy already with as many as it may", async () => {
    const { context, organization } = await world.asker()
    for (let made = 0; made < 3; made++) await createDataJob(world.services, context, world.exportOf(organization))
    const both = [gate(), gate()]
    const stopping = new AbortController()
    const running = both.map(({ open }) => world.work(untilInterrupted(open), stopping.signal))
    await Promise.all(both.map(({ opened }) => opened))
    await world.work(() => Promise.reject(new Error('a third one ran')))
    stopping.abort()
    await Promise.all(running)
    await world.work(completes)
  })
})

describe('a dry run', () => {
  it('waits for its word, and is then done by the same plan', async () => {
    const asker = await world.asker()
    const { id, parameters } = await world.importJob(asker, true)
    await world.work(async (_, run) => {
      await world.services.database.withUnitOfWork(run.context, (work) =>
        run.checkpoint(work, { counts: { created: 1 }, cursor: { row: 1 } }),
      )
      return { status: 'READY', resultLog: { difference: 1 } }
    })
    expect(await world.job(id)).toMatchObject({ status: 'READY', created: 1 })
    await expect(undoDataJob(world.services, asker.context, id)).rejects.toMatchObject({ reason: 'not_offered' })

    await applyDataJob(world.services, asker.context, id)
    expect(await world.job(id)).toMatchObject({ status: 'PENDING', created: 0, progress: 0 })
    await world.work(async (_, { job, cursor }) => {
      expect(cursor).toBeNull()
      expect(job.parameters).toEqual({ ...parameters, dry_run: false })
      return { status: 'COMPLETED', resultLog: {} }
    })
    expect((await world.job(id)).status).toBe('COMPLETED')
  })
})

describe('undoing', () => {
  const imported: DataJobRunner = async ({ database }, run) => {
    await database.withUnitOfWork(run.context, (work) => run.checkpoint(work, { counts: { created: 2 }, cursor: {} }))
    return { status: 'COMPLETED', resultLog: {} }
  }

  it('is a job of its own, and marks the import when it is through', async () => {
    const asker = await world.asker()
    const { id } = await world.importJob(asker)
    await world.work(imported)
    const undo = await undoDataJob(world.services, asker.context, id)
    expect(undo).toMatchObject({ jobType: 'undo', target: 'product', undoOf: id, status: 'PENDING' })
    await expect(undoDataJob(world.services, asker.context, id)).rejects.toMatchObject({ code: 'conflict' })
    await world.work(completes)
    expect(await world.job(id)).toMatchObject({ status: 'UNDONE', undoneBy: undo.id })
    expect((await world.job(undo.id)).status).toBe('COMPLETED')
  })

  it('that failed leaves the import as it is, and may be asked for again', async () => {
    const asker = await world.asker()
    const { id } = await world.importJob(asker)
    await world.work(imported)
    await undoDataJob(world.services, asker.context, id)
    await world.work(() => Promise.reject(new DomainError('conflict', 'No')))
    expect((await world.job(id)).status).toBe('COMPLETED')
    const again = await undoDataJob(world.services, asker.context, id)
    await world.work(completes)
    expect(await world.job(id)).toMatchObject({ status: 'UNDONE', undoneBy: again.id })
  })
})
