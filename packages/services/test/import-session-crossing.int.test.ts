import { asSystem } from '@groundwork/db'
import { ImportSession, StoredFile } from '@groundwork/domain'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type DataJobRunner, dataJobRunners, retryDataJob, runDataJobs, undoDataJob } from '../src/data-job/index.ts'
import {
  cancelImportSession,
  createImportSession,
  retryImportSession,
  undoImportSession,
} from '../src/import-session/index.ts'
import { createImportSessionWorld, type ImportSessionWorld, statSheet } from './import-session-world.ts'

/** What happens to a session, its jobs and its files while another of them is at work. */

let world: ImportSessionWorld

beforeAll(async () => {
  world = await createImportSessionWorld()
})
afterAll(() => world.close())

const system = asSystem('do what a test does at the same time')

/** As a worker; `besides` happens when a job of this kind and target has done all it has to do, and is about to say so. */
function workUntil(jobType: 'import' | 'undo', target: string, besides: () => Promise<unknown>) {
  const runner: DataJobRunner = async (services, run) => {
    const outcome = await dataJobRunners[jobType](services, run)
    if (run.job.target === target) await besides()
    return outcome
  }
  const stopping = new AbortController().signal
  const runners = { ...dataJobRunners, [jobType]: runner }
  return runDataJobs({ ...world.services, stopping, runners }, null, async () => undefined)
}

const remove = (id: string) => world.services.database.withUnitOfWork(system, (work) => work.remove(ImportSession, id))
const restore = (id: string) =>
  world.services.database.withUnitOfWork(system, (work) => work.restore(ImportSession, id))

async function jobsOf(id: string) {
  const jobs = await world.stepsOf(id)
  return jobs.map(({ job_type, target, status }) => `${job_type} ${target} ${status}`)
}

describe('a session that is deleted', () => {
  it('with its file leaves rows as they are: each import can still be taken back whole', async () => {
    const us = await world.inhabitant('manager')
    const { id, recapFile } = await world.begin(us)
    await world.work()
    const steps = await world.stepsOf(id)
    await world.services.database.withUnitOfWork(us.context, (work) => work.remove(StoredFile, recapFile ?? ''))
    for (const table of ['client', 'policy', 'claim'] as const) expect(await world.made(table, id)).toEqual([])
    for (const step of steps.reverse()) {
      const { status, resultLog } = await world.undo(us, step.id)
      expect([status, resultLog.left]).toEqual(['COMPLETED', 0])
      expect(resultLog.removed).toBeGreaterThan(1)
    }
  })

  it('while a job is at work takes its end, makes no other job, and can be taken back once it is restored', async () => {
    const us = await world.inhabitant('manager')
    const { id } = await world.begin(us)
    await workUntil('import', 'client', () => remove(id))
    await restore(id)
    expect(await jobsOf(id)).toEqual(['import client COMPLETED'])
    expect(await world.session(id)).toMatchObject({
      status: 'ERROR',
      statusReason: 'Deleted after client rows',
      created: 2,
    })
    await undoImportSession(world.services, us.context, id)
    await workUntil('undo', 'client', () => remove(id))
    await restore(id)
    expect(await world.session(id)).toMatchObject({ status: 'ERROR', statusReason: 'Taken back' })
  })

  it('is what it was when it is restored', async () => {
    const us = await world.inhabitant('manager')
    const { id } = await world.begin(us)
    await world.work()
    await remove(id)
    await restore(id)
    await undoImportSession(world.services, us.context, id)
    await world.work()
    expect(await world.session(id)).toMatchObject({ status: 'DONE', statusReason: 'Taken back' })
  })
})

