import { type Filter, Product } from '@groundwork/domain'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { WorkContext } from '../src/index.ts'
import { createTestDatabase, type ProductRow, type TestDatabase, type World, worldIn } from './support/index.ts'

let test: TestDatabase
let world: World
let ours: string
let context: WorkContext

beforeAll(async () => {
  test = await createTestDatabase()
  world = worldIn(test.database)
  ours = (await world.organization()).id
  context = await world.caller([ours])
})
afterAll(() => test.close())

const marks = async (rowId: string) => {
  const rows = await test.sql<{ mark: string }>(
    "select name || '=' || value as mark from row_mark where row_id = $1 and resource = 'product' order by 1",
    [rowId],
  )
  return rows.map(({ mark }) => mark)
}
const change = (id: string, changes: Partial<ProductRow>) =>
  test.database.withUnitOfWork(context, (work) => work.update(Product, id, changes))

describe('marks', () => {
  it('are one for each tag and each plain value, whoever writes', async () => {
    const { id } = await world.product(context, ours, {
      tags: ['a', 'b'],
      customFields: {
        tags: 'no tag',
        size: 1.5,
        isNew: true,
        colors: ['red', 'blue', 'red'],
        at: null,
        deep: { x: 1 },
      },
    })
    const plain = ['.colors=blue', '.colors=red', '.isNew=true', '.size=1.5', '.tags=no tag']
    expect(await marks(id)).toEqual([...plain, 'tags=a', 'tags=b'])
    await change(id, { tags: ['b', 'c'] })
    expect(await marks(id)).toEqual([...plain, 'tags=b', 'tags=c'])
    await change(id, { customFields: { size: 2 } })
    expect(await marks(id)).toEqual(['.size=2', 'tags=b', 'tags=c'])
    await test.sql(`update product set custom_fields = '{"size": 2.50}' where id = $1`, [id])
    expect(await marks(id)).toEqual(['.size=2.5', 'tags=b', 'tags=c'])
    await test.sql('delete from product where id = $1', [id])
    expect(await marks(id)).toEqual([])
  })

  it('are kept for rows that are made and changed together', async () => {
    const row = { organization: ours, name: 'Many', productType: 'SERVICE' } as const
    const rows = await test.database.withUnitOfWork(context, (work) =>
      work.insertMany(Product, [
        { ...row, sku: 'M-1', tags: ['one'] },
        { ...row, sku: 'M-2', tags: ['two'] },
      ]),
    )
    expect(await Promise.all(rows.map(({ id }) => marks(id)))).toEqual([['tags=one'], ['tags=two']])
  })

  it('of one row change though many rows are written with it', async () => {
    const made = [await world.product(context, ours, { tags: ['x'] }), await world.product(context, ours)]
    await test.sql(
      `update product set name = name || '!', tags = case when id = $1 then tags else '{y}' end where id = any($2)`,
      [made[0]?.id, made.map(({ id }) => id)],
    )
    expect(await Promise.all(made.map(({ id }) => marks(id)))).toEqual([['tags=x'], ['tags=y']])
  })

  it('of others are out of reach', async () => {
    const theirs = (await world.organization()).id
    await world.product(world.system, theirs, { tags: ['theirs'] })
    const seen = await test.database.withUnitOfWork(context, (work) =>
      work.query<{ value: string }>("select value from row_mark where value = 'theirs'"),
    )
    expect(seen).toEqual([])
  })

  it('are on every row that can be tagged, by the name of its resource', async () => {
    const tables = await test.sql<{ table: string; columns: string }>(
      `select c.relname as table, (select count(*) from pg_trigger g where g.tgrelid = c.oid and g.tgname like 'marks_of_%')::text as columns
       from pg_class c where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace and exists (
         select from pg_attribute a where a.attrelid = c.oid and a.attname = 'tags' and not a.attisdropped) order by 1`,
    )
    expect(tables.length).toBeGreaterThan(6)
    expect(tables.filter(({ columns }) => columns !== '3')).toEqual([])
  })
})

