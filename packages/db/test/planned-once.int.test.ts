import { Product } from '@groundwork/domain'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import type { Database, WorkContext } from '../src/index.ts'
import { createTestDatabase, type TestDatabase, worldIn } from './support/index.ts'

let test: TestDatabase
let database: Database
let caller: WorkContext

beforeAll(async () => {
  test = await createTestDatabase()
  const world = worldIn(test.database)
  const { id } = await world.organization()
  caller = await world.caller([id])
  await test.sql(
    `insert into product (id, organization_id, sku, name, product_type, status, tags)
     select gen_random_uuid(), $1, 'S' || n, 'Part ' || n, 'SERVICE', 'active', case n when 1 then array['rare', 'common'] else array['common'] end
     from generate_series(1, 3000) n`,
    [id],
  )
  await test.sql('analyze')
  // A process prepares only so many statements, and those who ran before may have used them up.
  vi.resetModules()
  const { openDatabase } = await import('../src/index.ts')
  // Plans are kept by each connection for itself.
  database = await openDatabase({ url: test.appUrl, poolSize: 1 })
})
afterAll(async () => {
  await database.close()
  await test.close()
})

it('a list by tags is planned anew for its values only where it goes through the rows', async () => {
  const list = async (tag: string, times: number) => {
    const filter = { field: 'tags', op: 'hasany', value: [tag] } as const
    for (let turn = 0; turn < times; turn++) await database.reader(caller).list(Product, { filter })
  }
  const plans = () =>
    database.look(caller, (look) =>
      look.query<{ isFew: boolean; isPlannedAnew: boolean; mode: string }>(
        `select statement like 'with m0 %' as "isFew", sum(custom_plans) > 0 as "isPlannedAnew", current_setting('plan_cache_mode') as mode
         from pg_prepared_statements where statement like '%from product %' and statement not like '%pg_prepared%' group by 1 order by 1`,
      ),
    )
  await list('rare', 8)
  expect(await plans()).toEqual([{ isFew: true, isPlannedAnew: false, mode: 'auto' }])
  await list('common', 4)
  expect(await plans()).toEqual([
    { isFew: false, isPlannedAnew: true, mode: 'auto' },
    { isFew: true, isPlannedAnew: false, mode: 'auto' },
  ])
})
