import { CustomFieldDefinition, Product } from '@groundwork/domain'
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

const head = 'sku,name,product_type\n'
const everything = async () => ({
  products: await world.products(us.organization),
  entries: await world.asOwner(
    "select id from audit_entry where organization_id = $1 and resource in ('product', 'tag') order by id",
    [us.organization],
  ),
  lineage: await world.asOwner('select object_id from import_lineage where organization_id = $1', [us.organization]),
})

describe('a dry run', () => {
  it('counts and shows what would happen, cell by cell, and writes nothing', async () => {
    await world.bringIn(us, `${head}A,Hammer,PHYSICAL_GOOD\nB,Saw,PHYSICAL_GOOD\n`)
    const before = await everything()
    const csv =
      'sku,name,product_type,tags\nA,Big hammer,PHYSICAL_GOOD,heavy\nB,Saw,PHYSICAL_GOOD,\nC,New,SERVICE,fresh\nD,Bad,NONSENSE,\n'
    const job = await world.bringIn(us, csv, { dry_run: true })
    expect(job).toMatchObject({ status: 'READY', total: 4, created: 1, updated: 1, unchanged: 1, failed: 1 })
    expect(job.resultLog).toMatchObject({
      dry_run: true,
      samples: [
        {
          row: 2,
          action: 'updated',
          title: 'Big hammer',
          changes: { name: { old: 'Hammer', new: 'Big hammer' }, tags: { old: [], new: ['heavy'] } },
        },
        { row: 4, action: 'created', title: 'New', changes: { sku: { old: null, new: 'C' } } },
      ],
    })
    expect(await everything()).toEqual(before)

    const applied = await world.apply(us, job.id)
    expect(applied).toMatchObject({ status: 'COMPLETED', total: 4, created: 1, updated: 1, unchanged: 1, failed: 1 })
    expect(await world.issues(job.id)).toHaveLength(1)
    expect((await world.products(us.organization)).map(({ name, tags }) => [name, tags])).toEqual([
      ['Big hammer', ['heavy']],
      ['Saw', []],
      ['New', ['fresh']],
    ])
  })
})

