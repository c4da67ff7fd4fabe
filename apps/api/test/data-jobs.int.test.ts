import { DomainError } from '@groundwork/domain'
import { type DataJobRunner, sweepDataJobs } from '@groundwork/services'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { dataJobScene } from './support/data-job-scene.ts'
import { answerOf, type Caller, startTestApi, type TestApi } from './support/start-test-api.ts'

/** The sentences of seed 001 (Export/Import, 3.7) about the job API, each with its test. */

let api: TestApi
let scene: ReturnType<typeof dataJobScene>
let home: string
let manager: Caller & { readonly id: string }
let colleague: Caller
let administrator: Caller & { readonly id: string }
let member: Caller
let stranger: Caller

beforeAll(async () => {
  api = await startTestApi()
  scene = dataJobScene(api)
  home = await api.organization('Home')
  manager = await api.member(home, 'manager')
  colleague = await api.member(home, 'manager')
  administrator = await api.member(home, 'administrator')
  member = await api.member(home, 'member')
  stranger = await api.member(await api.organization('Elsewhere'), 'owner')
})
afterAll(() => api.stop())

const ids = (body: { readonly results: readonly { readonly id: string }[] }) => body.results.map(({ id }) => id)

describe('status of jobs', () => {
  it('a list holds one’s own jobs, and everybody’s for those who are granted it', async () => {
    const own = await scene.exportOf(manager, home)
    const others = await scene.exportOf(colleague, home)
    const list = async (caller: Caller) => ids((await caller('GET', '/data-jobs/?page_size=100')).body)
    expect(await list(manager)).toContain(own)
    expect(await list(manager)).not.toContain(others)
    expect(await list(administrator)).toEqual(expect.arrayContaining([own, others]))
    expect(await list(member)).toEqual([])
    expect(await list(stranger)).toEqual([])
    expect((await colleague('GET', `/data-jobs/${own}/`)).status).toBe(404)
    expect((await stranger('GET', `/data-jobs/${own}/`)).status).toBe(404)
    expect((await administrator('GET', `/data-jobs/${own}/`)).status).toBe(200)
  })

  it('a list is narrowed by status, by type and by whoever asked', async () => {
    const id = await scene.exportOf(manager, home)
    await manager('POST', `/data-jobs/${id}/cancel/`)
    const { body } = await manager('GET', '/data-jobs/?status=CANCELLED&job_type=export')
    expect(ids(body)).toContain(id)
    expect(ids((await manager('GET', '/data-jobs/?status=COMPLETED')).body)).not.toContain(id)
    expect(ids((await manager('GET', '/data-jobs/?job_type=import')).body)).not.toContain(id)
    const byAsker = await administrator('GET', `/data-jobs/?created_by=${manager.id}&page_size=100`)
    expect(new Set(byAsker.body.results.map((job: { created_by: string }) => job.created_by))).toEqual(
      new Set([manager.id]),
    )
  })

  it('tells counts, progress, a structured log, and fresh links to its files once it is over', async () => {
    const id = await scene.exportOf(manager, home)
    const waiting = (await manager('GET', `/data-jobs/${id}/`)).body
    expect(waiting).toMatchObject({ status: 'PENDING', progress: 0, output_file_url: null, error_file_url: null })

    const outputFile = await scene.made(home, 'products.csv', 'sku\nA-1\n')
    const runner: DataJobRunner = async ({ database }, run) => {
      await database.withUnitOfWork(run.context, (work) =>
        run.checkpoint(work, { counts: { total: 3, created: 1, failed: 2 }, cursor: {} }),
      )
      const resultLog = { unmapped_columns: ['Colour'], rowErrors: [{ row: 2, column: 'price' }] }
      return { status: 'COMPLETED', resultLog, outputFile }
    }
    await scene.work(runner)
    const { body } = await manager('GET', `/data-jobs/${id}/`)
    expect(body).toMatchObject({
      status: 'COMPLETED',
      progress: 100,
      counts: { total: 3, created: 1, updated: 0, unchanged: 0, skipped: 0, failed: 2 },
      result_log: { unmapped_columns: ['Colour'], rowErrors: [{ row: 2, column: 'price' }] },
      error_file_url: null,
    })
    const path = new URL(body.output_file_url)
    const fetched = await fetch(`${api.url}${path.pathname}${path.search}`)
    expect(await fetched.text()).toBe('sku\nA-1\n')
    const again = (await manager('GET', `/data-jobs/${id}/`)).body.output_file_url
    expect(new URL(again).pathname).toBe(path.pathname)
  })

  it('says why it failed, with the paths of what was wrong', async () => {
    const id = await scene.exportOf(manager, home)
    await scene.work(() =>
      Promise.reject(
        new DomainError('invalid', 'Unreadable', { reason: 'unreadable_spreadsheet', fields: { sheet: ['?'] } }),
      ),
    )
    const { body } = await manager('GET', `/data-jobs/${id}/`)
    expect(body).toMatchObject({
      status: 'FAILED',
      result_log: { problem: { code: 'invalid', reason: 'unreadable_spreadsheet', errors: { sheet: ['?'] } } },
    })
    const retried = await manager('POST', `/data-jobs/${id}/retry/`)
    expect(retried).toMatchObject({ status: 202, body: { status: 'PENDING', result_log: {} } })
    expect(await manager('POST', `/data-jobs/${id}/retry/`)).toMatchObject({
      status: 409,
      body: { reason: 'not_offered' },
    })
    await scene.work(async () => ({ status: 'COMPLETED', resultLog: {} }))
  })

  it('nothing of it can be written from outside', async () => {
    const id = await scene.exportOf(manager, home)
    for (const method of ['PATCH', 'PUT', 'DELETE'])
      expect((await api.admin(method, `/data-jobs/${id}/`, { status: 'COMPLETED' })).status).toBe(405)
  })
})

