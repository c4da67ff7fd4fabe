import { type Grant, Product } from '@groundwork/domain'
import { afterAll, describe, expect, it } from 'vitest'
import type { RowChange, WorkContext } from '../src/index.ts'
import { createEngineScene, refusal } from './support/engine-scene.ts'
import { unique } from './support/index.ts'

const { test, world, ours, theirs, context, work } = await createEngineScene()
afterAll(() => test.close())

const products = (count: number, given = {}) =>
  work((unit) => {
    const run = unique()
    const row = (index: number) => ({ organization: ours, sku: `${run}-${index}`, name: `Bolt ${index}`, ...given })
    return unit.insertMany(
      Product,
      Array.from({ length: count }, (_, index) => ({ ...row(index), productType: 'PHYSICAL_GOOD' as const })),
    )
  })
const change = (changes: readonly RowChange[], as?: WorkContext) =>
  work((unit) => unit.changeEach(Product, changes), as)

describe('changing each in its own way', () => {
  it('gives every row its own values, and leaves what is as it should be', async () => {
    const rows = await products(5)
    const [first, second, third] = rows
    const done = await change([
      { key: `${third?.id}`, changes: { name: 'Third' } },
      { key: `${first?.id}`, changes: { name: 'First', tags: ['new'] } },
      { key: `${second?.id}`, changes: { name: 'Bolt 1' } },
    ])
    expect(done.map(({ row }) => [row.name, row.version])).toEqual([
      ['Third', 2],
      ['First', 2],
      ['Bolt 1', 1],
    ])
    expect(done.map(({ before }) => before)).toEqual([{ name: 'Bolt 2' }, { name: 'Bolt 0', tags: [] }, {}])
    const audited = await test.sql("select 1 from audit_entry where object_id = any($1) and action_type = 'UPDATE'", [
      rows.map(({ id }) => id),
    ])
    expect(audited).toHaveLength(2)
    const again = await work((unit) => unit.get(Product, `${first?.id}`))
    expect(done[1]?.row).toEqual(again)
  })

  it('tells each of them by its own words, and all by no event where the caller tells it', async () => {
    const rows = await products(2)
    await work((unit) =>
      unit.changeEach(
        Product,
        rows.map(({ id }, place) => ({ key: id, changes: { name: `Nut ${place}` } })),
        { isToldTogether: true, details: (place) => ({ row: place + 2 }) },
      ),
    )
    const ids = rows.map(({ id }) => id)
    const told = await test.sql<{ row: string }>(
      "select context ->> 'row' as row from audit_entry where object_id = any($1) and action_type = 'UPDATE' order by 1",
      [ids],
    )
    expect(told.map(({ row }) => row)).toEqual(['2', '3'])
    expect(
      await test.sql("select 1 from outbox_event where object_id = any($1) and topic = 'product.updated'", [ids]),
    ).toEqual([])
  })

  it.each<[string, Partial<RowChange>, object]>([
    ['a row that has moved on', { expectedVersion: 7 }, { code: 'stale' }],
    ['a unit that is not there', { changes: { baseUom: 'NOPE' } }, { reason: 'no_such_reference' }],
    ['a key that nobody has', { key: '01900000-0000-7000-8000-00000000dead' }, { code: 'not_found' }],
  ])('refuses %s', async (_, given, expected) => {
    const [row] = await products(1)
    const error = await refusal(change([{ key: `${row?.id}`, changes: { name: 'No' }, ...given }]))
    expect(error).toMatchObject(expected)
    expect(await work((unit) => unit.get(Product, `${row?.id}`))).toMatchObject({ name: 'Bolt 0', version: 1 })
  })

  it('keeps to the rows and fields of the grant, before and after', async () => {
    const where = { field: 'name', op: 'startswith', value: 'Bolt' } as const
    const grants: Grant[] = [
      { resource: 'product', action: 'view', fields: ['sku'] },
      { resource: 'product', action: 'change', fields: ['name', 'description'], where },
    ]
    const limited = await world.caller([ours], grants)
    const [row] = await products(1, { description: 'secret' })
    const key = `${row?.id}`
    expect(await refusal(change([{ key, changes: { sku: 'X' } }], limited))).toMatchObject({ reason: 'closed_field' })
    expect(await refusal(change([{ key, changes: { name: 'Nut' } }], limited))).toMatchObject({ code: 'forbidden' })
    const [done] = await change([{ key, changes: { name: 'Bolt 9', description: 'other' } }], limited)
    expect(done).toMatchObject({ row: { name: null, description: null }, changes: {}, before: { name: 'Bolt 0' } })
    const stranger = await world.caller([theirs])
    expect(await refusal(change([{ key, changes: { name: 'Bolt 3' } }], stranger))).toMatchObject({ code: 'not_found' })
  })
})

describe('what is given up', () => {
  it('leaves nothing of a refused attempt, and what stands beside it', async () => {
    const [taken] = await products(1)
    const row = (sku: string) => ({ organization: ours, sku, name: sku, productType: 'SERVICE' as const, tags: [sku] })
    const fresh = unique()
    await work(async (unit) => {
      const refused = await unit.attempt(() =>
        unit.insertMany(Product, [row(`${fresh}-a`), row(`${taken?.sku}`)], { isTriedOnce: true }),
      )
      expect(refused).toMatchObject({ refusal: { reason: 'duplicate' } })
      expect(await unit.attempt(() => unit.insert(Product, row(`${fresh}-b`)))).toMatchObject({
        result: { version: 1 },
      })
    })
    const there = await test.sql<{ sku: string }>('select sku from product where sku ^@ $1', [fresh])
    expect(there).toEqual([{ sku: `${fresh}-b` }])
    const told = await test.sql('select 1 from audit_entry where object_repr ^@ $1', [fresh])
    expect(told, 'the product and its tag').toHaveLength(2)
  })

  it('is all of it where others are in the way: no row is at fault for that, and later it may go', async () => {
    const [row] = await products(1)
    const key = `${row?.id}`
    await work(async (other) => {
      await other.get(Product, key, { lock: true })
      const hindered = work(async (unit) => {
        await unit.query("set local lock_timeout = '10ms'")
        await unit.attempt(() => unit.changeEach(Product, [{ key, changes: { name: 'Nut' } }]))
      })
      expect(await refusal(hindered)).toMatchObject({ code: 'conflict', reason: 'try_again' })
    })
  })

  it('shows a rehearsal what would come of it, and has none of it', async () => {
    const sku = unique()
    const row = await test.database.rehearse(context, (unit) =>
      unit.insert(Product, { organization: ours, sku, name: 'Maybe', productType: 'SERVICE' }),
    )
    expect(row).toMatchObject({ sku, version: 1, status: 'draft' })
    expect(await test.sql('select 1 from product where sku = $1', [sku])).toEqual([])
    expect(await test.sql('select 1 from audit_entry where object_id = $1', [row.id])).toEqual([])
  })
})
