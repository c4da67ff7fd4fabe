import { Category, type Grant, Product } from '@groundwork/domain'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createEngineScene, type EngineScene, refusal } from './support/engine-scene.ts'
import { unique } from './support/index.ts'

let scene: EngineScene
beforeAll(async () => {
  scene = await createEngineScene()
})
afterAll(() => scene.test.close())

const products = async (count: number, given = {}) => {
  const { world, context, ours } = scene
  const rows = []
  for (let place = 0; place < count; place++) rows.push(await world.product(context, ours, given))
  return rows
}
const idsOf = (rows: readonly { readonly id: string }[]) => rows.map(({ id }) => id)
const deleted = async (ids: readonly string[]) => {
  const rows = await scene.test.sql<{ id: string }>(
    'select id from product where id = any($1) and deleted_at is not null',
    [ids],
  )
  return idsOf(rows).sort()
}

it('brings each row back as it would come by itself, in the order given, with an entry and an event of its own', async () => {
  const { work, test } = scene
  const ids = idsOf(await products(4, { tags: ['kept'] })).reverse()
  await work((unit) => unit.removeMany(Product, ids))
  const [alone = '', ...together] = ids
  const single = await work((unit) => unit.restore(Product, alone))
  const many = await work((unit) => unit.restoreMany(Product, [...together, ...together]))
  expect(idsOf(many)).toEqual(together)
  for (const row of many) {
    const { id: _id, sku: _sku, name: _name, createdAt: _made, updatedAt: _changed, ...like } = single
    expect(row).toMatchObject(like)
    expect(await work((unit) => unit.get(Product, row.id))).toEqual(row)
  }
  const told = await test.sql<{ changes: { deletedAt: { new: unknown } }; topic: string }>(
    `select entry.changes, event.topic from audit_entry entry
     join outbox_event event on event.object_id = entry.object_id and event.topic = 'product.restored'
     where entry.object_id = any($1) and entry.changes -> 'deletedAt' ->> 'new' is null and entry.changes ? 'deletedAt'
     order by entry.id`,
    [ids],
  )
  expect(told).toHaveLength(4)
})

it('removes, restores and changes rows whose keys are asked for in capitals, each once and in the order given', async () => {
  const { work } = scene
  const ids = idsOf(await products(3)).reverse()
  const asked = [...ids.map((id) => id.toUpperCase()), ...ids]
  expect(idsOf(await work((unit) => unit.removeMany(Product, asked, { isTriedOnce: true })))).toEqual(ids)
  expect(idsOf(await work((unit) => unit.restoreMany(Product, asked)))).toEqual(ids)
  const changes = ids.map((id, place) => ({ key: id.toUpperCase(), changes: { name: `Nut ${place}` } }))
  const changed = await work((unit) => unit.changeEach(Product, changes))
  expect(changed.map(({ row }) => [row.id, row.name])).toEqual(ids.map((id, place) => [id, `Nut ${place}`]))
  expect(idsOf(await work((unit) => unit.removeMany(Product, asked)))).toEqual(ids)
})

it('brings none back where one is refused, and names each that is', async () => {
  const { work, world, ours, theirs, context } = scene
  const rows = await products(3)
  const foreign = await world.product(world.system, theirs)
  const ids = idsOf(rows)
  await work((unit) => unit.removeMany(Product, ids))
  await world.product(context, ours, { sku: `${rows[1]?.sku}` })
  const live = await products(1)
  const error = await refusal(work((unit) => unit.restoreMany(Product, [...ids, foreign.id, ...idsOf(live)])))
  expect(Object.keys(error.fields ?? {})).toEqual(['rows.1.sku', 'rows.3', 'rows.4'])
  expect(await deleted(ids)).toEqual([...ids].sort())
})

it('asks of every row whether the caller may restore it', async () => {
  const { work, world, ours } = scene
  const ids = idsOf([...(await products(1)), ...(await products(1, { status: 'active' }))])
  await work((unit) => unit.removeMany(Product, ids))
  const grants: Grant[] = [
    { resource: 'product', action: 'view' },
    { resource: 'product', action: 'restore', where: { field: 'status', op: 'eq', value: 'active' } },
  ]
  const limited = await world.caller([ours], grants)
  const error = await refusal(work((unit) => unit.restoreMany(Product, ids), limited))
  expect(error).toMatchObject({ code: 'forbidden', fields: { 'rows.0': expect.anything() } })
  expect(await deleted(ids)).toEqual([...ids].sort())
})

it('leaves what needs something that stays deleted where it is', async () => {
  const { work, ours } = scene
  const category = (given = {}) =>
    work((unit) =>
      unit.insert(Category, { organization: ours, name: `Tools ${unique()}`, categoryType: 'PRODUCT', ...given }),
    )
  const top = await category()
  const [left, right] = [await category({ parent: top.id }), await category({ parent: top.id })]
  await work((unit) => unit.remove(Category, top.id))
  const error = await refusal(work((unit) => unit.restoreMany(Category, [left.id, right.id])))
  expect(error).toMatchObject({
    code: 'conflict',
    reason: 'parent_deleted',
    fields: { 'rows.0.parent': ['Is deleted'], 'rows.1.parent': ['Is deleted'] },
  })
  expect(await work((unit) => unit.restoreMany(Category, [right.id, left.id, top.id]))).toHaveLength(3)
})
