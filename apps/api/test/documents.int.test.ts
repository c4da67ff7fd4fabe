import { describe, expect, it } from 'vitest'
import {
  api,
  category,
  listed,
  make,
  manager,
  ours,
  product,
  refusal,
  startMasterData,
  stranger,
  theirs,
  unknown,
  upload,
  viewer,
} from './support/master-data.ts'

startMasterData()

describe('documents (seed 001)', () => {
  it('stand on a file of their organization, and are found by its name', async () => {
    const file = await upload(manager, ours, 'contract-2026.txt')
    const type = await category('Contract', { category_type: 'DOCUMENT_TYPE' })
    const made = await make('/documents/', { title: 'Lease', file: file.id, document_type: type.id, tags: ['legal'] })
    expect(made).toMatchObject({
      version_number: 1,
      previous_version: null,
      file_name: 'contract-2026.txt',
      document_type_slug: 'contract',
    })
    for (const query of [
      'search=lease',
      'search=contract-2026',
      `document_type=${type.id}`,
      'tags=legal',
      'status=draft',
    ]) {
      expect(await listed(`/documents/?${query}`, 'id'), query).toContain(made.id)
    }
    const foreign = await upload(stranger, theirs, 'foreign.txt')
    for (const id of [foreign.id, unknown]) {
      expect(await refusal(manager('POST', '/documents/', { title: 'X', file: id }))).toMatchObject({
        status: 400,
        errors: { file: ['Does not exist'] },
      })
    }
  })

  it('do not stand on a file that holds nothing to read', async () => {
    const file = await upload(manager, ours, 'bad.txt')
    await api.sql(`update file set status = 'quarantined' where id = $1`, [file.id])
    expect(await refusal(manager('POST', '/documents/', { title: 'X', file: file.id }))).toMatchObject({
      status: 400,
      reason: 'unsuitable_reference',
      errors: { file: [expect.any(String)] },
    })
  })

  it('are attached to any row of their organization, and to nothing else', async () => {
    const file = (await upload(manager, ours, 'attached.txt')).id
    const { id } = await product('P-DOC')
    const attach = (entity_type: string | null, entity_id: string | null) =>
      manager('POST', '/documents/', { title: 'Manual', file, entity_type, entity_id })
    expect((await attach('product', id)).body).toMatchObject({ entity_type: 'product', entity_id: id })
    expect((await attach('organization', ours)).status).toBe(201)
    expect(await listed(`/documents/?entity_type=product&entity_id=${id}`, 'title')).toEqual(['Manual'])
    const foreign = await make('/products/', { sku: 'F', name: 'F', product_type: 'SERVICE' }, stranger)
    for (const [type, key, field] of [
      ['product', foreign.id, 'entity_id'],
      ['product', unknown, 'entity_id'],
      ['organization', theirs, 'entity_id'],
      ['currency', 'EUR', 'entity_id'],
      ['spaceship', id, 'entity_type'],
      ['product', null, 'entity_id'],
    ] as const) {
      expect(Object.keys((await refusal(attach(type, key))).errors), `${type} ${key}`).toEqual([field])
    }
  })

  it('have versions in one line: each has a file of its own, and only the newest one gets another', async () => {
    const files = await Promise.all(['1.txt', '2.txt', '3.txt'].map((name) => upload(manager, ours, name)))
    const first = await make('/documents/', {
      title: 'Plan',
      file: files[0]?.id,
      tags: ['plan'],
      custom_fields: { shelfMark: 'A' },
    })
    const next = `/documents/${first.id}/versions/`
    const second = await manager('POST', next, { file: files[1]?.id, title: 'Better plan' })
    expect(second.status).toBe(201)
    expect(second.body).toMatchObject({
      title: 'Better plan',
      version_number: 2,
      previous_version: first.id,
      file: files[1]?.id,
      tags: ['plan'],
      custom_fields: { shelfMark: 'A' },
      version: 1,
    })
    expect(await refusal(manager('POST', next, { file: files[2]?.id }))).toMatchObject({
      status: 409,
      reason: 'newer_version_exists',
    })
    const third = () => manager('POST', `/documents/${second.body.id}/versions/`, { file: files[2]?.id })
    const outcomes = await Promise.all([third(), third(), third()])
    expect(outcomes.map(({ status }) => status).sort()).toEqual([201, 409, 409])
    expect((await viewer('POST', `/documents/${second.body.id}/versions/`, { file: files[2]?.id })).status).toBe(403)
    expect((await stranger('POST', next, { file: files[2]?.id })).status).toBe(404)
    expect(Object.keys((await refusal(manager('POST', next, {}))).errors)).toEqual(['file'])
  })
})
