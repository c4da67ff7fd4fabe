import { removeDeadBytes } from '@groundwork/services'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { hostileTarget } from './support/hostile-target.ts'
import type { Caller, TestApi } from './support/start-test-api.ts'

const MB = 1024 * 1024

let target: Awaited<ReturnType<typeof hostileTarget>>
let api: TestApi
let organization: string
let owner: Caller
let before: number

beforeAll(async () => {
  target = await hostileTarget()
  ;({ api, organization, owner } = target)
  before = process.memoryUsage().rss
})
afterAll(() => target.stop())

const doorNames = ['the form', 'a next version', 'tus', 'an address', 'the storage service', 'an upload link']

describe.each(doorNames)('%s', (name) => {
  it('answers every hostile file as it deserves', async () => {
    const door = target.doors.find((candidate) => candidate.name === name)
    expect(door && (await target.surprisesAt(door.send))).toEqual([])
  }, 240_000)
})

it('the list of doors is the whole of it', () => {
  expect(target.doors.map(({ name }) => name)).toEqual(doorNames)
})

it('the door for programs looks into archives all the same', async () => {
  expect(await target.surprisesAt(target.archiveDoor, ({ asApp }) => asApp)).toEqual([])
}, 60_000)

it('what was let in is served as something that cannot run, and what was not is not served', async () => {
  const rows = await api.sql<{ id: string; status: string; mime_type: string }>(
    'select id, status, mime_type from file where organization_id = $1',
    [organization],
  )
  expect(new Set(rows.map(({ status }) => status))).toEqual(new Set(['available', 'quarantined', 'unscannable']))
  for (const { id, status, mime_type: mimeType } of rows) {
    const { status: code, headers } = await owner('GET', `/files/${id}/download/?disposition=inline`)
    expect([code, mimeType], id).toEqual([status === 'available' ? 200 : 409, mimeType])
    if (code !== 200) continue
    expect(Object.fromEntries(headers)).toMatchObject({
      'content-type': expect.not.stringMatching(/html|xhtml|javascript/),
      'content-security-policy': expect.stringContaining('sandbox'),
      'x-content-type-options': 'nosniff',
      'content-disposition': expect.stringMatching(/svg|csv/.test(mimeType) ? /^attachment/ : /./),
    })
  }
})

it('names are kept without what deceives in them, and never longer than a file system takes', async () => {
  const rows = await api.sql<{ name: string }>(
    'select original_filename as name from file where organization_id = $1',
    [organization],
  )
  for (const { name } of rows) {
    expect(name).not.toMatch(/[\p{Control}\p{Bidi_Control}/\\]|[. ]$/u)
    expect(Buffer.byteLength(name)).toBeLessThanOrEqual(255)
    expect(name).toBe(name.normalize('NFC'))
  }
})

it('nothing is left of what was refused, and memory stays what it was', async () => {
  await removeDeadBytes(api.services)
  const rows = await api.sql<{ key: string }>('select storage_key as key from blob where organization_id = $1', [
    organization,
  ])
  const objects: string[] = []
  const { main } = api.services.storages
  for await (const { key } of main.list(`${organization}/`)) objects.push(key)
  expect(objects.sort()).toEqual(rows.map(({ key }) => key).sort())
  expect(await main.sweepTemp(0)).toBe(0)
  const [left] = await api.sql(
    `select (select count(*)::int from file_version where status not in ('available', 'quarantined', 'unscannable')) as waiting,
       (select sum(reserved_bytes)::int from storage_quota) as reserved,
       (select sum(used_bytes)::bigint - (select sum(bytes) from blob where removed_at is null) from storage_quota)::int as drift`,
  )
  expect(left).toEqual({ waiting: 0, reserved: 0, drift: 0 })
  expect(process.memoryUsage().rss - before).toBeLessThan(400 * MB)
  const { body } = await owner('GET', `/files/${target.replaced}/`)
  expect(body.status).toBe('available')
})
