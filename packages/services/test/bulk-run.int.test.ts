import { asSystem } from '@groundwork/db'
import { DomainError, Membership, Product } from '@groundwork/domain'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { cancelDataJob, retryDataJob } from '../src/data-job/index.ts'
import { type BulkWorld, createBulkWorld } from './bulk-world.ts'

let world: BulkWorld
let us: Awaited<ReturnType<BulkWorld['asker']>>

beforeAll(async () => {
  world = await createBulkWorld()
})
afterAll(() => world.close())
beforeEach(async () => {
  us = await world.asker()
})

const services = { field: 'productType', op: 'eq', value: 'SERVICE' } as const
const digital = { field: 'productType', op: 'eq', value: 'DIGITAL' } as const
const toDigital = { action: 'update', filter: services, values: { productType: 'DIGITAL' } }

describe('one thing done to every row of a list', () => {
  it('reaches each row once although it no longer fits the filter afterwards, and no other', {
    timeout: 60_000,
  }, async () => {
    await world.stock(us, 1200)
    await world.stock(us, 3, { productType: 'PHYSICAL_GOOD', prefix: 'OTHER' })
    const strangers = await world.asker()
    await world.stock(strangers, 2)
    const job = await world.change(us, toDigital)
    expect(job).toMatchObject({
      status: 'COMPLETED',
      jobType: 'bulk',
      total: 1200,
      updated: 1200,
      unchanged: 0,
      failed: 0,
      progress: 100,
      resultLog: { action: 'update', rows: 1200 },
    })
    expect(await world.count(us, { filter: digital })).toBe(1200)
    expect(await world.count(us, { filter: services })).toBe(0)
    expect(await world.count(strangers, { filter: services })).toBe(2)
    const entries = await world.asOwner(
      "select object_id from audit_entry where organization_id = $1 and resource = 'product' and context ->> 'job' = $2",
      [us.organization, job.id],
    )
    expect(new Set(entries.map(({ object_id }: { object_id?: unknown }) => object_id)).size).toBe(1200)
    expect(entries).toHaveLength(1200)
  })

  it('leaves what came into the list after it was asked for', async () => {
    await world.stock(us, 2)
    const id = await world.ask(us, toDigital)
    await world.asOwner(
      "update product set created_at = now() + interval '1 hour' where organization_id = $1 and sku = 'P-0001'",
      [us.organization],
    )
    await world.work()
    expect(await world.job(id)).toMatchObject({ status: 'COMPLETED', total: 1, updated: 1 })
    expect(await world.products(us.organization)).toMatchObject([
      { sku: 'P-0000', product_type: 'DIGITAL' },
      { sku: 'P-0001', product_type: 'SERVICE' },
    ])
  })

  it('adds tags and takes them away beside those that are there, deletes and brings back', async () => {
    await world.stock(us, 3, { tags: ['old', 'kept'] })
    await world.stock(us, 1, { tags: ['New'], prefix: 'Q' })
    expect(await world.change(us, { action: 'tag', addTags: ['new'] })).toMatchObject({ updated: 3, unchanged: 1 })
    expect(await world.change(us, { action: 'tag', removeTags: ['OLD'], search: 'P-' })).toMatchObject({
      total: 3,
      updated: 3,
    })
    expect((await world.products(us.organization)).map(({ tags }) => tags)).toEqual([
      ['kept', 'New'],
      ['kept', 'New'],
      ['kept', 'New'],
      ['New'],
    ])
    expect(await world.change(us, { action: 'delete', search: 'P-' })).toMatchObject({ total: 3, updated: 3 })
    expect(await world.count(us)).toBe(1)
    expect(await world.change(us, { action: 'restore', search: 'P-0001' })).toMatchObject({ total: 1, updated: 1 })
    expect(await world.count(us)).toBe(2)
  })

  it('sets and takes away the custom fields that are named, and leaves a row its others', async () => {
    await world.stock(us, 2, { customFields: { colour: 'red', size: 'L' } })
    const values = { customFields: { colour: 'blue', size: null, shape: 'round' } }
    expect(await world.change(us, { action: 'update', values })).toMatchObject({ updated: 2 })
    expect(await world.change(us, { action: 'update', values: { customFields: { shape: null } } })).toMatchObject({
      updated: 2,
    })
    for (const row of await world.products(us.organization)) expect(row.custom_fields).toEqual({ colour: 'blue' })
  })

  it('takes a branch of a tree down from its leaves', async () => {
    const tree = 'name,category_type,parent\nTools,PRODUCT,\nHammers,PRODUCT,Tools\nClaw hammers,PRODUCT,Hammers\n'
    await world.bringIn(us, tree, { target: 'category', mode: 'insert' })
    const job = await world.change(us, { action: 'delete' }, 'category')
    expect(job).toMatchObject({ status: 'COMPLETED', total: 3, updated: 3, failed: 0 })
    const undoing = await world.undo(us, job.id)
    expect(undoing.resultLog).toMatchObject({ restored: 3, left: 0 })
  })
})

