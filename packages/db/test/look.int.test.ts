import { Product } from '@groundwork/domain'
import { v7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { WorkContext } from '../src/index.ts'
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

  it('leaves no entry where its actor reaches nothing', async () => {
    const id = v7()
    const look = test.database.look(context, async (work) => work.record(seen(id, theirs)))
    await expect(look).rejects.toThrow('reach nothing')
    expect(await entries(id)).toEqual([])
  })
})