describe('asking for a job', () => {
  const ask = (caller: Caller, body: Readonly<Record<string, unknown>>) => caller('POST', '/data-jobs/', body)
  const csv = { job_type: 'export', target: 'product', parameters: { format: 'csv' } }

  it('answers 202 with its id, and it waits', async () => {
    const { status, body } = await ask(manager, { ...csv, organization: home })
    expect(status).toBe(202)
    expect(Object.keys(body)).toEqual(['id'])
    expect((await manager('GET', `/data-jobs/${body.id}/`)).body).toMatchObject({
      job_type: 'export',
      target: 'product',
      created_by: manager.id,
      parameters: { format: 'csv' },
    })
    const events = await api.sql(`select topic from outbox_event where object_id = $1`, [body.id])
    expect(events).toContainEqual({ topic: 'dataJob.due' })
  })

  it('needs the right to export or import the target, whatever else one may do', async () => {
    expect(await ask(member, { ...csv, organization: home })).toMatchObject({
      status: 403,
      body: { code: 'forbidden' },
    })
    expect((await ask(manager, { ...csv, target: 'role', organization: home })).status).toBe(403)
    const theirs = await api.organization('Theirs')
    const foreign = await ask(manager, { ...csv, organization: theirs })
    const unknown = await ask(manager, { ...csv, organization: '0193f1a0-0000-7000-8000-00000000dead' })
    expect([foreign.status, foreign.body.detail]).toEqual([unknown.status, unknown.body.detail])
  })

  it.each([
    [{ target: 'spaceship' }, 'target'],
    [{ target: '__proto__' }, 'target'],
    [{ job_type: 'undo' }, 'job_type'],
    [{ job_type: 'import', target: 'role' }, 'target'],
    [{ parameters: { format: 'docx' } }, 'parameters.format'],
    [{ parameters: {} }, 'parameters.format'],
    [{ parameters: { format: 'csv', colour: 'red' } }, 'parameters'],
    [{ job_type: 'import', parameters: {} }, 'input_files.main'],
    [{ input_files: { main: '0193f1a0-0000-7000-8000-00000000dead' } }, 'input_files.main'],
    [{ input_files: { main: 7 } }, 'input_files.main'],
  ])('refuses %j, by the path of what is wrong', async (change, path) => {
    const { status, body } = await ask(api.admin, { ...csv, organization: home, ...change })
    expect(status).toBe(400)
    expect(Object.keys(body.errors)).toContain(path)
  })

  it('of an import refuses columns that there are not, and files of others', async () => {
    const main = await scene.made(home, 'a.csv', 'sku\nA-1\n')
    const asked = { job_type: 'import', target: 'product', organization: home, input_files: { main } }
    const parameters = { match: ['sku', 'barcode_of_the_moon'], mapping: { Colour: 'colour' }, mode: 'replace' }
    const wrongMode = await ask(manager, { ...asked, parameters })
    expect(Object.keys(wrongMode.body.errors)).toEqual(['parameters.mode'])
    const wrongColumns = await ask(manager, { ...asked, parameters: { ...parameters, mode: 'insert' } })
    expect(Object.keys(wrongColumns.body.errors)).toEqual(['parameters.match.1', 'parameters.mapping.Colour'])
    const elsewhere = await scene.made(await api.organization('Other'), 'b.csv', 'sku\nB\n')
    const foreign = await ask(manager, { ...asked, input_files: { main: elsewhere }, parameters: {} })
    expect(foreign.body.errors).toEqual({ 'input_files.main': ['No such file'] })
    expect((await ask(manager, { ...asked, parameters: {} })).status).toBe(202)
  })
})

