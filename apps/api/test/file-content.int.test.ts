import { randomUUID } from 'node:crypto'
import { makeAvailable } from '@groundwork/db/testing'
import { deriveIn, type Rendition } from '@groundwork/services'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Caller, startTestApi, type TestApi } from './support/start-test-api.ts'

type Person = Caller & { readonly id: string; readonly username: string }

const sheet = (name: string, rows: number) => ({
  name,
  columns: ['City', 'People'],
  rows: Array.from({ length: rows }, (_, at) => [`City ${at}`, at]),
  isCut: false,
})

/** What a worker makes of a workbook. */
const rendition: Rendition = {
  thumbnail: Buffer.from('thumbnail'),
  optimised: Buffer.from('optimised'),
  pdf: Buffer.from('%PDF-pages'),
  table: { sheets: [sheet('North', 12), sheet('South', 1)] },
  text: { content: 'zanzibar and elsewhere', isCut: true },
  properties: {},
}

let api: TestApi
let home: string
let owner: Person
let viewer: Person
let stranger: Person
let drawn: string
let plain: string

beforeAll(async () => {
  api = await startTestApi()
  home = await api.organization('Home')
  owner = await api.member(home, 'owner')
  viewer = await api.member(home, 'viewer')
  stranger = await api.member(await api.organization('Elsewhere'), 'owner')
  drawn = await upload('cities.txt')
  plain = await upload('plain.txt')
  await derive(drawn)
})
afterAll(() => api.stop())

async function upload(name: string): Promise<string> {
  const form = new FormData()
  form.append('organization', home)
  form.append('file', new Blob([`text of ${name}`]), name)
  const { body } = await owner('POST', '/files/upload/', form)
  await makeAvailable(api.sql, body.id)
  return body.id
}

const derive = (file: string) =>
  deriveIn('quick')(
    {
      ...api.services,
      renderer: { laneOf: () => 'quick', render: async () => rendition, close: () => undefined },
    },
    { event: randomUUID(), organization: home, objectId: file },
    async () => undefined,
  )

const doors = ['text', 'preview', 'thumbnail', 'optimised', 'pdf']

const get = (path: string, headers: Readonly<Record<string, string>> = {}, caller: Caller = owner) =>
  fetch(`${api.url}/api/v1${path}`, { headers: { Authorization: `Bearer ${caller.token}`, ...headers } })

describe('what there is to look at of a file', () => {
  it('is listed with the file and given through its doors', async () => {
    expect((await owner('GET', `/files/${drawn}/`)).body.previews).toEqual([
      'optimised',
      'pdf',
      'table',
      'text',
      'thumbnail',
    ])
    expect((await owner('GET', `/files/${drawn}/text/`)).body).toEqual({ text: 'zanzibar and elsewhere', is_cut: true })
    expect(await (await get(`/files/${drawn}/pdf/`)).text()).toBe('%PDF-pages')
  })

  it('can run nothing, be taken for nothing else, and be kept by nobody', async () => {
    const types = { thumbnail: 'image/webp', optimised: 'image/webp', pdf: 'application/pdf' }
    for (const [door, type] of Object.entries(types)) {
      const { status, headers } = await get(`/files/${drawn}/${door}/`)
      expect([door, status, headers.get('content-type')]).toEqual([door, 200, type])
      expect(headers.get('x-content-type-options')).toBe('nosniff')
      expect(headers.get('content-security-policy')).toContain('sandbox')
      expect(headers.get('content-disposition')).toMatch(/^inline/)
      expect(headers.get('cache-control')).toContain('private')
      const tag = headers.get('etag') ?? ''
      expect((await get(`/files/${drawn}/${door}/`, { 'If-None-Match': tag })).status).toBe(304)
    }
  })

  it('is nothing where nothing could be made', async () => {
    const made = doors.filter((door) => door !== 'preview')
    for (const door of made) expect((await owner('GET', `/files/${plain}/${door}/`)).status, door).toBe(404)
  })

  it('is for those who may see the file, and is written down', async () => {
    for (const door of doors) {
      expect((await viewer('GET', `/files/${drawn}/${door}/`)).status, door).toBe(200)
      const unseen = await stranger('GET', `/files/${drawn}/${door}/`)
      const unknown = await stranger('GET', `/files/${randomUUID()}/${door}/`)
      expect([unseen.status, unseen.body.detail], door).toEqual([404, unknown.body.detail])
      expect((await api.anonymous('GET', `/files/${drawn}/${door}/`)).status, door).toBe(401)
    }
    const looks = await api.sql<{ derivative: string }>(
      `select context ->> 'derivative' as derivative from audit_entry
       where object_id = $1 and user_id = $2 and action_type = 'VIEW' order by id`,
      [drawn, viewer.id],
    )
    expect(looks.map(({ derivative }) => derivative)).toEqual(['text', 'table', 'thumbnail', 'optimised', 'pdf'])
  })

  it('is gone while the file is not known clean, or lies in the trash', async () => {
    await api.sql(`update file set status = 'quarantined' where id = $1`, [drawn])
    for (const door of doors) expect((await owner('GET', `/files/${drawn}/${door}/`)).status, door).toBe(404)
    await api.sql(`update file set status = 'available' where id = $1`, [drawn])
    await owner('DELETE', `/files/${drawn}/`)
    for (const door of doors) expect((await owner('GET', `/files/${drawn}/${door}/`)).status, door).toBe(404)
    await owner('POST', `/files/${drawn}/restore/`)
    expect((await owner('GET', `/files/${drawn}/text/`)).status).toBe(200)
  })
})

