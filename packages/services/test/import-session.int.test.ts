import { Claim, Client } from '@groundwork/domain'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { runDataJobs } from '../src/data-job/index.ts'
import { cancelImportSession, retryImportSession, undoImportSession } from '../src/import-session/index.ts'
import { allRunners } from './data-job-world.ts'
import {
  createImportSessionWorld,
  type ImportSessionWorld,
  type Inhabitant,
  recapSheet,
  statSheet,
} from './import-session-world.ts'

/** Import Session Flow (seed 002): creation, association, processing, status updates, completion. */

let world: ImportSessionWorld

beforeAll(async () => {
  world = await createImportSessionWorld()
})
afterAll(() => world.close())

describe('a session of two files', () => {
  it('makes clients, their policies and the claims, one job after the other, and says where they come from', async () => {
    const us = await world.inhabitant('manager')
    const begun = await world.begin(us)
    expect(begun).toMatchObject({ status: 'PENDING', country: 'CH', startedAt: null, completedAt: null })
    expect((await world.stepsOf(begun.id)).map(({ target }) => target)).toEqual(['client'])

    await world.work()
    expect(await world.stepsOf(begun.id)).toMatchObject(
      ['client', 'policy', 'claim'].map((target) => ({
        target,
        status: 'COMPLETED',
        created_by_id: us.context.actor.kind === 'system' ? '' : us.context.actor.userId,
      })),
    )
    const done = await world.session(begun.id)
    expect(done).toMatchObject({
      status: 'DONE',
      statusReason: null,
      created: 7,
      skipped: 1,
      failed: 0,
      errorFile: null,
    })
    expect(done.counts).toMatchObject({ total: 8, created: 7 })
    expect([done.startedAt, done.completedAt, done.logFile]).not.toContain(null)

    const clients = await world.made('client', begun.id)
    expect(clients.map(({ client_number, name, country_id }) => [client_number, name, country_id])).toEqual([
      ['C-1', 'Ada', 'CH'],
      ['C-2', 'Grace', 'CH'],
    ])
    for (const row of [...clients, ...(await world.made('policy', begun.id))])
      expect(row.source_file_id).toBe(begun.statFile)
    const claims = await world.made('claim', begun.id)
    expect(claims.map(({ source_file_id }) => source_file_id)).toEqual([begun.recapFile, begun.recapFile])
    expect(claims.map(({ amount_claimed }) => Number(amount_claimed))).toEqual([1000, 50.25])
  })

  it('of which one brings in what it has', async () => {
    const us = await world.inhabitant('manager')
    const { id } = await world.begin(us, { stat: statSheet })
    await world.work()
    expect((await world.stepsOf(id)).map(({ target }) => target)).toEqual(['client', 'policy'])
    expect(await world.session(id)).toMatchObject({ status: 'DONE', created: 5 })
  })

  it('brought in again changes what changed, and makes nothing twice (seed 002, Reimport Support)', async () => {
    const us = await world.inhabitant('manager')
    const first = await world.begin(us)
    await world.work()
    const { id } = await world.begin(us, { stat: statSheet.replaceAll('Grace', 'Grace Hopper'), recap: recapSheet })
    await world.work()
    expect(await world.session(id)).toMatchObject({ status: 'DONE', created: 0, updated: 1, unchanged: 6, skipped: 1 })
    expect(await world.made('client', first.id)).toHaveLength(2)
    expect(await world.made('client', id)).toEqual([])
  })

  it('leaves bad rows out, and hands them back as a file', async () => {
    const us = await world.inhabitant('manager')
    const { id } = await world.begin(us, { stat: `${statSheet}C-3,,P-4,Motor,1,CHF\n`, recap: recapSheet })
    await world.work()
    const done = await world.session(id)
    // No client of that name, so no policy of theirs either.
    expect(done).toMatchObject({ status: 'DONE', created: 7, failed: 2 })
    expect(await world.read(us, done.errorFile)).toMatch(/C-3,,P-4,.*name: May not be empty/)
  })

  it('is neither made nor followed by rows of another country', async () => {
    const us = await world.inhabitant('manager')
    const stat = 'client_number,client_name,country,policy_number\nC-1,Ada,AT,P-1\nC-2,Grace,CH,P-2\n'
    const { id } = await world.begin(us, { stat })
    await world.work()
    expect((await world.made('client', id)).map(({ client_number }) => client_number)).toEqual(['C-2'])
    const [clients] = await world.stepsOf(id)
    expect(await world.issues(clients?.id ?? '')).toMatchObject([{ row: 2, column: 'country', rule: 'fixed_value' }])
  })
})

