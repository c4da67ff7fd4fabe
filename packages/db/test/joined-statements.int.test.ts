import { randomUUID } from 'node:crypto'
import { Product } from '@groundwork/domain'
import { afterAll, describe, expect, it } from 'vitest'
import { openDatabase, type UnitOfWork } from '../src/index.ts'
import { createEngineScene } from './support/engine-scene.ts'

const { test, ours, theirs, context, events } = await createEngineScene()
/** Whatever one unit of work leaves behind on a connection meets the next. */
const single = await openDatabase({ url: test.appUrl, poolSize: 1 })
afterAll(async () => {
  await single.close()
  await test.close()
})

const work = <Result>(use: (work: UnitOfWork) => Promise<Result>) => single.withUnitOfWork(context, use)
const product = (sku: string) => ({ organization: ours, sku, name: 'Anvil', productType: 'PHYSICAL_GOOD' }) as const
const insertEvent = `insert into outbox_event (id, organization_id, topic, resource, object_id, payload) values ($1, $2, 'test.told', 'test', $3, '{}')`
const divide = 'select 1 / $1::int as share'

describe('statements that leave together with the commit', () => {
  it('undo all that was done when one of them fails, and leave the connection to others', async () => {
    const failing = work(async (unit) => {
      await unit.insert(Product, product('J-1'))
      unit.atCommit(divide, [0])
      unit.atCommit('select 1')
    })
    await expect(failing).rejects.toThrow('division by zero')
    const made = await work((unit) => unit.insert(Product, product('J-1')))
    expect(made.version).toBe(1)
  })

  it('are prepared when they come again after having been passed over', async () => {
    const behind = 'select $1::int as behind'
    // From its second use on a text has a name, on whichever connection.
    for (const text of [behind, behind, divide, divide])
      await test.database.withUnitOfWork(context, (unit) => unit.query(text, [1]))
    const failing = work(async (unit) => {
      unit.atCommit(divide, [0])
      unit.atCommit(behind, [1])
    })
    await expect(failing).rejects.toThrow('division by zero')
    await work(async (unit) => unit.atCommit(behind, [1]))
    expect(await work((unit) => unit.query(behind, [7]))).toEqual([{ behind: 7 }])
    expect(await work((unit) => unit.query(divide, [1]))).toEqual([{ share: 1 }])
  })

  it('are a transaction of their own where there is nothing else, within the reach of whoever acts', async () => {
    const twice = randomUUID()
    const doubled = work(async (unit) => {
      unit.atCommit(insertEvent, [randomUUID(), ours, 'undone'])
      for (let time = 0; time < 2; time++) unit.atCommit(insertEvent, [twice, ours, 'undone'])
    })
    await expect(doubled).rejects.toMatchObject({ code: 'conflict' })
    expect(await events('undone')).toEqual([])

    const beyond = work(async (unit) => unit.atCommit(insertEvent, [randomUUID(), theirs, 'beyond']))
    await expect(beyond).rejects.toThrow('row-level security')
    expect(await events('beyond')).toEqual([])

    await work(async (unit) => {
      for (let time = 0; time < 2; time++) unit.atCommit(insertEvent, [randomUUID(), ours, 'done'])
    })
    expect(await events('done')).toHaveLength(2)
  })
})

it('a few changes and what else is told of them are written by one statement, in their order', async () => {
  const [one, other] = await work(async (unit) => {
    const made = [await unit.insert(Product, product('J-2')), await unit.insert(Product, product('J-3'))]
    const told = { action: 'EXPORT', resource: Product, organization: ours, objectId: made[0]?.id ?? '' } as const
    unit.record({ ...told, objectRepr: 'Anvil' })
    unit.emit({ topic: 'product.sent', organization: ours, resource: 'product', objectId: told.objectId, payload: {} })
    return made.map(({ id }) => id)
  })
  const entries = await test.sql<{ action: string; object_id: string; created_at: Date; waiting: boolean }>(
    `select action_type as action, object_id, created_at,
       exists (select from audit_pending p where p.entry_id = e.id and p.entry_created_at = e.created_at) as waiting
     from audit_entry e where object_id = any($1) order by created_at, id`,
    [[one, other]],
  )
  expect(entries.map(({ action, object_id }) => [action, object_id])).toEqual([
    ['CREATE', one],
    ['CREATE', other],
    ['EXPORT', one],
  ])
  expect(entries.every(({ waiting }) => waiting)).toBe(true)
  expect(new Set(entries.map(({ created_at }) => Number(created_at))).size).toBe(1)
  expect((await events(one ?? '')).map(({ topic }) => topic)).toEqual(['product.created', 'product.sent'])
})