describe('rows that refuse', () => {
  it('stay as they are and are told one by one, while the others change', async () => {
    const some = await world.limited(us.organization, [
      { resource: 'product', action: 'view' },
      { resource: 'product', action: 'change', where: { field: 'sku', op: 'startswith', value: 'Q' } },
    ])
    await world.stock(us, 3)
    await world.stock(us, 2, { prefix: 'Q' })
    const job = await world.change(some, toDigital)
    expect(job).toMatchObject({ status: 'COMPLETED', total: 5, updated: 2, failed: 3 })
    const issues = await world.issues(job.id)
    const refused = (await world.products(us.organization)).slice(0, 3)
    expect(issues.map(({ value, rule }) => [value, rule]).sort()).toEqual(
      refused.map(({ id }) => [id, 'forbidden']).sort(),
    )
    expect(refused.map(({ product_type }) => product_type)).toEqual(['SERVICE', 'SERVICE', 'SERVICE'])
  })

  it('name the column that is at fault', async () => {
    await world.stock(us, 2)
    const job = await world.change(us, { action: 'update', values: { sku: 'SAME' } })
    expect(job).toMatchObject({ status: 'COMPLETED', updated: 1, failed: 1 })
    expect(await world.issues(job.id)).toMatchObject([{ row: 2, column: 'sku' }])
  })
})

describe('what is refused at once', () => {
  it.each([
    ['a filter on a field that there is not', { action: 'delete', filter: { field: 'colour', op: 'eq', value: 'x' } }],
    ['a filter that asks for nothing', { action: 'delete', filter: { or: [] } }],
    ['a change of nothing', { action: 'update', values: {} }],
    ['tags of what has none', { action: 'tag', addTags: ['x'] }, 'taxRate'],
  ])('%s', async (_, parameters, target = 'product') => {
    await expect(world.ask(us, parameters, target)).rejects.toMatchObject({ code: 'invalid' })
  })

  it('or, where it was asked for before, when it runs: a filter that asks for nothing is not every row', async () => {
    await world.stock(us, 2)
    const id = await world.ask(us, { action: 'delete', filter: services })
    await world.asOwner(
      `update data_job set parameters = jsonb_set(parameters, '{filter}', '{"or": []}') where id = $1`,
      [id],
    )
    await world.work()
    expect(await world.job(id)).toMatchObject({
      status: 'FAILED',
      resultLog: { problem: { code: 'invalid', reason: 'filter_asks_nothing' } },
    })
    expect(await world.count(us)).toBe(2)
  })

  it('a deletion by somebody who may only change', async () => {
    const some = await world.limited(us.organization, [
      { resource: 'product', action: 'view' },
      { resource: 'product', action: 'change' },
    ])
    await expect(world.ask(some, { action: 'delete' })).rejects.toMatchObject({ code: 'forbidden' })
  })
})

describe('somebody steps in while it is under way', () => {
  it('whose asker may no longer do it, stops it there', { timeout: 60_000 }, async () => {
    await world.stock(us, 1200)
    const id = await world.ask(us, toDigital)
    const { database } = world.services
    const admin = await world.asker('owner', us.organization)
    await world.workWith(() => database.withUnitOfWork(admin.context, (work) => work.remove(Membership, us.membership)))
    expect(await world.job(id)).toMatchObject({
      status: 'FAILED',
      total: 1200,
      updated: 500,
      resultLog: { problem: { code: 'forbidden' } },
    })
    expect(await world.count(us, { filter: digital })).toBe(500)
  })

  it('cancels it between two of its transactions, and takes back what had landed', { timeout: 60_000 }, async () => {
    await world.stock(us, 1200)
    const id = await world.ask(us, toDigital)
    await world.workWith(() => cancelDataJob(world.services, us.context, id))
    expect(await world.job(id)).toMatchObject({ status: 'CANCELLED', updated: 500 })
    expect(await world.count(us, { filter: digital })).toBe(500)
    expect((await world.undo(us, id)).resultLog).toMatchObject({ restored: 500, left: 0 })
    expect(await world.count(us, { filter: digital })).toBe(0)
  })

  it('and lets it go on from there', { timeout: 60_000 }, async () => {
    await world.stock(us, 600)
    const id = await world.ask(us, toDigital)
    await world.workWith(() =>
      world.asOwner('update app_user set is_active = false where id = $1', [us.context.actor.userId]),
    )
    expect(await world.job(id)).toMatchObject({ status: 'FAILED', updated: 500 })
    await world.asOwner('update app_user set is_active = true where id = $1', [us.context.actor.userId])
    await retryDataJob(world.services, us.context, id)
    await world.work()
    expect(await world.job(id)).toMatchObject({ status: 'COMPLETED', total: 600, updated: 600, failed: 0 })
  })
})