describe('an undo', () => {
  it('gives changed rows back what they were, and removes those that were made', async () => {
    await world.bringIn(us, 'sku,name,product_type,tags\nA,Hammer,PHYSICAL_GOOD,old\n')
    const job = await world.bringIn(us, 'sku,name,product_type,tags\nA,Axe,SERVICE,new\nB,Saw,SERVICE,\n')
    const undoing = await world.undo(us, job.id)
    expect(undoing).toMatchObject({
      status: 'COMPLETED',
      jobType: 'undo',
      undoOf: job.id,
      total: 2,
      updated: 2,
      skipped: 0,
    })
    expect(undoing.resultLog).toMatchObject({ restored: 1, removed: 1, left: 0 })
    expect(await world.job(job.id)).toMatchObject({ status: 'UNDONE', undoneBy: undoing.id })
    expect(await world.products(us.organization)).toMatchObject([
      { sku: 'A', name: 'Hammer', product_type: 'PHYSICAL_GOOD', tags: ['old'], version: 3 },
    ])
    const told = await world.asOwner<{ action_type: string }>(
      "select action_type from audit_entry where organization_id = $1 and context ->> 'job' = $2 and resource = 'product'",
      [us.organization, undoing.id],
    )
    expect(told.map(({ action_type }) => action_type).sort()).toEqual(['DELETE', 'UPDATE'])
  })

  it('leaves what somebody has changed since or still needs, and says so', async () => {
    const job = await world.bringIn(us, `${head}A,Hammer,SERVICE\nB,Saw,SERVICE\nC,Drill,SERVICE\n`)
    const [touched, gone] = (await world.products(us.organization)).map(({ id }) => String(id))
    const { database } = world.services
    await database.withUnitOfWork(us.context, async (work) => {
      await work.update(Product, `${touched}`, { name: 'Mine' })
      await work.remove(Product, `${gone}`)
    })
    const undoing = await world.undo(us, job.id)
    expect(undoing).toMatchObject({ status: 'COMPLETED', updated: 1, skipped: 2 })
    expect(undoing.resultLog).toMatchObject({
      removed: 1,
      left: 2,
      left_rows: [
        { object: gone, row: 3, rule: 'gone' },
        { object: touched, row: 2, rule: 'changed_since' },
      ],
    })
    expect(await world.products(us.organization)).toMatchObject([{ name: 'Mine' }])
    expect(await world.issues(undoing.id)).toHaveLength(2)
  })

  it.each([
    ['beside it', 0],
    ['a chunk away', 999],
  ])('gives a row the key back that a new one has, which is removed %s', { timeout: 60_000 }, async (_, others) => {
    await world.bringIn(us, `${head}A,Hammer,SERVICE\n`)
    const [{ id = '' } = {}] = await world.products(us.organization)
    const rest = Array.from({ length: others }, (_, place) => `,S-${place},Bolt,SERVICE\n`).join('')
    const job = await world.bringIn(us, `id,${head},A,New,SERVICE\n${id},B,Hammer,SERVICE\n${rest}`)
    expect(job).toMatchObject({ created: others + 1, updated: 1, failed: 0 })
    const undoing = await world.undo(us, job.id)
    expect(undoing).toMatchObject({ status: 'COMPLETED', updated: others + 2, skipped: 0 })
    expect(undoing.resultLog).toMatchObject({ restored: 1, removed: others + 1, left: 0 })
    expect(await world.products(us.organization)).toMatchObject([{ id, sku: 'A', name: 'Hammer' }])
    expect(await world.issues(undoing.id)).toEqual([])
  })

  it('goes on where it stood when its worker had to stop', { timeout: 120_000 }, async () => {
    const lines = Array.from({ length: 2500 }, (_, place) => `U-${place},Product ${place},SERVICE`)
    const job = await world.bringIn(us, `${head}${lines.join('\n')}\n`)
    const { id } = await undoDataJob(world.services, us.context, job.id)
    const stopping = new AbortController()
    const stopped = world.work(stopping.signal)
    await expect.poll(async () => (await world.job(id)).updated, { timeout: 60_000, interval: 10 }).toBeGreaterThan(0)
    stopping.abort()
    await stopped
    await world.work()
    const undone = await world.job(id)
    expect(undone).toMatchObject({
      status: 'COMPLETED',
      total: 2500,
      updated: 2500,
      resultLog: { removed: 2500, left: 0 },
    })
    expect(await world.products(us.organization)).toEqual([])
    const entries = await world.asOwner(
      "select object_id from audit_entry where organization_id = $1 and action_type = 'DELETE' and resource = 'product'",
      [us.organization],
    )
    expect(entries).toHaveLength(2500)
  })

  it('takes a tree down from its leaves, and goes on around what is in the way', async () => {
    const csv = 'name,category_type,parent\nTools,PRODUCT,\nHammers,PRODUCT,Tools\nOther,PRODUCT,\n'
    const job = await world.bringIn(us, csv, { target: 'category', mode: 'insert' })
    await world.bringIn(us, 'sku,name,product_type,category\nA,a,SERVICE,Other\n')
    const undoing = await world.undo(us, job.id)
    expect(undoing.resultLog).toMatchObject({ removed: 2, left: 1, left_rows: [{ row: 4, rule: 'in_use' }] })
  })

  it('leaves what somebody has hung something on since, which would go with it', async () => {
    const csv = 'name,category_type\nTools,PRODUCT\nOther,PRODUCT\n'
    const job = await world.bringIn(us, csv, { target: 'category', mode: 'insert' })
    await world.bringIn(us, 'name,category_type,parent\nHammers,PRODUCT,Tools\n', {
      target: 'category',
      mode: 'insert',
    })
    const undoing = await world.undo(us, job.id)
    expect(undoing.resultLog).toMatchObject({ removed: 1, left: 1, left_rows: [{ row: 2, rule: 'has_children' }] })
    const kept = await world.asOwner(
      'select name from category where organization_id = $1 and deleted_at is null order by name',
      [us.organization],
    )
    expect(kept).toEqual([{ name: 'Hammers' }, { name: 'Tools' }])
  })
})

describe('tags and custom fields', () => {
  it('come in as their organization defined them, and what a file does not name stays', async () => {
    const define = (key: string, given = {}) =>
      world.services.database.withUnitOfWork(us.context, (work) =>
        work.insert(CustomFieldDefinition, {
          organization: us.organization,
          resource: 'product',
          key,
          label: key,
          type: 'text',
          ...given,
        }),
      )
    await define('colour')
    await define('weight', { type: 'number' })
    await world.bringIn(
      us,
      'sku,name,product_type,custom_fields.colour,custom_fields.weight,tags\nA,a,SERVICE,red,1.5,"x, y"\n',
    )
    const job = await world.bringIn(us, 'sku,custom_fields.weight\nA,2\nB,heavy\n', { mode: 'update' })
    expect(await world.issues(job.id)).toMatchObject([{ row: 3, column: 'custom_fields.weight', rule: 'not_a_number' }])
    expect(await world.products(us.organization)).toMatchObject([
      { custom_fields: { colour: 'red', weight: 2 }, tags: ['x', 'y'] },
    ])
    const marks = await world.asOwner<{ name: string; value: string }>(
      "select name, value from row_mark where organization_id = $1 and resource = 'product' order by 1, 2",
      [us.organization],
    )
    expect(marks.map(({ name, value }) => `${name}=${value}`)).toEqual(['.colour=red', '.weight=2', 'tags=x', 'tags=y'])
  })
})
