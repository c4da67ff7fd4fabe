import { dataJobRunners, runDataJobs } from '@groundwork/services'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { dataJobScene } from './support/data-job-scene.ts'
import { createLinkScene } from './support/link-scene.ts'
import { answerOf, type Caller } from './support/start-test-api.ts'

/** What a data job writes holds what was open to whoever asked for it, and is theirs alone (seed 001, Export). */

type Person = Caller & { readonly id: string }
type Question = readonly [method: string, path: string, body?: unknown]

let stage: Awaited<ReturnType<typeof createLinkScene>>
let scene: ReturnType<typeof dataJobScene>
let asker: Person
/** May do anything in the organization, with every file. */
let other: Person
let job: string
let file: string
let name: string
let folder: string

beforeAll(async () => {
  stage = await createLinkScene()
  scene = dataJobScene(stage.api)
  other = stage.owner
  asker = await stage.api.member(stage.home, 'manager')
  const product = { sku: 'SECRET-1', name: 'Secret thing', product_type: 'SERVICE' }
  expect((await asker('POST', '/products/', product)).status).toBe(201)
  folder = await stage.folderOf(other, 'Everybody’s')
  const made = await exported()
  job = made.job
  file = made.file
  name = (await asker('GET', `/files/${file}/`)).body.original_filename
  expect((await asker('PATCH', `/files/${file}/`, { folder })).status).toBe(200)
})
afterAll(() => stage.api.stop())

async function exported() {
  const id = await scene.exportOf(asker, stage.home)
  const stopping = new AbortController().signal
  await runDataJobs({ ...stage.api.services, stopping, runners: dataJobRunners }, null, async () => undefined)
  const { output_file: made } = (await asker('GET', `/data-jobs/${id}/`)).body
  await scene.scanned(made)
  return { job: id, file: made as string }
}

async function trpc({ token }: Caller, path: string, input: unknown) {
  const headers = { Authorization: `Bearer ${token}` }
  const query = encodeURIComponent(JSON.stringify(input))
  return answerOf(await fetch(`${stage.api.url}/api/trpc/${path}?input=${query}`, { headers }))
}

/** Doors that name the file; some of them are open to its owner only while it is in a certain state. */
const doors = (): readonly Question[] => [
  ['GET', `/files/${file}/`],
  ['GET', `/files/${file}/download/`],
  ['GET', `/files/${file}/text/`],
  ['GET', `/files/${file}/preview/`],
  ['GET', `/files/${file}/versions/`],
  ['GET', `/files/${file}/history/`],
  ['GET', `/files/${file}/activity/`],
  ['GET', `/files/${file}/used-by/`],
  ['GET', `/files/${file}/access/`],
  ['GET', `/files/${file}/shares/`],
  ['POST', `/files/${file}/shares/`, { user: asker.id, permission: 'view' }],
  ['POST', `/files/${file}/links/`, { kind: 'view' }],
  ['POST', `/files/${file}/copy/`, { folder: null }],
  ['POST', `/files/${file}/versions/`, stage.formOf('words', 'words.csv')],
  ['POST', `/files/${file}/hold/`, { reason: 'case 7' }],
  ['POST', `/files/${file}/rescan/`],
  ['POST', '/files/zip/', { ids: [file] }],
  ['PATCH', `/files/${file}/`, { tags: ['found'] }],
  ['DELETE', `/files/${file}/`],
]

const listings = (): readonly Question[] => [
  ['GET', '/files/?page_size=100'],
  ['GET', `/files/?search=${name}`],
  ['GET', `/files/?folder=${folder}`],
  ['GET', `/files/?filter=${encodeURIComponent(JSON.stringify({ field: 'entityType', op: 'eq', value: 'dataJob' }))}`],
]

const holds = async (caller: Caller, [method, path, body]: Question) =>
  JSON.stringify((await caller(method, path, body)).body).includes(file)

