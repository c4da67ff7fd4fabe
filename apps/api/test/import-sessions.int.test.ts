import { makeAvailable } from '@groundwork/db/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { dataJobScene } from './support/data-job-scene.ts'
import { memberOfCountry } from './support/member-of-country.ts'
import { type Caller, startTestApi, type TestApi } from './support/start-test-api.ts'

/** Import sessions at their doors: the sentences of seed 002 about upload, access, errors and security. */

let api: TestApi
let acme: string
let manager: Caller
let swiss: Caller
let austrian: Caller
let agent: Caller
let colleague: Caller
let stranger: Caller

beforeAll(async () => {
  api = await startTestApi()
  acme = await api.organization('Acme')
  const owner = await api.member(acme, 'owner')
  const of = (role: string, country: string) => memberOfCountry(api, { organization: acme, owner, role, country })
  manager = await api.member(acme, 'manager')
  swiss = await of('territorial-administrator', 'CH')
  austrian = await of('territorial-administrator', 'AT')
  agent = await of('import-agent', 'CH')
  colleague = await of('import-agent', 'CH')
  stranger = await api.member(await api.organization('Elsewhere'), 'owner')
})
afterAll(() => api.stop())

let count = 0
/** A client with a policy and a claim that nobody else has. */
function sheets(number: number | string = ++count) {
  return {
    stat_file: `client_number,client_name,policy_number\nC-${number},Ada,P-${number}\n`,
    recap_file: `claim_number,policy_number\nK-${number},P-${number}\n`,
  }
}
const { stat_file: stat } = sheets('1')

function form(country: string | null, files: Readonly<Record<string, string>> = sheets()) {
  const body = new FormData()
  body.append('organization', acme)
  if (country) body.append('country', country)
  for (const [field, text] of Object.entries(files)) body.append(field, new Blob([text]), `${field}.csv`)
  return body
}

const send = (by: Caller, ...given: Parameters<typeof form>) => by('POST', '/import-sessions/', form(...given))

/** Sends a session, lets its files be scanned, and its jobs be done. */
async function bringIn(by: Caller, country: string): Promise<string> {
  const { body } = await send(by, country)
  for (const file of [body.stat_file, body.recap_file]) await makeAvailable(api.sql, file)
  await work()
  return body.id
}

const work = () => dataJobScene(api).workInEarnest()

const ids = ({ body }: { readonly body: { readonly results: readonly { readonly id: string }[] } }) =>
  body.results.map(({ id }) => id)
const statusOf = async (by: Caller, method: string, path: string, body?: unknown) =>
  (await by(method, path, body)).status

describe('a session by a form (seed 002, File Upload Integration)', () => {
  it('takes the files in as files of its country, and brings them in', async () => {
    const { status, body } = await send(manager, 'CH')
    expect(status).toBe(201)
    expect(body).toMatchObject({ country: 'CH', country_name: 'Switzerland', status: 'PENDING', error_file: null })
    const { body: file } = await manager('GET', `/files/${body.stat_file}/`)
    expect(file).toMatchObject({ original_filename: 'stat_file.csv', custom_fields: { country: 'CH' } })
    for (const id of [body.stat_file, body.recap_file]) await makeAvailable(api.sql, id)
    await work()
    const { body: done } = await manager('GET', `/import-sessions/${body.id}/`)
    expect(done).toMatchObject({ status: 'DONE', counts: { total: 3, created: 3, failed: 0 } })
    const { body: claims } = await manager('GET', `/claims/?import_session=${body.id}`)
    expect(claims.results).toMatchObject([
      {
        claim_number: 'K-1',
        policy_number: 'P-1',
        country: 'CH',
        source_file: body.recap_file,
        source_file_name: 'recap_file.csv',
      },
    ])
    const jobs = (await manager('GET', `/data-jobs/?import_session=${body.id}`)).body.results
    expect(jobs.map(({ target }: { target: string }) => target).sort()).toEqual(['claim', 'client', 'policy'])
  })

  it.each([
    ['without a country', null, { stat_file: stat }, 400, 'country_missing'],
    ['without a file', 'CH', {}, 400, 'file_missing'],
    ['with a file of another kind', 'CH', { other_file: stat }, 400, 'unknown_field'],
    ['with a country that is none', 'XX', { stat_file: stat }, 400, 'no_such_reference'],
    ['with what is no country at all', '\u0000\ud800', { stat_file: stat }, 400, 'no_such_reference'],
    ['with a file that we do not take', 'CH', { stat_file: '' }, 400, 'empty_file'],
  ] as const)('%s is refused', async (_, country, files, status, reason) => {
    const before = (await manager('GET', '/files/')).body.count
    expect(await send(manager, country, files)).toMatchObject({ status, body: { reason } })
    expect((await manager('GET', '/files/')).body.count).toBe(before)
  })
})

