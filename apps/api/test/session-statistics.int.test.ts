import { Redis } from 'ioredis'
import { pino } from 'pino'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { redisAnswerCache } from '../src/import-session/redis-answer-cache.ts'
import { memberOfCountry } from './support/member-of-country.ts'
import { type Caller, startTestApi, type TestApi } from './support/start-test-api.ts'

/** File Statistics and Caching Integration (seed 002): what a dashboard shows, and to whom. */

let api: TestApi
let acme: string
let manager: Caller
let swiss: Caller
let agent: Caller
let stranger: Caller
let owner: Caller
let redis: Redis

beforeAll(async () => {
  api = await startTestApi()
  redis = new Redis(process.env.TEST_REDIS_URL ?? '')
  acme = await api.organization('Acme')
  owner = await api.member(acme, 'owner')
  manager = await api.member(acme, 'manager')
  swiss = await memberOfCountry(api, { organization: acme, owner, role: 'territorial-administrator', country: 'CH' })
  agent = await memberOfCountry(api, { organization: acme, owner, role: 'import-agent', country: 'CH' })
  stranger = await api.member(await api.organization('Elsewhere'), 'owner')

  await begin(manager, 'CH', 'DONE')
  await begin(agent, 'CH', 'ERROR')
  const old = await begin(manager, 'AT', 'DONE', ['stat_file'])
  await api.sql(`update file set created_at = now() - interval '10 days' where id = $1`, [old.stat_file])
  await api.sql(`update import_session set completed_at = now() - interval '10 days' where id = $1`, [old.id])
  await begin(manager, 'AT', 'RUNNING')
  await begin(manager, 'AT', 'PENDING')
})
afterAll(async () => {
  redis.disconnect()
  await api.stop()
})

/** A session that stands so, without the work it takes. */
async function begin(by: Caller, country: string, status: string, files = ['stat_file', 'recap_file']) {
  const form = new FormData()
  form.append('organization', acme)
  form.append('country', country)
  for (const field of files) form.append(field, new Blob(['client_number,client_name\nC-1,Ada\n']), `${field}.csv`)
  const { body } = await by('POST', '/import-sessions/', form)
  const isOver = status === 'DONE' || status === 'ERROR'
  await api.sql('update import_session set status = $2, completed_at = case when $3 then now() end where id = $1', [
    body.id,
    status,
    isOver,
  ])
  return body as { readonly id: string; readonly stat_file: string }
}

/** Somebody who views sessions by these fields, and files by those. */
async function limited(slug: string, fields: readonly string[], ofFiles?: readonly string[]): Promise<Caller> {
  const grants = [
    { resource: 'importSession', action: 'view', fields },
    { resource: 'file', action: 'view', ...(ofFiles && { fields: ofFiles }) },
  ]
  const { status } = await owner('POST', '/roles/', { organization: acme, slug, name: slug, grants })
  expect(status).toBe(201)
  return api.member(acme, slug)
}

const ask = (by: Caller, country?: string) =>
  by('GET', `/import-sessions/statistics/?organization=${acme}${country ? `&country=${country}` : ''}`)
const dayBack = (days: number) => new Date(Date.now() - days * 86_400_000).toISOString().slice(0, 10)