describe('what a data job has written', () => {
  it('is no file at all to others, whatever they may do with files', async () => {
    const missing = '01930000-0000-7000-8000-000000000000'
    for (const [method, path, body] of doors()) {
      const [answer, none] = [
        await other(method, path, body),
        await other(method, path.replace(file, missing), replaced(body, missing)),
      ]
      expect({ path, method, status: answer.status }).toEqual({ path, method, status: 404 })
      expect([answer.status, answer.body.code, answer.body.message]).toEqual([
        none.status,
        none.body.code,
        none.body.message,
      ])
    }
    for (const path of ['file.get', 'file.accessUrl', 'file.access'])
      expect((await trpc(other, path, { id: file })).status, path).toBe(404)
  })

  it('is in none of their lists, searches and archives', async () => {
    for (const question of listings()) {
      expect(await holds(asker, question), question[1]).toBe(true)
      expect(await holds(other, question), question[1]).toBe(false)
    }
    const filter = { field: 'folder', op: 'eq', value: folder }
    expect((await trpc(asker, 'file.list', { filter })).body.result.data.rows).toHaveLength(1)
    expect((await trpc(other, 'file.list', { filter })).body.result.data.rows).toEqual([])
    expect((await asker('POST', '/files/zip/', { folders: [folder] })).body).toContain(name)
    expect(await other('POST', '/files/zip/', { folders: [folder] })).toMatchObject({
      status: 400,
      body: { reason: 'nothing_chosen' },
    })
  })

  it('is its asker’s to look at, to fetch and to sign, and a superuser’s', async () => {
    for (const caller of [asker, stage.api.admin]) {
      const row = await caller('GET', `/files/${file}/`)
      expect(row).toMatchObject({
        status: 200,
        body: { uploaded_by: asker.id, entity_type: 'dataJob', entity_id: job },
      })
      expect((await caller('GET', `/files/${file}/download/`)).body).toContain('SECRET-1')
      expect((await trpc(caller, 'file.accessUrl', { id: file })).status).toBe(200)
    }
  })

  it('has no link on the job for others', async () => {
    expect((await asker('GET', `/data-jobs/${job}/`)).body.output_file_url).toMatch(/^http/)
    expect(await other('GET', `/data-jobs/${job}/`)).toMatchObject({ status: 200, body: { output_file_url: null } })
  })

  it('is told to others by its bytes alone', async () => {
    const { body } = await other('GET', `/storage-quotas/${stage.home}/`)
    const owners = body.breakdown.by_owner.map(({ user }: { user: string }) => user)
    expect(owners).toContain(asker.id)
    expect(JSON.stringify(body)).not.toContain(name)
  })
})

const replaced = (body: unknown, id: string) =>
  body instanceof FormData || body === undefined ? body : JSON.parse(JSON.stringify(body).replaceAll(file, id))

describe('what its asker makes of it', () => {
  it('works as other shares and links do, until it is taken back', async () => {
    const shared = await asker('POST', `/files/${file}/shares/`, { user: other.id, permission: 'download' })
    expect(shared.status).toBe(201)
    expect((await other('GET', `/files/${file}/download/`)).body).toContain('SECRET-1')
    expect((await other('GET', `/data-jobs/${job}/`)).body.output_file_url).toMatch(/^http/)
    expect((await asker('DELETE', `/files/${file}/shares/${shared.body.id}/`)).status).toBe(204)
    expect((await other('GET', `/files/${file}/download/`)).status).toBe(404)
    const { token } = await stage.linkTo(asker, 'files', file)
    expect((await stage.follow(token, '/download')).body).toContain('SECRET-1')
  })
})

describe('room', () => {
  it('is freed by whoever may purge any file, without a look at what was in it', async () => {
    const { file: spent } = await exported()
    expect((await asker('DELETE', `/files/${spent}/`)).status).toBe(204)
    expect(await other('POST', '/files/purge/', { ids: [spent] })).toMatchObject({ status: 404 })
    expect((await other('GET', '/files/?trash=true')).body.results).toEqual([])
    const emptied = await other('POST', '/files/empty-trash/', { organization: stage.home })
    expect(emptied).toMatchObject({ status: 200, body: { purged: 1, kept: 0 } })
    expect((await stage.api.sql<{ status: string }>('select status from file where id = $1', [spent]))[0]?.status).toBe(
      'purged',
    )
  })
})

describe('nobody passes a file off as a data job’s', () => {
  const refused = {
    status: 400,
    body: { reason: 'reserved_entity_type', errors: { entity_type: [expect.any(String)] } },
  }

  it.each(['dataJob', ' dataJob '])('as %j, before or after its bytes', async (entity_type) => {
    const first = stage.formOf('words', 'words.txt', { organization: stage.home, entity_type })
    expect(await other('POST', '/files/upload/', first)).toMatchObject(refused)
    const last = stage.formOf('words', 'words.txt', { organization: stage.home })
    last.append('entity_type', entity_type)
    expect(await other('POST', '/files/upload/', last)).toMatchObject(refused)
  })

  it('nor by a new version or a change', async () => {
    const own = await stage.fileOf(other)
    const next = stage.formOf('more words', 'notes.txt', { entity_type: 'dataJob' })
    expect(await other('POST', `/files/${own}/versions/`, next)).toMatchObject({ status: 400 })
    expect(await other('PATCH', `/files/${own}/`, { entity_type: 'dataJob' })).toMatchObject({ status: 400 })
    expect((await other('GET', `/files/${own}/`)).body.entity_type).toBeNull()
  })
})
