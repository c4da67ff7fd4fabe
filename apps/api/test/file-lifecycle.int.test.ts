import { makeAvailable } from '@groundwork/db/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Caller, startTestApi, type TestApi } from './support/start-test-api.ts'

let api: TestApi
let home: string
let ada: Caller
let stranger: Caller
beforeAll(async () => {
  api = await startTestApi()
  home = await api.organization('Acme')
  ada = await api.member(home, 'owner')
  stranger = await api.member(await api.organization('Other'), 'owner')
})
afterAll(() => api.stop())

let number = 0
async function upload(fields: Readonly<Record<string, string>> = {}): Promise<string> {
  number += 1
  const form = new FormData()
  form.append('organization', home)
  for (const [name, value] of Object.entries(fields)) form.append(name, value)
  form.append('file', new Blob([`text number ${number}`]), `note-${number}.txt`)
  const { body } = await ada('POST', '/files/upload/', form)
  await makeAvailable(api.sql, body.id)
  return body.id
}

describe('the life of a file over REST', () => {
  it('goes from the trash back, and from the trash for good', async () => {
    const id = await upload()
    expect((await ada('DELETE', `/files/${id}/`)).status).toBe(204)
    expect((await ada('GET', `/files/trash-info/?organization=${home}`)).body).toEqual({ trash_days: 30 })
    expect((await ada('POST', `/files/${id}/restore/`, { folder: null, if_taken: 'refuse' })).body).toMatchObject({
      id,
      deleted_at: null,
    })
    await ada('DELETE', `/files/${id}/`)
    expect((await ada('POST', '/files/purge/', { ids: [id] })).body).toEqual({ count: 1 })
    expect((await ada('POST', `/files/${id}/restore/`)).status).toBe(404)
    expect((await ada('POST', '/files/empty-trash/', { organization: home })).body).toEqual({ purged: 0, kept: 0 })
  })

  it('answers 409 with its reason under a legal hold, and tells when retention ends', async () => {
    const id = await upload()
    expect((await ada('POST', `/files/${id}/hold/`, { reason: 'case 1' })).body).toMatchObject({ legal_hold: true })
    for (const attempt of [
      await ada('PATCH', `/files/${id}/`, { tags: ['x'] }),
      await ada('DELETE', `/files/${id}/`),
      await ada('POST', '/files/bulk-delete/', { ids: [id] }),
      await ada('PATCH', '/files/bulk/', { ids: [id], add_tags: ['x'] }),
    ])
      expect(attempt).toMatchObject({ status: 409, body: { code: 'conflict', reason: 'legal_hold' } })
    expect((await ada('POST', `/files/${id}/release-hold/`, { reason: 'closed' })).body.legal_hold).toBe(false)
    await ada('DELETE', `/files/${id}/`)
    await api.sql(`update file set retain_until = '2099-01-01T00:00:00Z' where id = $1`, [id])
    expect(await ada('POST', '/files/purge/', { ids: [id] })).toMatchObject({
      status: 409,
      body: { reason: 'retained', details: { until: '2099-01-01T00:00:00.000Z' } },
    })
  })

  it('moves, tags, deletes and restores many at once', async () => {
    const ids = [await upload(), await upload()]
    const { body: folder } = await ada('POST', '/folders/', { organization: home, name: 'Together' })
    const moved = await ada('PATCH', '/files/bulk/', { ids, values: { folder: folder.id }, add_tags: ['batch'] })
    expect(moved.body.rows).toMatchObject(ids.map(() => ({ folder: folder.id, tags: ['batch'] })))
    expect((await ada('PATCH', '/files/bulk/', { ids, values: { original_filename: 'x.txt' } })).status).toBe(400)
    expect((await ada('POST', '/files/bulk-delete/', { ids })).body).toEqual({ count: 2 })
    expect((await ada('POST', '/files/bulk-restore/', { ids })).body).toEqual({ count: 2 })
    const listed = await ada('GET', `/files/?folder=${folder.id}&ordering=original_filename`)
    expect(listed.body.count).toBe(2)
  })

  it('is copied, marked, asked who uses it and what was done with it', async () => {
    const id = await upload()
    expect(await ada('POST', `/files/${id}/copy/`, { folder: null })).toMatchObject({
      status: 201,
      body: { status: 'available' },
    })
    expect((await ada('PUT', `/files/${id}/favourite/`, { is_favourite: true })).body).toEqual({ is_favourite: true })
    expect((await ada('GET', `/files/favourites/?organization=${home}`)).body).toEqual({ ids: [id] })
    expect((await ada('GET', `/files/${id}/used-by/`)).body).toEqual({ used_by: [], hidden: false })
    const { body } = await ada('GET', `/files/${id}/activity/?page_size=1`)
    expect(body.results).toHaveLength(1)
    expect(body.next).toContain('cursor=')
    const asked = { organization: home, folder: null, names: [`note-${number}.txt`, 'free.txt'] }
    expect((await ada('POST', '/files/name-conflicts/', asked)).body.conflicts).toMatchObject([
      { name: `note-${number}.txt` },
    ])
  })

  it('is nothing at all to another organization, at every door', async () => {
    const id = await upload()
    const deleted = await upload()
    await ada('DELETE', `/files/${deleted}/`)
    const { body: folder } = await ada('POST', '/folders/', { organization: home, name: 'Ours' })
    const doors: [string, string, unknown?][] = [
      ['POST', `/files/${deleted}/restore/`, {}],
      ['POST', '/files/purge/', { ids: [deleted] }],
      ['POST', '/files/empty-trash/', { organization: home }],
      ['GET', `/files/trash-info/?organization=${home}`],
      ['POST', `/files/${id}/hold/`, { reason: 'x' }],
      ['POST', `/files/${id}/release-hold/`, { reason: 'x' }],
      ['POST', `/files/${id}/copy/`, { folder: null }],
      ['PUT', `/files/${id}/favourite/`, { is_favourite: true }],
      ['GET', `/files/favourites/?organization=${home}`],
      ['GET', `/files/${id}/used-by/`],
      ['GET', `/files/${id}/activity/`],
      ['POST', '/files/name-conflicts/', { organization: home, folder: null, names: ['a'] }],
      ['PATCH', '/files/bulk/', { ids: [id], add_tags: ['x'] }],
      ['POST', '/files/bulk-delete/', { ids: [id] }],
      ['POST', '/files/bulk-restore/', { ids: [deleted] }],
      ['GET', `/folders/${folder.id}/`],
      ['DELETE', `/folders/${folder.id}/`],
      ['POST', '/folders/ensure/', { organization: home, parent: null, paths: ['a'] }],
      ['GET', `/storage-quotas/${home}/`],
      ['PATCH', `/storage-quotas/${home}/`, { warning_threshold: 50 }],
      ['GET', `/storage-policies/${home}/`],
      ['PATCH', `/storage-policies/${home}/`, { rules: {} }],
    ]
    for (const [method, path, body] of doors)
      expect([path, (await stranger(method, path, body)).status]).toEqual([path, 404])
  })
})

