import { Category, Product } from '@groundwork/domain'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { undoDataJob } from '../src/data-job/index.ts'
import { createImportWorld, type Importer, type ImportWorld } from './import-world.ts'

let world: ImportWorld
let us: Importer

beforeAll(async () => {
  world = await createImportWorld()
})
afterAll(() => world.close())
beforeEach(async () => {
  us = await world.asker()
})

const categories = () =>
  world.asOwner<{ id: string; name: string }>(
    'select id, name from category where organization_id = $1 and deleted_at is null order by name',
    [us.organization],
  )
const products = () => world.products(us.organization)
const removeProducts = (rows: readonly { readonly id?: unknown }[]) =>
  world.services.database.withUnitOfWork(us.context, (work) =>
    work.removeMany(
      Product,
      rows.map(({ id }) => String(id)),
    ),
  )

describe('what an undo had to leave', () => {
  it('is taken back by another one, once what stood in the way is gone', { timeout: 60_000 }, async () => {
    const csv = 'name,category_type\nTools,PRODUCT\nOther,PRODUCT\nMine,PRODUCT\nPaper,PRODUCT\n'
    const job = await world.bringIn(us, csv, { target: 'category', mode: 'insert' })
    await world.bringIn(us, 'sku,name,product_type,category\nA,a,SERVICE,Other\nB,b,SERVICE,Tools\n')
    const mine = (await categories()).find(({ name }) => name === 'Mine')
    await world.services.database.withUnitOfWork(us.context, (work) =>
      work.update(Category, `${mine?.id}`, { description: 'Of my own' }),
    )

    const first = await world.undo(us, job.id)
    expect(first).toMatchObject({ status: 'COMPLETED', total: 4, updated: 1, skipped: 3 })
    expect(await world.job(job.id)).toMatchObject({ status: 'UNDONE', undoneBy: first.id, undoLeft: 2 })

    await removeProducts((await products()).filter(({ sku }) => sku === 'A'))
    const second = await world.undo(us, job.id)
    expect(second).toMatchObject({ status: 'COMPLETED', total: 3, updated: 1, skipped: 2 })
    expect(second.resultLog).toMatchObject({
      removed: 1,
      left: 2,
      left_rows: [
        { row: 4, rule: 'changed_since' },
        { row: 2, rule: 'in_use' },
      ],
    })
    expect(await world.job(job.id)).toMatchObject({ status: 'UNDONE', undoneBy: second.id, undoLeft: 1 })

    await removeProducts(await products())
    const third = await world.undo(us, job.id)
    expect(third).toMatchObject({ status: 'COMPLETED', total: 2, updated: 1, skipped: 1 })
    expect(await world.job(job.id)).toMatchObject({ status: 'UNDONE', undoneBy: third.id, undoLeft: 0 })
    expect(await categories()).toMatchObject([{ name: 'Mine' }])
    // What somebody has changed since stays theirs: nothing is left to ask for.
    await expect(undoDataJob(world.services, us.context, job.id)).rejects.toMatchObject({
      code: 'conflict',
      reason: 'not_offered',
    })
  })

  it('leaves what the first has given back to whoever changes it from then on', { timeout: 60_000 }, async () => {
    await world.bringIn(us, 'sku,name,product_type\nA,Hammer,SERVICE\nB,Saw,SERVICE\n')
    const [hammer, saw] = (await products()).map(({ id }) => String(id))
    const job = await world.bringIn(us, `id,sku,name,product_type\n${hammer},C,Axe,SERVICE\n${saw},B,Drill,SERVICE\n`)
    await world.bringIn(us, 'sku,name,product_type\nA,In the way,SERVICE\n')
    const first = await world.undo(us, job.id)
    expect(first).toMatchObject({ updated: 1, skipped: 1 })
    await world.services.database.withUnitOfWork(us.context, (work) => work.update(Product, `${saw}`, { name: 'Mine' }))
    await removeProducts((await products()).filter(({ name }) => name === 'In the way'))
    const second = await world.undo(us, job.id)
    expect(second).toMatchObject({ total: 1, updated: 1, skipped: 0, resultLog: { restored: 1, left: 0 } })
    expect(await products()).toMatchObject([
      { id: hammer, sku: 'A', name: 'Hammer' },
      { id: saw, sku: 'B', name: 'Mine' },
    ])
  })
})