describe('a key that is limited to some grants', () => {
  async function keyOf(owner: Caller, grants: readonly object[]) {
    const made = await owner('POST', '/api-keys/', { name: 'night', organization: home, grants })
    return async (method: string, path: string, body?: unknown) => {
      const response = await fetch(`${api.url}/api/v1${path}`, {
        method,
        headers: { 'X-API-Key': made.body.key, 'Content-Type': 'application/json' },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      })
      return answerOf(response)
    }
  }

  it('has nothing of what its owner asked for in person, nor starts it again with their rights', async () => {
    const key = await keyOf(administrator, [
      { resource: 'dataJob', action: '*' },
      { resource: 'file', action: '*' },
      { resource: 'product', action: 'export', fields: ['sku'] },
    ])
    const own = await scene.exportOf(administrator, home)
    const asked = { target: 'product', organization: home, job_type: 'export', parameters: { format: 'csv' } }
    const keys = (await key('POST', '/data-jobs/', asked)).body.id
    const outputFile = await scene.made(home, 'products.csv', 'sku\nA-1\n')
    await api.sql(`update file set entity_type = 'dataJob', created_by_id = $2 where id = $1`, [
      outputFile,
      administrator.id,
    ])
    await scene.work(async () => ({ status: 'COMPLETED', resultLog: {}, outputFile }))
    expect((await administrator('GET', `/data-jobs/${own}/`)).body.output_file_url).toMatch(/^http/)
    expect((await key('GET', `/data-jobs/${keys}/`)).body.output_file_url).toMatch(/^http/)
    expect(await key('GET', `/data-jobs/${own}/`)).toMatchObject({ status: 200, body: { output_file_url: null } })
    expect((await administrator('GET', `/files/${outputFile}/`)).status).toBe(200)
    expect((await key('GET', `/files/${outputFile}/download/`)).status).toBe(404)

    for (const [verb, status] of [
      ['apply', 'READY'],
      ['retry', 'FAILED'],
    ]) {
      await api.sql('update data_job set status = $1 where id in ($2, $3)', [status, own, keys])
      expect(await key('POST', `/data-jobs/${own}/${verb}/`)).toMatchObject({
        status: 403,
        body: { reason: 'other_key' },
      })
      expect((await key('POST', `/data-jobs/${keys}/${verb}/`)).status).toBe(202)
    }
    await scene.work(async () => ({ status: 'COMPLETED', resultLog: {} }))
  })

  it('asks within them, and sees jobs where it is granted that', async () => {
    const grants = [
      { resource: 'product', action: 'export' },
      { resource: 'product', action: 'view' },
    ]
    const call = await keyOf(manager, grants)
    const asked = { target: 'product', organization: home }
    expect((await call('POST', '/data-jobs/', { ...asked, job_type: 'import' })).status).toBe(403)
    const { body } = await call('POST', '/data-jobs/', { ...asked, job_type: 'export', parameters: { format: 'csv' } })
    expect((await call('GET', `/data-jobs/${body.id}/`)).status).toBe(404)
    await scene.work(async (_, run) => {
      if (run.job.id === body.id)
        expect(run.context.actor).toMatchObject({ kind: 'apiKey', isLimited: true, isSuperuser: false })
      return { status: 'COMPLETED', resultLog: {} }
    })
    expect((await manager('GET', `/data-jobs/${body.id}/`)).body.status).toBe('COMPLETED')
  })
})