it('one file sent twice is refused, and what had arrived lies in the trash', async () => {
  const body = form('CH', { stat_file: sheets().stat_file })
  body.append('stat_file', new Blob([stat]), 'again.csv')
  const trashed = async () => (await manager('GET', '/files/?trash=true')).body.count as number
  const before = await trashed()
  expect(await manager('POST', '/import-sessions/', body)).toMatchObject({
    status: 400,
    body: { reason: 'too_many_files', errors: { stat_file: ['Send this file once'] } },
  })
  expect(await trashed()).toBe(before + 1)
})

describe('a session of files that are there', () => {
  async function upload(by: Caller, country: string | null): Promise<string> {
    const body = new FormData()
    body.append('organization', acme)
    if (country) body.append('custom_fields', JSON.stringify({ country }))
    body.append('file', new Blob([stat]), 'clients.csv')
    return (await by('POST', '/files/upload/', body)).body.id
  }
  const make = (by: Caller, values: Readonly<Record<string, unknown>>) =>
    by('POST', '/import-sessions/', { organization: acme, country: 'CH', ...values })

  it('takes those of its country, and claims those that have none', async () => {
    const file = await upload(manager, null)
    expect(await make(manager, { stat_file: file })).toMatchObject({
      status: 201,
      body: { stat_file_name: 'clients.csv', recap_file: null, abilities: expect.arrayContaining(['cancel', 'undo']) },
    })
    expect((await manager('GET', `/files/${file}/`)).body.custom_fields).toEqual({ country: 'CH' })
  })

  it('refuses those of another country, of others, and those that are none', async () => {
    const [foreign, unseen] = [await upload(manager, 'AT'), await upload(colleague, 'CH')]
    expect(await make(manager, { stat_file: foreign })).toMatchObject({
      status: 400,
      body: { errors: { stat_file: ['The file is of another country'] } },
    })
    expect(await make(agent, { recap_file: unseen })).toMatchObject({
      status: 400,
      body: { errors: { recap_file: ['No such file'] } },
    })
    expect(await make(manager, {})).toMatchObject({
      status: 400,
      body: { errors: { stat_file: [expect.any(String)] } },
    })
  })

  it('is made by nobody who may not import, nor for another country', async () => {
    const file = await upload(manager, 'AT')
    expect(
      await statusOf(await api.member(acme, 'member'), 'POST', '/import-sessions/', {
        organization: acme,
        country: 'AT',
        stat_file: file,
      }),
    ).toBe(403)
    expect((await send(swiss, 'AT')).status).toBe(403)
    expect((await send(agent, 'AT')).status).toBe(403)
    expect((await send(stranger, 'CH')).status).toBeGreaterThanOrEqual(403)
  })

  it('is changed by nobody', async () => {
    const { body } = await send(manager, 'CH')
    for (const method of ['PATCH', 'PUT'])
      expect(await statusOf(api.admin, method, `/import-sessions/${body.id}/`, { status: 'DONE' })).toBe(405)
  })
})