describe('a session that is cancelled as a job comes to its end', () => {
  it('goes no further', async () => {
    const us = await world.inhabitant('manager')
    const { id } = await world.begin(us)
    await workUntil('import', 'client', () => cancelImportSession(world.services, us.context, id))
    expect(await jobsOf(id)).toEqual(['import client COMPLETED'])
    const { status, statusReason, created, completedAt } = await world.session(id)
    expect({ status, statusReason, created }).toEqual({
      status: 'ERROR',
      statusReason: 'Cancelled after client rows',
      created: 2,
    })
    expect(completedAt).not.toBeNull()
  })

  it('is taken back no further, until somebody asks again', async () => {
    const us = await world.inhabitant('manager')
    const { id } = await world.begin(us)
    await world.work()
    await undoImportSession(world.services, us.context, id)
    await workUntil('undo', 'claim', () => cancelImportSession(world.services, us.context, id))
    expect((await jobsOf(id)).slice(3)).toEqual(['undo claim COMPLETED'])
    expect(await world.made('policy', id)).toHaveLength(3)
    await undoImportSession(world.services, us.context, id)
    await world.work()
    expect(await world.session(id)).toMatchObject({ statusReason: 'Taken back' })
  })
})

describe('a session whose claims failed', () => {
  async function failed() {
    const us = await world.inhabitant('manager')
    const { id } = await world.begin(us, { stat: statSheet, recap: 'policy_number\nP-1\n' })
    await world.work()
    const [, policies, claims] = await world.stepsOf(id)
    if (!policies || !claims) throw new Error('It has three steps')
    expect(claims).toMatchObject({ target: 'claim', status: 'FAILED' })
    return { us, id, policies: policies.id, claims: claims.id }
  }

  it('does not go on once it is being taken back, nor after that', async () => {
    const { us, id, claims } = await failed()
    await undoImportSession(world.services, us.context, id)
    const refused = async () => {
      const beingUndone = { code: 'conflict', reason: 'being_undone' }
      await expect(retryImportSession(world.services, us.context, id)).rejects.toMatchObject(beingUndone)
      await expect(retryDataJob(world.services, us.context, claims)).rejects.toMatchObject(beingUndone)
    }
    await refused()
    await world.work()
    expect(await world.session(id)).toMatchObject({ status: 'ERROR', statusReason: 'Taken back' })
    await refused()
  })

  it('nor while one of its steps is taken back by itself; and none is while it goes on', async () => {
    const { us, id, policies, claims } = await failed()
    await retryImportSession(world.services, us.context, id)
    const undone = () => undoDataJob(world.services, us.context, policies)
    await expect(undone()).rejects.toMatchObject({ code: 'conflict', reason: 'not_offered' })
    await world.work()
    await undone()
    await expect(retryDataJob(world.services, us.context, claims)).rejects.toMatchObject({ reason: 'being_undone' })
    await world.work()
  })

  it('either goes on or is taken back when both are asked for at once', async () => {
    for (let turn = 0; turn < 5; turn++) {
      const { us, id } = await failed()
      const asked = [retryImportSession, undoImportSession].map((ask) => ask(world.services, us.context, id))
      const answers = await Promise.allSettled(asked)
      expect(answers.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
      await world.work()
    }
  })
})

it('policies are of the same bytes as their clients, whatever is put in their place meanwhile', async () => {
  const us = await world.inhabitant('manager')
  const { id, statFile } = await world.begin(us, { stat: statSheet })
  const bytes = Buffer.from(statSheet.replaceAll('P-', 'Q-'))
  await workUntil('import', 'client', async () => {
    const { organization } = us
    await world.upload(us.context, { organization, fileName: 'stat.csv', bytes, replaces: statFile ?? '' })
    await world.scan(organization, statFile ?? '')
  })
  const policies = await world.made('policy', id)
  expect(policies.map(({ policy_number }) => policy_number)).toEqual(['P-1', 'P-2', 'P-3'])
})

it('files whose country the caller may not view make no session', async () => {
  const us = await world.inhabitant('manager')
  const { organization, country, context } = us
  const statFile = await world.fileOf(us, statSheet, 'stat.csv')
  const grants = [
    ...['importSession', 'client', 'policy', 'claim', 'country'].map((resource) => ({ resource, action: '*' })),
    { resource: 'file', action: 'view', fields: ['originalFilename', 'status', 'organization'] },
  ]
  const memberships = context.actor.kind === 'system' ? [] : context.actor.memberships
  const narrow = { actor: { ...context.actor, memberships: memberships.map((held) => ({ ...held, grants })) } }
  const session = { organization, country, statFile, recapFile: null }
  await expect(createImportSession(world.services, narrow, session)).rejects.toMatchObject({ code: 'forbidden' })
})
