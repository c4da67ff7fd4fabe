import { Product } from '@groundwork/domain'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { scopeOf } from '../src/query/actor-scope.ts'
import { compileListOfFew } from '../src/query/compile-list.ts'
import { tableOf } from '../src/query/table.ts'
import { explained } from './support/explained.ts'
import { createTestDatabase, type TestDatabase, worldIn } from './support/index.ts'

let test: TestDatabase
beforeAll(async () => {
  test = await createTestDatabase()
})
afterAll(() => test.close())

/** So that the usual organization is much smaller than the one that is asked about. */
const SMALL = 4000

it('a rare tag is looked up by its marks in one organization that is much larger than the others', async () => {
  const world = worldIn(test.database)
  const { id: large } = await world.organization()
  const { actor, ...context } = await world.caller([large])
  await test.sql(
    `with made as (
       insert into organization (id, name, code, path, depth, organization_type_id)
       select small.id, 'Small', small.id::text, '/' || small.id || '/', 0, organization_type_id
       from organization, lateral (select n, gen_random_uuid() as id from generate_series(1, ${SMALL}) n) small where organization.id = $1::uuid
       returning id
     ), homes as (select id, row_number() over () as n, '{}'::text[] as tags from made
       union all select $1::uuid, ${SMALL} + n, case when n % 3000 = 0 then array['rare'] else '{}' end from generate_series(1, 15000) n)
     insert into product (id, organization_id, sku, name, product_type, status, tags, created_at)
     select gen_random_uuid(), id, 'S' || n, md5(n::text), 'SERVICE', 'active', tags, now() - n * interval '1 second' from homes`,
    [large],
  )
  await test.sql('analyze')
  const query = { orderBy: ['-createdAt'], filter: { field: 'tags', op: 'hasany', value: ['rare'] } } as const
  const scope = scopeOf(actor, 'view', Product)
  const list = compileListOfFew({ table: tableOf(Product), actor, scope, query, limit: 25 })
  const plan = await explained(test.appUrl, list ?? expect.unreachable(), { actor, ...context })
  expect(plan).toMatch(/product_pkey[^\n]*actual rows=5/)
  expect(plan).not.toMatch(/product_\w*idx/)
})