describe('who sees a session and its files (seed 002, FileAccessMixin)', () => {
  it('territorial administrators those of their country, agents their own, global ones all; to others they are not there', async () => {
    const id = await bringIn(agent, 'CH')
    const { body: session } = await agent('GET', `/import-sessions/${id}/`)
    expect(session).toMatchObject({ status: 'DONE' })
    for (const by of [swiss, manager, api.admin]) {
      expect(ids(await by('GET', '/import-sessions/?page_size=100'))).toContain(id)
      expect(await statusOf(by, 'GET', `/files/${session.stat_file}/download/`)).toBe(200)
    }
    for (const by of [austrian, colleague, stranger]) {
      expect(ids(await by('GET', '/import-sessions/?page_size=100'))).not.toContain(id)
      expect(await statusOf(by, 'GET', `/import-sessions/${id}/`)).toBe(404)
      expect(await statusOf(by, 'GET', `/files/${session.stat_file}/download/`)).toBe(404)
      expect(await statusOf(by, 'POST', `/import-sessions/${id}/undo/`)).toBe(404)
      expect(ids(await by('GET', `/data-jobs/?import_session=${id}`))).toEqual([])
    }
    expect(ids(await swiss('GET', `/data-jobs/?import_session=${id}`))).toHaveLength(3)
    expect(ids(await swiss('GET', '/clients/'))).not.toEqual([])
    expect(ids(await austrian('GET', '/clients/'))).toEqual([])
  })

  it('and a territorial administrator takes back what an agent of the country has brought in', async () => {
    const id = await bringIn(colleague, 'CH')
    expect(await swiss('POST', `/import-sessions/${id}/undo/`)).toMatchObject({ status: 202, body: { id } })
    await work()
    expect((await swiss('GET', `/import-sessions/${id}/`)).body.status_reason).toBe('Taken back')
    expect(ids(await api.admin('GET', `/claims/?import_session=${id}`))).toEqual([])
  })
})

describe('a key that is limited to some grants', () => {
  async function keyOf(grants: readonly object[]) {
    const { body } = await manager('POST', '/api-keys/', { name: 'night', organization: acme, grants })
    return async (id: string) => {
      const headers = { 'X-API-Key': body.key }
      const response = await fetch(`${api.url}/api/v1/import-sessions/${id}/retry/`, { method: 'POST', headers })
      return { status: response.status, body: await response.json() }
    }
  }

  it('lets no session go on that was asked for without it', async () => {
    const { body: session } = await send(manager, 'CH', { stat_file: 'client_number,client_name\nC-F,Ada\n' })
    await makeAvailable(api.sql, session.stat_file)
    await work()
    expect((await manager('GET', `/import-sessions/${session.id}/`)).body.status).toBe('ERROR')
    const control = ['view', 'retry'].map((action) => ({ resource: 'importSession', action }))
    expect((await (await keyOf(control))(session.id)).status).toBe(403)
    const bringing = ['client', 'policy'].map((resource) => ({ resource, action: 'import' }))
    const retry = await keyOf([...control, ...bringing])
    expect(await retry(session.id)).toMatchObject({ status: 403, body: { reason: 'other_key' } })
    expect((await manager('POST', `/import-sessions/${session.id}/retry/`)).status).toBe(202)
    await work()
  })
})

describe('deleting (seed 002: CASCADE and SET_NULL)', () => {
  it('a file takes its session along, and leaves what was brought in', async () => {
    const id = await bringIn(manager, 'DE')
    const { body: session } = await manager('GET', `/import-sessions/${id}/`)
    const [client] = (await manager('GET', `/claims/?import_session=${id}`)).body.results
    expect(await statusOf(manager, 'DELETE', `/files/${session.recap_file}/`)).toBe(204)
    expect(await statusOf(manager, 'GET', `/import-sessions/${id}/`)).toBe(404)
    expect((await manager('GET', `/claims/${client.id}/`)).body).toMatchObject({
      source_file: null,
      import_session: null,
    })
  })
})