describe('a file that is shared', () => {
  it('to look at is shown to whoever it is shared with, in full by no door', async () => {
    const uploader = await api.member(home, 'uploader')
    const looks = async (status: number) => {
      for (const door of doors) expect((await uploader('GET', `/files/${drawn}/${door}/`)).status, door).toBe(status)
    }
    await looks(404)
    const { body: share } = await owner('POST', `/files/${drawn}/shares/`, { user: uploader.id, permission: 'view' })
    await looks(200)
    expect((await uploader('GET', `/files/${drawn}/download/`)).status).toBe(403)
    await owner('DELETE', `/files/${drawn}/shares/${share.id}/`)
    await looks(404)
  })

  it('by a link shows its pictures and pages to anybody who has it', async () => {
    const { body } = await owner('POST', `/files/${drawn}/links/`, { kind: 'view' })
    const link = `${api.url}/s/${new URL(body.url).pathname.slice('/s/'.length)}`
    for (const name of ['thumbnail', 'optimised', 'pdf']) {
      const shown = await fetch(`${link}/preview?name=${name}`)
      expect([shown.status, shown.headers.get('x-content-type-options')], name).toEqual([200, 'nosniff'])
      expect(shown.headers.get('content-security-policy')).toContain('sandbox')
    }
    expect((await fetch(`${link}/download`)).status).toBe(403)
    await owner('DELETE', `/links/${body.id}/`)
    expect((await fetch(`${link}/preview`)).status).toBe(404)
  })
})

describe('the search of the list', () => {
  it('finds files by what is written in them', async () => {
    const found = async (caller: Caller, search: string) =>
      (await caller('GET', `/files/?search=${encodeURIComponent(search)}`)).body.results.map(
        ({ id }: { id: string }) => id,
      )
    expect(await found(owner, 'zanzibar')).toEqual([drawn])
    expect(await found(viewer, 'zanzibar')).toEqual([drawn])
    expect(await found(stranger, 'zanzibar')).toEqual([])
    expect(await found(owner, 'timbuktu')).toEqual([])
    expect(await found(owner, 'cities')).toEqual([drawn])
  })
})

describe('a recording', () => {
  it('is played from any place', async () => {
    const wave = Buffer.concat([Buffer.from('RIFF\u0024\u0000\u0000\u0000WAVEfmt ', 'latin1'), Buffer.alloc(1000, 1)])
    const form = new FormData()
    form.append('organization', home)
    form.append('file', new Blob([wave]), 'sound.wav')
    const { body } = await owner('POST', '/files/upload/', form)
    await makeAvailable(api.sql, body.id)
    const part = await get(`/files/${body.id}/download/?disposition=inline`, { Range: 'bytes=10-19' })
    expect([part.status, part.headers.get('content-range')]).toEqual([206, `bytes 10-19/${wave.length}`])
    expect(part.headers.get('content-disposition')).toMatch(/^inline/)
    expect(Buffer.from(await part.arrayBuffer())).toEqual(wave.subarray(10, 20))
  })
})