/** Words and values few enough that they meet, some of them alike on purpose. */
const word = fc.constantFrom('a', 'A', 'b', 'c', '1', 'true', 'ü')
const scalar = fc.oneof(word, fc.constantFrom(1, 1.5, -2, 1e21, 0), fc.boolean())
const stored = fc.oneof(scalar, fc.constant(null), fc.array(scalar, { maxLength: 3 }), fc.constant({ a: 'a' }))
const sample = fc.record({
  tags: fc.uniqueArray(word, { maxLength: 4, comparator: (one, other) => one.toLowerCase() === other.toLowerCase() }),
  customFields: fc.dictionary(fc.constantFrom('x', 'y', 'tags'), stored, { noNullPrototype: true }),
})
const condition: fc.Arbitrary<Filter> = fc.oneof(
  fc.record({
    field: fc.constant('tags'),
    op: fc.constantFrom('hasany' as const, 'hasall' as const),
    value: fc.array(word, { maxLength: 3 }),
  }),
  fc.record({
    field: fc.constantFrom('customFields.x', 'customFields.tags'),
    op: fc.constant('eq' as const),
    value: scalar,
  }),
  fc.record({
    field: fc.constant('customFields.y'),
    op: fc.constant('in' as const),
    value: fc.array(word, { maxLength: 3 }),
  }),
  fc.record({
    field: fc.constant('customFields.x'),
    op: fc.constant('hasany' as const),
    value: fc.array(word, { maxLength: 3 }),
  }),
  fc.constant({ field: 'status', op: 'eq', value: 'draft' } as const),
)
const { filter } = fc.letrec<{ filter: Filter }>((tie) => ({
  filter: fc.oneof(
    { maxDepth: 2, withCrossShrink: true },
    condition,
    fc.record({ and: fc.array(tie('filter'), { minLength: 1, maxLength: 3 }) }),
    fc.record({ or: fc.array(tie('filter'), { minLength: 1, maxLength: 2 }) }),
    fc.record({ not: tie('filter') }),
  ),
}))

describe('a filter with marks', () => {
  /** As a `not not`, a filter is asked of every row, and nothing is looked up by marks. */
  const withoutMarks = (asked: Filter): Filter => ({ not: { not: asked } })

  it('means the same as without', async () => {
    const home = (await world.organization()).id
    const caller = await world.caller([home, ours])
    const samples = fc.sample(sample, { numRuns: 80, seed: 7 })
    await test.database.withUnitOfWork(world.system, async (work) => {
      for (const [index, values] of samples.entries()) {
        const row = { organization: index % 4 ? home : ours, sku: `P-${index}`, name: `P ${index}` } as const
        await work.insert(Product, {
          ...row,
          productType: 'SERVICE',
          ...values,
          status: index % 3 ? 'draft' : 'active',
        })
      }
    })
    const reader = test.database.reader(caller)
    await fc.assert(
      fc.asyncProperty(
        filter,
        fc.constantFrom('sku', '-createdAt', 'customFields.x' as never),
        async (asked, order) => {
          const list = (by: Filter) =>
            reader.list(Product, { filter: by, orderBy: [order], limit: 200, withCount: true })
          const [marked, plain] = await Promise.all([list(asked), list(withoutMarks(asked))])
          expect(marked.rows.map(({ id }) => id)).toEqual(plain.rows.map(({ id }) => id))
          expect(marked.count).toBe(plain.count)
        },
      ),
      { numRuns: 250 },
    )
  })

  it('goes from page to page as without', async () => {
    const home = (await world.organization()).id
    const caller = await world.caller([home])
    await test.sql(
      `insert into product (id, organization_id, sku, name, product_type, tags)
       select uuidv7(), $1, 'S-' || n, 'Bolt', 'SERVICE', case when n % 2 = 0 then array['many'] else array['few' || n % 500, 'many'] end
       from generate_series(1, 5000) n`,
      [home],
    )
    const reader = test.database.reader(caller)
    for (const tag of ['many', 'few7']) {
      const asked: Filter = { field: 'tags', op: 'hasany', value: [tag] }
      const pageBy = (by: Filter, cursor?: string) =>
        reader.list(Product, { filter: by, orderBy: ['sku'], limit: 6, withCount: true, ...(cursor && { cursor }) })
      const [first, plain] = [await pageBy(asked), await pageBy(withoutMarks(asked))]
      expect(first).toEqual(plain)
      const next = await pageBy(asked, first.nextCursor ?? '')
      expect(next).toEqual(await pageBy(withoutMarks(asked), plain.nextCursor ?? ''))
      expect(next.rows.length).toBeGreaterThan(0)
    }
  })
})
