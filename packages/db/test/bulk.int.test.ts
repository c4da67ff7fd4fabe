import { type Grant, Product } from '@groundwork/domain'
import { afterAll, describe, expect, it } from 'vitest'
import type { WorkContext } from '../src/index.ts'
import { createEngineScene, refusal } from './support/engine-scene.ts'
import { unique } from './support/index.ts'

const { test, world, ours, theirs, work } = await createEngineScene()
afterAll(() => test.close())

const products = (count: number, organization = ours) => {
  const run = unique()
  return Array.from({ length: count }, (_, index) => ({
    organization,
    sku: `${run}-${index}`,
    name: `Bolt ${index}`,
    productType: 'PHYSICAL_GOOD' as const,
  }))
}
const insert = (rows: ReturnType<typeof products>, as?: WorkContext) =>
  work((unit) => unit.insertMany(Product, rows), as)
const count = async (text: string, ids: readonly string[]) => {
  const [row] = await test.sql<{ count: string }>(`select count(*) from ${text}`, [ids])
  return Number(row?.count)
}

describe('making many', () => {
  it('makes each row as a single one is made, in the order given', async () => {
    const [first, ...others] = products(50)
    const rows = await insert([
      { ...(first as (typeof others)[0]), tags: ['a, "b"', 'c'], customFields: { at: null, n: 1.5 } } as never,
      ...others,
    ])
    expect(rows.map(({ sku }) => sku)).toEqual([first, ...others].map((row) => row?.sku))
    const single = await work((unit) =>
      unit.insert(Product, { ...products(1)[0], tags: ['a, "b"', 'c'], customFields: { at: null, n: 1.5 } } as never),
    )
    const { id: _id, sku: _sku, createdAt: _made, updatedAt: _changed, ...rest } = single
    expect({ ...rows[0], name: 'Bolt 0' }).toMatchObject({ ...rest })
    expect(rows[1]).toMatchObject({ status: 'draft', tags: [], customFields: {}, version: 1, isSellable: true })
  })

  it('leaves one entry and one event for each, and a place in the trail', async () => {
    const rows = await insert(products(30))
    const ids = rows.map(({ id }) => id)
    expect(await count("audit_entry where object_id = any($1) and action_type = 'CREATE'", ids)).toBe(30)
    expect(await count("outbox_event where object_id = any($1) and topic = 'product.created'", ids)).toBe(30)
    const waiting = 'audit_pending p join audit_entry e on e.id = p.entry_id where e.object_id = any($1)'
    expect(await count(waiting, ids)).toBe(30)
    const [entry] = await test.sql<{ changes: object; object_repr: string }>(
      'select changes, object_repr from audit_entry where object_id = $1',
      [ids[7]],
    )
    expect(entry).toMatchObject({ object_repr: 'Bolt 7', changes: { name: { old: null, new: 'Bolt 7' } } })
  })

  it('leaves every character of many rows in the trail', async () => {
    const awkward = 'a line\nand\r\nanother, "quoted" \\n {in, braces} \u2028 NULL'
    const rows = await insert(products(12).map((row) => ({ ...row, name: awkward, description: awkward })))
    const entries = await test.sql<{ changes: object; object_repr: string }>(
      'select changes, object_repr from audit_entry where object_id = any($1)',
      [rows.map(({ id }) => id)],
    )
    expect(entries).toHaveLength(12)
    for (const entry of entries) {
      expect(entry.object_repr).toBe(awkward)
      expect(entry.changes).toMatchObject({ name: { new: awkward }, description: { new: awkward } })
    }
  })

  it('keeps rows of several organizations apart', async () => {
    const homes = [ours, theirs]
    const given = homes.flatMap((home) => products(9, home))
    const rows = await insert(given, await world.caller(homes))
    expect(rows.map(({ organization }) => organization)).toEqual(given.map(({ organization }) => organization))
  })

  it('tells every refusal on its row, and makes nothing', async () => {
    const rows = products(20)
    await insert(rows.slice(4, 5))
    const wrong = rows.map((row, index) => (index === 11 ? { ...row, baseUom: 'NOPE' } : row))
    const error = await refusal(insert(wrong))
    expect(error).toMatchObject({
      code: 'conflict',
      reason: 'duplicate',
      fields: { 'rows.4.sku': ['Already exists'], 'rows.11.baseUom': ['Does not exist'] },
    })
    expect(
      await count(
        'product where sku = any($1)',
        rows.map(({ sku }) => sku),
      ),
    ).toBe(1)
  })

  it('refuses the same sku twice in one call on the second', async () => {
    const [one, two] = products(2)
    const error = await refusal(insert([one, two, { ...two, name: 'Twin' }] as ReturnType<typeof products>))
    expect(error.fields).toEqual({ 'rows.2.sku': ['Already exists'] })
  })

  it('asks every row whether it may be there', async () => {
    const mixed = [...products(3), ...products(2, theirs)]
    expect(await refusal(insert(mixed))).toMatchObject({
      code: 'not_found',
      fields: { 'rows.3': ['No such organization'], 'rows.4': ['No such organization'] },
    })
    const grants: Grant[] = [
      { resource: 'product', action: 'add', where: { field: 'status', op: 'eq', value: 'draft' } },
      { resource: 'product', action: 'view' },
    ]
    const limited = await world.caller([ours], grants)
    const active = products(3).map((row, index) => ({ ...row, status: index === 1 ? 'active' : 'draft' }))
    expect(await refusal(insert(active, limited))).toMatchObject({
      code: 'forbidden',
      fields: { 'rows.1': expect.anything() },
    })
    expect(await insert(products(3), limited)).toHaveLength(3)
  })

  it('keeps closed fields closed in each row', async () => {
    const open = ['sku', 'name', 'productType', 'organization']
    const limited = await world.caller([ours], [{ resource: 'product', action: 'add', fields: open }])
    const rows = products(3).map((row, index) => (index === 2 ? { ...row, description: 'x' } : row))
    expect(await refusal(insert(rows, limited))).toMatchObject({
      code: 'forbidden',
      reason: 'closed_field',
      fields: { 'rows.2.description': ['Not allowed'] },
    })
  })

  it('takes a thousand and not one more', async () => {
    const error = await refusal(insert(products(1001)))
    expect(error).toMatchObject({ code: 'invalid', reason: 'too_many_rows', fields: { rows: expect.anything() } })
  })

  it('cannot be committed in part by a caller who goes on', async () => {
    const rows = products(3)
    await insert(rows.slice(1, 2))
    const stubborn = work(async (unit) => {
      await unit.insert(Product, { ...(products(1)[0] as (typeof rows)[0]) })
      await unit.insertMany(Product, rows).catch(() => undefined)
    })
    await expect(stubborn).rejects.toMatchObject({ code: 'conflict' })
  })
})