describe('folders over REST', () => {
  it('are made by their paths, and come back with what went with them', async () => {
    const asked = { organization: home, parent: null, paths: ['Trip/Photos', 'Trip/Bills'] }
    const { body } = await ada('POST', '/folders/ensure/', asked)
    const [photos] = body.folders
    const id = await upload({ folder: photos.id })
    const { body: above } = await ada('GET', `/folders/${photos.id}/ancestors/`)
    expect((await ada('DELETE', `/folders/${above[0].id}/`)).status).toBe(204)
    expect((await ada('GET', `/files/${id}/`)).status).toBe(404)
    expect((await ada('POST', `/folders/${photos.id}/restore/`)).body).toMatchObject({ reason: 'parent_deleted' })
    expect((await ada('POST', `/folders/${above[0].id}/restore/`)).status).toBe(200)
    expect((await ada('GET', `/files/${id}/`)).body).toMatchObject({ folder: photos.id, folder_name: 'Photos' })
  })
})

describe('quota and policy over REST', () => {
  it('show what is used, and are changed by those who may', async () => {
    const { body } = await ada('GET', `/storage-quotas/${home}/`)
    expect(body).toMatchObject({ organization: home, quota_bytes: 107374182400, level: 'fine' })
    expect(body.breakdown.by_kind[0]).toMatchObject({ kind: 'text' })
    expect(body.used_bytes).toBe(body.breakdown.by_kind[0].bytes)
    const changed = await api.admin('PATCH', `/storage-quotas/${home}/`, {
      quota_bytes: 5000000,
      warning_threshold: 70,
    })
    expect(changed.body).toMatchObject({ quota_bytes: 5000000, warning_threshold: 70 })
    expect((await ada('PATCH', `/storage-quotas/${home}/`, { quota_bytes: 9 })).status).toBe(403)
    expect((await ada('PATCH', `/storage-quotas/${home}/`, { quota_bytes: -1 })).status).toBe(400)

    const rules = { max_bytes: { text: 5 }, retention: [{ system: 'accounting', object_type: null, days: 10 }] }
    const policy = await ada('PATCH', `/storage-policies/${home}/`, { rules })
    expect(policy.body).toMatchObject({ rules, effective: { max_bytes: { text: 5 }, trash_days: 30 } })
    const form = new FormData()
    form.append('organization', home)
    form.append('file', new Blob(['more than five']), 'large.txt')
    expect(await ada('POST', '/files/upload/', form)).toMatchObject({ status: 413, body: { code: 'too_large' } })
    expect((await ada('PATCH', `/storage-policies/${home}/`, { rules: { nonsense: 1 } })).status).toBe(400)
  })
})
