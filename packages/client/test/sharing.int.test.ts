import { makeAvailable } from '@groundwork/db/testing'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { startTestApi, type TestApi } from '../../../apps/api/test/support/start-test-api.ts'
import { createClient, type GroundworkClient, openPublicLink } from '../src/index.ts'

let api: TestApi
let organization: string
let gw: GroundworkClient
let colleague: GroundworkClient
let user: string

beforeAll(async () => {
  api = await startTestApi()
  organization = await api.organization('Client')
  gw = createClient({ url: api.url, token: (await api.member(organization, 'owner')).token })
  const member = await api.member(organization, 'uploader')
  user = member.id
  colleague = createClient({ url: api.url, token: member.token })
})
afterAll(async () => {
  await gw.close()
  await colleague.close()
  await api.stop()
})

async function uploaded(name = 'plan.txt'): Promise<string> {
  const { id } = await gw.uploadFile({ name, bytes: Buffer.from('the plan') }, { organization })
  await makeAvailable(api.sql, id)
  return id
}

/** What the worker does once a version is known clean. */
async function serve(file: string, number: number): Promise<void> {
  await makeAvailable(api.sql, file)
  await api.sql('update file set version_number = $2, new_version_status = null where id = $1', [file, number])
}

it('shares a file with a colleague, who finds it, and takes it back', async () => {
  const file = await uploaded()
  await expect(colleague.file.get({ id: file })).rejects.toMatchObject({ code: 'not_found' })
  const share = await gw.fileShare.create({ file, user, permission: 'download' })
  expect(share).toMatchObject({ effective: 'download' })
  const { rows, nextCursor } = await colleague.fileShare.withMe({ limit: 10, search: 'plan', kind: 'file' })
  const shared = { permission: 'download', share: { id: share.id }, file: { id: file, originalFilename: 'plan.txt' } }
  expect({ rows, nextCursor }).toMatchObject({ rows: [shared], nextCursor: null })
  expect(await (await colleague.downloadFile(file)).text()).toBe('the plan')
  const { people } = await gw.file.access({ id: file })
  expect(people.find((person) => person.user === user)?.reasons).toEqual([
    expect.objectContaining({ by: 'share', share: share.id }),
  ])
  await gw.fileShare.remove({ id: share.id })
  await expect(colleague.file.get({ id: file })).rejects.toMatchObject({ code: 'not_found' })
})

it('gives a file to strangers by a link, and ends it', async () => {
  const file = await uploaded()
  const made = await gw.fileLink.create({ file, password: 'open sesame', downloadLimit: 3 })
  const link = openPublicLink({ url: api.url, token: made.url.split('/s/')[1] ?? '' })
  expect(await link.show()).toEqual({ needsPassword: true, kind: 'download' })
  await expect(link.unlock('open barley')).rejects.toMatchObject({ reason: 'link_password_wrong' })
  await link.unlock('open sesame')
  expect(await link.show()).toMatchObject({ target: 'plan.txt', downloadsLeft: 3 })
  expect(await (await fetch(link.downloadAddress())).text()).toBe('the plan')
  const uses = await gw.fileLink.activity({ id: made.id })
  expect(uses.map(({ action }) => action)).toContain('DOWNLOAD')
  await gw.fileLink.revoke({ id: made.id })
  await expect(link.show()).rejects.toMatchObject({ code: 'not_found' })
})

it('takes files from strangers into a folder', async () => {
  const folder = await gw.folder.create({ values: { name: 'Inbox', organization } })
  const made = await gw.fileLink.create({ folder: folder.id, kind: 'upload' })
  const link = openPublicLink({ url: api.url, token: made.url.split('/s/')[1] ?? '' })
  await link.upload({ name: 'letter.txt', bytes: Buffer.from('dear all') })
  const { rows } = await gw.file.list({ filter: { field: 'folder', op: 'eq', value: folder.id } })
  expect(rows).toEqual([expect.objectContaining({ originalFilename: 'letter.txt', fileSize: 8, uploadedBy: null })])
})

it('brings a tree through a link in pieces, and keeps it open for longer than its password opens it', async () => {
  const folder = await gw.folder.create({ values: { name: 'Guarded', organization } })
  const made = await gw.fileLink.create({ folder: folder.id, kind: 'upload', password: 'open sesame' })
  const unlocked: string[] = []
  const link = openPublicLink({
    url: api.url,
    token: made.url.split('/s/')[1] ?? '',
    fetch: (address, init) => {
      if (init?.method === 'POST') unlocked.push(String(address))
      return fetch(address, init)
    },
  })
  await link.unlock('open sesame')
  expect(await link.show()).toMatchObject({ takes: { folders: true, extensions: expect.arrayContaining(['pdf']) } })

  const long = { name: 'long.txt', bytes: Buffer.alloc(3_000_000, 'ebb and flow\n') }
  const pause = new AbortController()
  let session: string | undefined
  const transfer = {
    relativePath: 'Trip/Day 1/long.txt',
    onSession: (told: string) => {
      session = told
      pause.abort(new Error('paused'))
    },
  }
  await expect(link.uploadInPieces(long, { ...transfer, signal: pause.signal })).rejects.toThrow('paused')
  vi.spyOn(Date, 'now').mockReturnValue(Date.now() + 21 * 60_000)
  await link.uploadInPieces(long, { relativePath: transfer.relativePath, session })
  await link.upload({ name: 'short.txt', bytes: Buffer.from('low') }, { relativePath: 'Trip/Day 1/short.txt' })
  vi.restoreAllMocks()
  expect(unlocked).toHaveLength(2)

  const { rows } = await gw.file.list({ search: 'o', organizations: [organization] })
  const tree = await gw.folder.list({ filter: { field: 'name', op: 'eq', value: 'Day 1' } })
  const brought = rows.filter((row) => row.folder === tree.rows[0]?.id).map(({ originalFilename }) => originalFilename)
  expect([tree.rows.length, brought.sort()]).toEqual([1, ['long.txt', 'short.txt']])

  let given = ''
  const gone = new AbortController()
  const begun = link.uploadInPieces(long, {
    signal: gone.signal,
    onSession: (told) => {
      given = told
      gone.abort(new Error('gone'))
    },
  })
  await expect(begun).rejects.toThrow('gone')
  await link.forget(given)
  const [row] = await api.sql<{ count: number }>('select count(*)::int as count from upload_session where id = $1', [
    given,
  ])
  expect(row?.count).toBe(0)
})

it('restores what was deleted, and an earlier version', async () => {
  const file = await uploaded('often changed.txt')
  await gw.uploadFile(
    { name: 'often changed.txt', bytes: Buffer.from('a worse plan') },
    { organization, replaces: file },
  )
  await serve(file, 2)
  expect(await (await gw.downloadFile(file)).text()).toBe('a worse plan')
  await gw.file.restoreFileVersion({ id: file, number: 1 })
  await serve(file, 3)
  expect(await (await gw.downloadFile(file)).text()).toBe('the plan')
  await gw.file.remove({ id: file })
  await expect(gw.file.get({ id: file })).rejects.toMatchObject({ code: 'not_found' })
  await gw.file.restore({ id: file })
  expect((await gw.file.get({ id: file })).originalFilename).toBe('often changed.txt')
})
