import { Product } from '@groundwork/domain'
import { v7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { asSystem, type WorkContext } from '../src/index.ts'
import { createTestDatabase, type TestDatabase, type World, worldIn } from './support/index.ts'

let test: TestDatabase
let world: World
let ours: string
let theirs: string
let context: WorkContext & { actor: { userId: string } }

beforeAll(async () => {
  test = await createTestDatabase()
  world = worldIn(test.database)
  ours = (await world.organization()).id
  theirs = (await world.organization()).id
  context = await world.caller([ours])
})
afterAll(() => test.close())

const seen = (objectId: string, organization = ours) => ({
  action: 'VIEW' as const,
  resource: Product,
  organization,
  objectId,
  objectRepr: 'Anvil',
})
const entries = (objectId: string) =>
  test.sql<{ user_id: string; request: string; waits: boolean }>(
    `select user_id, context ->> 'requestId' as request, exists (select from audit_pending p where p.entry_id = e.id) as waits
     from audit_entry e where object_id = $1 order by request`,
    [objectId],
  )

describe('a look', () => {
  it('leaves one entry for each, with its own actor and request, however many look at once', async () => {
    const id = v7()
    const other = await world.caller([ours])
    const requests = Array.from({ length: 40 }, (_, at) => `r-${String(at).padStart(2, '0')}`)
    await Promise.all(
      requests.map((requestId, at) =>
        test.database.look({ ...(at % 2 ? other : context), origin: { requestId } }, async (work) =>
          work.record(seen(id)),
        ),
      ),
    )
    const found = await entries(id)
    expect(found.map(({ request }) => request)).toEqual(requests)
    expect(
      found.every(({ waits }) => waits),
      'each waits for its place in the chain',
    ).toBe(true)
    expect(new Set(found.map(({ user_id }) => user_id)).size).toBe(2)
  })

  it('is answered only once its entry can be read', async () => {
    const id = v7()
    await test.database.look(context, async (work) => work.record(seen(id)))
    expect(await entries(id)).toHaveLength(1)
  })

  it('leaves nothing when it fails, and changes nothing', async () => {
    const id = v7()
    await expect(
      test.database.look(context, async (work) => {
        work.record(seen(id))
        throw new Error('refused')
      }),
    ).rejects.toThrow('refused')
    const values = { organization: ours, sku: 'L-1', name: 'Anvil', productType: 'PHYSICAL_GOOD' } as const
    await expect(
      test.database.look(context, async (work) => {
        work.record(seen(id))
        return work.insert(Product, values)
      }),
    ).rejects.toThrow(/read-only/)
    expect(await entries(id)).toEqual([])
  })

  it('cannot write in SQL of its own either', async () => {
    const forge = (actor: WorkContext) =>
      test.database.look(actor, (work) =>
        work.query(`update product set name = 'Forged' where organization_id = $1`, [ours]),
      )
    await expect(forge(context)).rejects.toThrow(/read-only/)
    await expect(forge(asSystem('a test of what the system may'))).rejects.toThrow(/read-only/)
  })

  it('gives no answer where something it asked went wrong, and leaves no entry', async () => {
    const id = v7()
    const look = test.database.look(context, async (work) => {
      work.record(seen(id))
      await Promise.allSettled([work.query('select 1 / 0')])
      return 'found nothing'
    })
    await expect(look).rejects.toThrow('was ignored')
    expect(await entries(id)).toEqual([])
  })

  it('keeps each of many that look at one moment to their own organization', async () => {
    const other = await world.caller([theirs])
    const seenBy = (actor: WorkContext) =>
      test.database.look(actor, (work) =>
        Promise.all([1, 2].map(() => work.query<{ id: string }>('select id from organization order by id'))),
      )
    const [found, others] = await Promise.all([
      Promise.all(Array.from({ length: 10 }, () => seenBy(context))),
      Promise.all(Array.from({ length: 10 }, () => seenBy(other))),
    ])
    expect(new Set(found.flat(2).map(({ id }) => id))).toEqual(new Set([ours]))
    expect(new Set(others.flat(2).map(({ id }) => id))).toEqual(new Set([theirs]))
  })

  it('shows each of many that ask for the same row at one moment what their own rights show them', async () => {
    const values = { organization: ours, sku: 'L-2', name: 'Anvil', productType: 'PHYSICAL_GOOD' } as const
    const { id } = await test.database.withUnitOfWork(context, (work) => work.insert(Product, values))
    const other = await world.caller([theirs])
    const nowhere = v7()
    const find = (actor: WorkContext, key: string) => test.database.look(actor, (work) => work.find(Product, key))
    const asked = [context, other, asSystem('a test of what the system sees'), context].flatMap((actor) => [
      find(actor, id),
      find(actor, nowhere),
      find(actor, id.toUpperCase()),
    ])
    const names = (await Promise.all(asked)).map((row) => row?.name)
    const sees = ['Anvil', undefined, 'Anvil']
    expect(names).toEqual([...sees, undefined, undefined, undefined, ...sees, ...sees])
  })

  it('sees what was committed before it asked', async () => {
    const values = { organization: ours, sku: 'L-3', name: 'Old', productType: 'PHYSICAL_GOOD' } as const
    const { id } = await test.database.withUnitOfWork(context, (work) => work.insert(Product, values))
    const find = () => test.database.look(context, (work) => work.find(Product, id))
    const early = find()
    await test.database.withUnitOfWork(context, (work) => work.update(Product, id, { name: 'New' }))
    expect((await find())?.name).toBe('New')
    await early
    await test.database.withUnitOfWork(context, (work) => work.remove(Product, id))
    expect(await find()).toBeNull()
  })

  it('leaves no entry where its actor reaches nothing', async () => {
    const id = v7()
    const look = test.database.look(context, async (work) => work.record(seen(id, theirs)))
    await expect(look).rejects.toThrow('reach nothing')
    expect(await entries(id)).toEqual([])
  })
})