describe('bringing a file in one go', () => {
  const form = (parameters: unknown, text = 'sku,name\nA-1,Hammer\n', before = true) => {
    const data = new FormData()
    const say = () =>
      data.append('parameters', typeof parameters === 'string' ? parameters : JSON.stringify(parameters))
    data.append('organization', home)
    if (before) say()
    data.append('file', new Blob([text]), 'products.csv')
    if (!before) say()
    return data
  }

  it('answers 202 with the job, which waits for the scan of the file', async () => {
    const { status, body } = await manager('POST', '/products/import/', form({ mode: 'insert', dry_run: true }))
    expect(status).toBe(202)
    const job = (await manager('GET', `/data-jobs/${body.job_id}/`)).body
    expect(job).toMatchObject({ job_type: 'import', target: 'product', parameters: { mode: 'insert', dry_run: true } })
    await scene.work(async () => ({ status: 'READY', resultLog: {} }))
    expect((await manager('GET', `/data-jobs/${body.job_id}/`)).body.status).toBe('PENDING')
    await scene.scanned(job.input_files.main)
    await sweepDataJobs(api.services)
    await scene.work(async () => ({ status: 'READY', resultLog: {} }))
    expect((await manager('GET', `/data-jobs/${body.job_id}/`)).body.status).toBe('READY')
    const applied = await manager('POST', `/data-jobs/${body.job_id}/apply/`)
    expect(applied).toMatchObject({ status: 202, body: { status: 'PENDING', parameters: { dry_run: false } } })
    await scene.work(async () => ({ status: 'COMPLETED', resultLog: {} }))
  })

  it('refuses a form that has no file', async () => {
    const empty = new FormData()
    empty.append('organization', home)
    const { status, body } = await manager('POST', '/products/import/', empty)
    expect([status, Object.keys(body.errors)]).toEqual([400, ['file']])
  })

  it('refuses what makes no sense and leaves no file behind, wherever it stands in the form', async () => {
    const files = async () => (await api.sql('select id from file where organization_id = $1', [home])).length
    const before = await files()
    for (const [parameters, path] of [
      [{ mode: 'replace' }, 'parameters.mode'],
      [{ match: ['nothing'] }, 'parameters.match.0'],
      ['{', 'parameters'],
      ['[]', 'parameters'],
    ] as const) {
      for (const isBefore of [true, false]) {
        const { status, body } = await manager('POST', '/products/import/', form(parameters, undefined, isBefore))
        expect([status, Object.keys(body.errors)]).toEqual([400, [path]])
      }
    }
    expect((await member('POST', '/products/import/', form({}))).status).toBe(403)
    expect((await manager('POST', '/products/import/', { file: 'none' })).status).toBe(415)
    expect((await manager('POST', '/roles/import/', form({}))).status).toBe(405)
    expect(await files()).toBe(before)
  })
})

describe('doing something with a job', () => {
  it('is for whoever asked for it, and for those who are granted it', async () => {
    const id = await scene.exportOf(manager, home)
    expect((await colleague('POST', `/data-jobs/${id}/cancel/`)).status).toBe(404)
    expect((await stranger('POST', `/data-jobs/${id}/cancel/`)).status).toBe(404)
    const auditor = await api.member(home, 'auditor')
    expect((await auditor('GET', `/data-jobs/${id}/`)).status).toBe(200)
    expect((await auditor('POST', `/data-jobs/${id}/cancel/`)).status).toBe(403)
    expect((await administrator('POST', `/data-jobs/${id}/cancel/`)).body.status).toBe('CANCELLED')
  })

  it('tells on each row what this caller may do with it', async () => {
    const id = await scene.exportOf(manager, home)
    const auditor = await api.member(home, 'auditor')
    const may = async (caller: Caller) => (await caller('GET', `/data-jobs/${id}/`)).body.abilities
    expect(await may(manager)).toEqual(['apply', 'undo', 'cancel', 'retry'])
    expect(await may(auditor)).toEqual([])
  })
})