describe('a session that does not come to its end', () => {
  it('goes on when its worker is told to end in the middle, and does nothing twice', async () => {
    const us = await world.inhabitant('manager')
    const { id } = await world.begin(us)
    for (let turn = 0; turn < 3; turn++) {
      const stopping = new AbortController()
      const runner = async () => {
        stopping.abort()
        throw stopping.signal.reason
      }
      await runDataJobs(
        { ...world.services, stopping: stopping.signal, runners: allRunners(runner) },
        null,
        async () => undefined,
      )
      expect(await world.session(id)).toMatchObject({ status: 'RUNNING' })
    }
    await world.work()
    expect(await world.session(id)).toMatchObject({ status: 'DONE', created: 7 })
    expect((await world.stepsOf(id)).map(({ target }) => target)).toEqual(['client', 'policy', 'claim'])
  })

  it('is an error with a reason when a step fails; nothing follows, and it can be tried again', async () => {
    const us = await world.inhabitant('manager')
    const { id } = await world.begin(us, { stat: 'client_number,client_name\nC-1,Ada\n', recap: recapSheet })
    await world.work()
    expect(await world.session(id)).toMatchObject({ status: 'ERROR', created: 1 })
    expect((await world.session(id)).statusReason).toMatch(/^policy: .*policy_number/)
    expect((await world.stepsOf(id)).map(({ target, status }) => [target, status])).toEqual([
      ['client', 'COMPLETED'],
      ['policy', 'FAILED'],
    ])

    expect(await retryImportSession(world.services, us.context, id)).toMatchObject({
      status: 'PENDING',
      statusReason: null,
      completedAt: null,
    })
    await world.work()
    expect(await world.session(id)).toMatchObject({ status: 'ERROR', created: 1 })
    await expect(cancelImportSession(world.services, us.context, id)).rejects.toMatchObject({ reason: 'not_offered' })
  })

  it('is an error when somebody cancels it', async () => {
    const us = await world.inhabitant('manager')
    const { id } = await world.begin(us)
    expect(await cancelImportSession(world.services, us.context, id)).toMatchObject({
      status: 'ERROR',
      statusReason: 'Cancelled at client rows',
    })
    await world.work()
    expect((await world.stepsOf(id)).map(({ status }) => status)).toEqual(['CANCELLED'])
    await expect(retryImportSession(world.services, us.context, id)).rejects.toMatchObject({ reason: 'not_offered' })
  })
})

describe('a session taken back', () => {
  it('takes its claims, policies and clients away, in that order', async () => {
    const us = await world.inhabitant('manager')
    const { id } = await world.begin(us)
    await world.work()
    await undoImportSession(world.services, us.context, id)
    await expect(undoImportSession(world.services, us.context, id)).rejects.toMatchObject({ reason: 'not_offered' })
    await world.work()
    const undone = (await world.stepsOf(id)).filter(({ job_type }) => job_type === 'undo')
    expect(undone.map(({ target, status }) => [target, status])).toEqual(
      ['claim', 'policy', 'client'].map((target) => [target, 'COMPLETED']),
    )
    for (const table of ['client', 'policy', 'claim'] as const) expect(await world.made(table, id)).toEqual([])
    expect(await world.session(id)).toMatchObject({ status: 'DONE', statusReason: 'Taken back' })
    await expect(undoImportSession(world.services, us.context, id)).rejects.toMatchObject({ reason: 'not_offered' })
  })

  it('leaves what something hangs on, and goes on with the steps before; asked again, it takes the rest', async () => {
    const us = await world.inhabitant('manager')
    const { id } = await world.begin(us)
    await world.work()
    const { organization, country } = us
    const [policy] = await world.made('policy', id)
    const values = { organization, country, policy: String(policy?.id), claimNumber: 'MINE' }
    const mine = await world.services.database.withUnitOfWork(us.context, (work) => work.insert(Claim, values))

    await undoImportSession(world.services, us.context, id)
    await world.work()
    expect(await world.session(id)).toMatchObject({ status: 'DONE', statusReason: 'Taken back in part' })
    expect(await world.made('policy', id)).toMatchObject([{ policy_number: 'P-1' }])
    expect(await world.made('client', id)).toMatchObject([{ client_number: 'C-1' }])

    await world.services.database.withUnitOfWork(us.context, (work) => work.remove(Claim, mine.id))
    await undoImportSession(world.services, us.context, id)
    await world.work()
    expect(await world.session(id)).toMatchObject({ status: 'DONE', statusReason: 'Taken back' })
    for (const table of ['client', 'policy', 'claim'] as const) expect(await world.made(table, id)).toEqual([])
    const undone = (await world.stepsOf(id)).filter(({ job_type }) => job_type === 'undo')
    expect(undone.map(({ target }) => target)).toEqual(['claim', 'policy', 'client', 'policy', 'client'])
  })

  it('is told as taken back in part where somebody has changed a row since, or nothing more is known of it', async () => {
    const takenBack = async (meanwhile: (us: Inhabitant, id: string) => Promise<unknown>) => {
      const us = await world.inhabitant('manager')
      const { id } = await world.begin(us)
      await world.work()
      await meanwhile(us, id)
      await undoImportSession(world.services, us.context, id)
      await world.work()
      return (await world.session(id)).statusReason
    }
    const change = async ({ context }: Inhabitant, id: string) => {
      const [ada] = await world.made('client', id)
      await world.services.database.withUnitOfWork(context, (work) =>
        work.update(Client, String(ada?.id), { name: 'Lovelace' }),
      )
    }
    const forget = (_: Inhabitant, id: string) =>
      world.asOwner("update data_job set history_gone = true where import_session_id = $1 and target = 'client'", [id])
    expect(await takenBack(change)).toBe('Taken back in part')
    expect(await takenBack(forget)).toBe('Taken back in part')
  })

  it('is taken back to its first step, however often that was tried before', async () => {
    const us = await world.inhabitant('manager')
    const { id } = await world.begin(us)
    await world.work()
    await world.asOwner(
      `insert into data_job select (jsonb_populate_record(job, jsonb_build_object('id', gen_random_uuid(), 'job_type', 'undo',
         'status', 'CANCELLED', 'undo_of_id', job.id, 'created', 0, 'created_at', now()))).*
       from data_job job, generate_series(1, 30) where import_session_id = $1 and target = 'claim'`,
      [id],
    )
    await undoImportSession(world.services, us.context, id)
    await world.work()
    expect(await world.session(id)).toMatchObject({ statusReason: 'Taken back' })
    for (const table of ['client', 'policy', 'claim'] as const) expect(await world.made(table, id)).toEqual([])
  })
})
