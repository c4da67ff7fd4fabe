import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { dropRowLevelSecurity } from './drop-row-level-security.ts'
import { fuzz } from './fuzz.ts'
import { fuzzJobs } from './fuzz-jobs.ts'
import { fuzzSockets } from './fuzz-sockets.ts'
import { createGuardWorld, type GuardWorld } from './guard-world.ts'
import type { Breach } from './oracle.ts'
import { seam } from './seam.ts'

vi.mock('../../src/app-router.ts', async (original) => {
  const real = await original<typeof import('../../src/app-router.ts')>()
  const { plantedRouter } = await import('./planted-procedures.ts')
  const { router } = await import('../../src/trpc/trpc.ts')
  return { ...real, appRouter: router({ ...real.appRouter._def.record, planted: plantedRouter }) }
})
vi.mock('../../src/realtime/event-hub.ts', async (original) => {
  const real = await original<typeof import('../../src/realtime/event-hub.ts')>()
  const mayReceive: typeof real.mayReceive = async (...asked) =>
    seam.bug === 'WebSocket room by id' || real.mayReceive(...asked)
  return { ...real, mayReceive }
})
vi.mock('../../../../packages/db/src/query/scope-condition.ts', async (original) => {
  const real = await original<typeof import('../../../../packages/db/src/query/scope-condition.ts')>()
  const scopeCondition: typeof real.scopeCondition = (...asked) =>
    seam.bug === 'missing where' ? 'true' : real.scopeCondition(...asked)
  return { ...real, scopeCondition }
})
vi.mock('../../../../packages/db/src/query/known-get.ts', async (original) => {
  const real = await original<typeof import('../../../../packages/db/src/query/known-get.ts')>()
  // What is kept for a scope would outlive the bug that it was compiled with: here each is a scope of its own.
  const knownGet: typeof real.knownGet = (plan) => real.knownGet({ ...plan, view: { ...plan.view } })
  return { ...real, knownGet }
})
vi.mock('../../../worker/src/job/handlers.ts', async (original) => {
  const real = await original<typeof import('../../../worker/src/job/handlers.ts')>()
  const { asSystem } = await import('@groundwork/db')
  const scan: (typeof real.handlers)['file.scan'] = (services, payload, done) =>
    seam.bug === 'job believes its payload'
      ? services.database.withUnitOfWork(asSystem('a planted bug'), async (work) => {
          await work.query(`update file set status_reason = 'scanned' where id = $1`, [payload.objectId])
        })
      : real.handlers['file.scan'](services, payload, done)
  return { ...real, handlers: { ...real.handlers, 'file.scan': scan } }
})

let world: GuardWorld

beforeAll(async () => {
  world = await createGuardWorld()
}, 60_000)
afterEach(() => {
  seam.bug = null
})
afterAll(() => world.stop())

const seed = 7
/** A socket is told of, and a job given, everything there is: on a busy machine that takes its time. */
const milliseconds = 180_000

/** Tries the doors whose name matches, as the fuzz tries them all. */
const tryDoors =
  (names: RegExp, runs = 3) =>
  async (): Promise<readonly Breach[]> =>
    (await fuzz(world, { runs, seed, oracles: ['O1', 'O2', 'O3', 'O4', 'O5'], only: ({ name }) => names.test(name) }))
      .breaches

interface Planted {
  readonly name: string
  readonly caughtBy: Breach['oracle']
  /** What has to be done to the database besides. */
  readonly sql?: readonly string[]
  readonly undo?: string
  readonly find: () => Promise<readonly Breach[]>
}

const planted: readonly Planted[] = [
  {
    name: 'unique leak',
    caughtBy: 'O3',
    sql: ['create unique index planted_unique on product (sku) where deleted_at is null'],
    undo: 'drop index planted_unique',
    find: tryDoors(/^trpc product\.create$/),
  },
  {
    name: 'view without invoker',
    caughtBy: 'O1',
    sql: ['create view planted_view as select * from product', 'grant select on planted_view to groundwork_app'],
    undo: 'drop view planted_view',
    find: tryDoors(/planted\.throughView/),
  },
  { name: 'raw SQL', caughtBy: 'O1', find: tryDoors(/planted\.rawSql/) },
  { name: 'cache key without organization', caughtBy: 'O1', find: tryDoors(/planted\.cached/) },
  { name: 'export job by id', caughtBy: 'O1', find: tryDoors(/planted\.file\.exported/) },
  { name: 'signed URL by key', caughtBy: 'O1', find: tryDoors(/planted\.file\.signed/) },
  { name: 'count leak', caughtBy: 'O3', find: tryDoors(/planted\.count/) },
  { name: 'WebSocket room by id', caughtBy: 'O1', find: () => fuzzSockets(world, { seed }) },
  { name: 'both-ids confusion', caughtBy: 'O2', find: tryDoors(/planted\.bothIds/, 10) },
  { name: 'mass assignment', caughtBy: 'O2', find: tryDoors(/planted\.massAssignment/, 40) },
  { name: 'job believes its payload', caughtBy: 'O2', find: () => fuzzJobs(world, { seed }) },
]

describe('a planted bug is caught:', () => {
  it.each(planted)(
    '$name',
    async ({ name, caughtBy, sql = [], undo, find }) => {
      for (const statement of sql) await world.api.sql(statement)
      seam.bug = name
      const breaches = await find()
      if (undo) await world.api.sql(undo)
      expect(breaches.map(({ oracle }) => oracle)).toContain(caughtBy)
    },
    milliseconds,
  )

  it('missing where, which row-level security alone would hide', async () => {
    await dropRowLevelSecurity(world.api)
    seam.bug = 'missing where'
    const breaches = await tryDoors(/^trpc product\.(get|list)$/)()
    expect(breaches.map(({ oracle }) => oracle)).toContain('O1')
  })
})

it(
  'nothing is caught where nothing is planted',
  async () => {
    expect(await tryDoors(/^trpc product\.get$|planted\./)()).toEqual([])
  },
  milliseconds,
)