describe('what is counted', () => {
  it('files in all, by type and of the last seven days; sessions in all and by how they fared', async () => {
    const { status, body } = await ask(manager)
    expect(status).toBe(200)
    expect(body.files).toMatchObject({ total: 9, stat: 5, recap: 4, recent_uploads: 8 })
    expect(body.sessions).toMatchObject({ total: 5, pending: 1, running: 1, done: 2, error: 1 })
    expect(Date.parse(body.as_of)).toBeLessThanOrEqual(Date.now())
  })

  it('thirty days one by one, the last of them today', async () => {
    const { files, sessions } = (await ask(manager)).body
    for (const { per_day: days } of [files, sessions]) {
      expect(days.map(({ day }: { day: string }) => day)).toEqual(
        Array.from({ length: 30 }, (_, at) => dayBack(29 - at)),
      )
    }
    expect(files.per_day.at(-1)).toEqual({ day: dayBack(0), stat: 4, recap: 4 })
    expect(files.per_day.at(-11)).toEqual({ day: dayBack(10), stat: 1, recap: 0 })
    expect(sessions.per_day.at(-1)).toEqual({ day: dayBack(0), done: 1, error: 1 })
    expect(sessions.per_day.at(-11)).toEqual({ day: dayBack(10), done: 1, error: 0 })
  })

  it('of one country where one is named', async () => {
    const { files, sessions } = (await ask(manager, 'AT')).body
    expect(files).toMatchObject({ total: 5, stat: 3, recap: 2, recent_uploads: 4 })
    expect(sessions).toMatchObject({ total: 3, done: 1, running: 1, pending: 1, error: 0 })
    expect((await ask(manager, 'FR')).body.sessions.total).toBe(0)
    expect(await ask(manager, 'at')).toMatchObject({ status: 400, body: { errors: { country: [expect.any(String)] } } })
  })

  it('as far as the caller may view it', async () => {
    const [own, mine] = [(await ask(swiss)).body, (await ask(agent)).body]
    expect([own.sessions.total, own.files.total]).toEqual([2, 4])
    expect([mine.sessions.total, mine.files.total, mine.sessions.error]).toEqual([1, 2, 1])
    expect((await ask(swiss, 'AT')).body).toMatchObject({ sessions: { total: 0 }, files: { total: 0 } })
    expect((await ask(stranger)).status).toBe(404)
    expect((await ask(api.anonymous)).status).toBe(401)
    expect((await ask(api.admin)).body.sessions.total).toBe(5)
  })

  it('and by no field that is closed to the caller', async () => {
    const withoutStatus = await limited('without-status', ['country', 'statFile', 'recapFile'])
    expect((await ask(withoutStatus, 'AT')).body).toMatchObject({
      files: { total: 5, stat: 3, recap: 2, recent_uploads: 4 },
      sessions: { total: 3, pending: 0, running: 0, done: 0, error: 0 },
    })

    const onlyStatus = await limited('only-status', ['status'])
    const { files, sessions } = (await ask(onlyStatus)).body
    expect(files).toMatchObject({ total: 0, stat: 0, recap: 0, recent_uploads: 0 })
    expect(sessions).toMatchObject({ total: 5, pending: 1, running: 1, done: 2, error: 1 })
    expect(sessions.per_day.filter(({ done, error }: { done: number; error: number }) => done || error)).toEqual([])
    expect((await ask(onlyStatus, 'AT')).body.sessions.total).toBe(0)

    const onlyStat = await limited('only-stat', ['statFile', 'status', 'completedAt'], ['originalFilename'])
    const mine = (await ask(onlyStat)).body
    expect(mine.files).toMatchObject({ total: 5, stat: 5, recap: 0, recent_uploads: 0 })
    expect(mine.files.per_day.filter(({ stat }: { stat: number }) => stat)).toEqual([])
    expect(mine.sessions.per_day.at(-1)).toEqual({ day: dayBack(0), done: 1, error: 1 })
  })
})

describe('an answer', () => {
  it('stands for five minutes, for whoever asked and may view the same rows, and for nobody else', async () => {
    const [before, others] = [await ask(manager, 'CH'), await ask(agent, 'CH')]
    await begin(manager, 'CH', 'PENDING')
    expect((await ask(manager, 'CH')).body).toEqual(before.body)
    expect((await ask(agent, 'CH')).body).toEqual(others.body)
    const fresh = await api.member(acme, 'viewer')
    expect((await ask(fresh, 'CH')).body.sessions.total).toBe(before.body.sessions.total + 1)

    const keys = await redis.keys('groundwork:answers:*')
    const seconds = await Promise.all(keys.map((key) => redis.ttl(key)))
    for (const left of seconds) {
      expect(left).toBeGreaterThan(0)
      expect(left).toBeLessThanOrEqual(300)
    }
    await redis.del(...keys)
    expect((await ask(manager, 'CH')).body.sessions.total).toBe(before.body.sessions.total + 1)
  })

  it('is worked out anew while Redis does not answer', async () => {
    const nowhere = new Redis('redis://127.0.0.1:1', {
      lazyConnect: true,
      enableOfflineQueue: false,
      retryStrategy: null,
    })
    nowhere.on('error', () => undefined)
    const answers = redisAnswerCache({
      redis: nowhere,
      log: pino({ level: 'silent' }),
      config: { databaseUrl: 'postgres://nowhere/groundwork' },
    })
    await answers.set('key', 'answer', 300)
    expect(await answers.get('key')).toBeNull()
    nowhere.disconnect()
  })
})