describe('an undo', () => {
  it('gives earlier values back, and leaves what somebody has changed since', async () => {
    await world.stock(us, 3, { tags: ['old'] })
    const job = await world.change(us, { action: 'update', values: { name: 'Same', tags: ['new'] } })
    const [touched] = await world.products(us.organization)
    await world.services.database.withUnitOfWork(us.context, (work) =>
      work.update(Product, String(touched?.id), { name: 'Mine' }),
    )
    const undoing = await world.undo(us, job.id)
    expect(undoing).toMatchObject({ status: 'COMPLETED', jobType: 'undo', undoOf: job.id, updated: 2, skipped: 1 })
    expect(undoing.resultLog).toMatchObject({
      restored: 2,
      left: 1,
      left_rows: [{ object: touched?.id, rule: 'changed_since' }],
    })
    expect(await world.products(us.organization)).toMatchObject([
      { name: 'Mine', tags: ['new'] },
      { name: 'Product 0001', tags: ['old'] },
      { name: 'Product 0002', tags: ['old'] },
    ])
    expect(await world.job(job.id)).toMatchObject({ status: 'UNDONE', undoneBy: undoing.id })
  })

  it('of a deletion takes rows out of the trash, and of a restoration puts them back', async () => {
    await world.stock(us, 3)
    const deletion = await world.change(us, { action: 'delete' })
    expect(await world.count(us)).toBe(0)
    expect((await world.undo(us, deletion.id)).resultLog).toMatchObject({ restored: 3, removed: 0, left: 0 })
    expect(await world.count(us)).toBe(3)
    await world.change(us, { action: 'delete' })
    const restoration = await world.change(us, { action: 'restore' })
    expect((await world.undo(us, restoration.id)).resultLog).toMatchObject({ restored: 0, removed: 3, left: 0 })
    expect(await world.count(us)).toBe(0)
  })
})

describe('a second undo', () => {
  it('brings back what a key was in the way of, once that is free again', async () => {
    await world.stock(us, 3)
    const deletion = await world.change(us, { action: 'delete' })
    await world.stock(us, 1)
    expect((await world.undo(us, deletion.id)).resultLog).toMatchObject({ restored: 2, left: 1 })
    expect(await world.job(deletion.id)).toMatchObject({ status: 'UNDONE', undoLeft: 1 })
    const [{ id } = {}] = await world.products(us.organization)
    await world.services.database.withUnitOfWork(us.context, (work) => work.remove(Product, String(id)))
    const again = await world.undo(us, deletion.id)
    expect(again).toMatchObject({ total: 1, updated: 1, skipped: 0, resultLog: { restored: 1, left: 0 } })
    expect(await world.job(deletion.id)).toMatchObject({ status: 'UNDONE', undoneBy: again.id, undoLeft: 0 })
    expect(await world.count(us)).toBe(3)
  })
})

describe('somebody else at the same rows', () => {
  it('is waited for in one order, whichever way it walks through them', async () => {
    await world.stock(us, 3)
    const keys = (await world.products(us.organization)).map(({ id }) => String(id)).sort()
    const [low = '', , high = ''] = keys
    const { database } = world.services
    const deleting = await database.withUnitOfWork(asSystem('change rows beside a job'), async (other) => {
      await other.get(Product, low, { lock: true })
      const job = world.change(us, { action: 'delete' })
      const isWaiting = "select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'"
      await expect.poll(async () => (await world.asOwner(isWaiting)).length, { timeout: 10_000 }).toBe(1)
      await other.update(Product, high, { name: 'Changed beside' })
      return { job }
    })
    expect(await deleting.job).toMatchObject({ status: 'COMPLETED', updated: 3, failed: 0 })
    expect(await world.count(us)).toBe(0)
  })

  it('and in its way is no fault of the job: it pauses, and goes on where it stood', async () => {
    await world.stock(us, 1200)
    const id = await world.ask(us, toDigital)
    await world.workWith(async () => {
      throw new DomainError('conflict', 'Somebody else is changing the same rows', { reason: 'try_again' })
    })
    expect(await world.job(id)).toMatchObject({ status: 'RUNNING', finishedAt: null })
    await world.runOut(id)
    await world.work()
    expect(await world.job(id)).toMatchObject({ status: 'COMPLETED', updated: 1200, failed: 0 })
  })
})