describe('changing, deleting and restoring many', () => {
  it('changes each once and leaves alone what is so already', async () => {
    const rows = await insert(products(12))
    const ids = rows.map(({ id }) => id)
    await work((unit) => unit.update(Product, ids[3] ?? '', { status: 'active' }))
    const changed = await work((unit) => unit.updateMany(Product, [...ids, ...ids.slice(0, 2)], { status: 'active' }))
    expect(changed.map(({ id }) => id)).toEqual(ids)
    expect(changed.map(({ version }) => version)).toEqual(ids.map(() => 2))
    expect(await count("audit_entry where object_id = any($1) and action_type = 'UPDATE'", ids)).toBe(12)
  })

  it('deletes and brings back, or does neither', async () => {
    const rows = await insert(products(12))
    const ids = rows.map(({ id }) => id)
    await work((unit) => unit.removeMany(Product, ids))
    expect(await count('product where id = any($1) and deleted_at is not null', ids)).toBe(12)
    await work((unit) => unit.restoreMany(Product, ids))
    expect(await count('product where id = any($1) and deleted_at is null', ids)).toBe(12)

    const foreign = await world.product(world.system, theirs)
    const error = await refusal(work((unit) => unit.removeMany(Product, [...ids, foreign.id, world.unknownId()])))
    expect(error).toMatchObject({
      code: 'not_found',
      fields: { 'rows.12': ['No such product'], 'rows.13': ['No such product'] },
    })
    expect(await count('product where id = any($1) and deleted_at is null', ids)).toBe(12)
  })

  it('asks every row whether the caller may change it', async () => {
    const rows = await insert(products(3))
    const ids = rows.map(({ id }) => id)
    await work((unit) => unit.update(Product, ids[1] ?? '', { status: 'active' }))
    const drafts: Grant[] = [
      { resource: 'product', action: 'view' },
      { resource: 'product', action: 'change', where: { field: 'status', op: 'eq', value: 'draft' } },
    ]
    const limited = await world.caller([ours], drafts)
    const error = await refusal(work((unit) => unit.updateMany(Product, ids, { name: 'Nut' }), limited))
    expect(error).toMatchObject({ code: 'forbidden', fields: { 'rows.1': expect.anything() } })
    expect(await count("product where id = any($1) and name = 'Nut'", ids)).toBe(0)
  })

  it('lets two who change the same rows wait for each other instead of failing', async () => {
    const ids = (await insert(products(40))).map(({ id }) => id)
    const names = ['One', 'Two', 'Three', 'Four']
    await Promise.all(
      names.map((name, index) =>
        work((unit) => unit.updateMany(Product, index % 2 ? ids : [...ids].reverse(), { name })),
      ),
    )
    const [left] = await test.sql<{ names: string[] }>(
      'select array_agg(distinct name) as names from product where id = any($1)',
      [ids],
    )
    expect(left?.names).toHaveLength(1)
  })
})
