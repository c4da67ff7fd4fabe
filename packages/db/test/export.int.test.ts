import { type Grant, Membership, Product, Role, type RowOf } from '@groundwork/domain'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ExportQuery, WorkContext } from '../src/index.ts'
import { createTestDatabase, type TestDatabase, type World, worldIn } from './support/index.ts'

let test: TestDatabase
let world: World
let ours: string
let owner: WorkContext

const everyField = Product.columns.filter((name) => name !== 'abilities')
const allOf = async (context: WorkContext, asked: Partial<ExportQuery> = {}) => {
  const query = { fields: everyField, ...asked }
  const rows: Readonly<Record<string, unknown>>[] = []
  for await (const batch of test.database.stream(context, Product, query)) {
    rows.push(...batch.map((values) => Object.fromEntries(values.map((value, place) => [query.fields[place], value]))))
  }
  return rows
}
const skusOf = async (context: WorkContext, query: Partial<ExportQuery> = {}) =>
  (await allOf(context, query)).map(({ sku }) => sku)
const on = (action: string, more: Partial<Grant> = {}): Grant => ({ resource: 'product', action, ...more })

beforeAll(async () => {
  test = await createTestDatabase()
  world = worldIn(test.database)
  ours = (await world.organization()).id
  owner = await world.caller([ours])
  for (const [sku, name, status] of [
    ['B-2', 'Bolt', 'active'],
    ['A-1', 'Anchor', 'inactive'],
    ['C-3', 'Clamp', 'active'],
  ] as const)
    await world.product(owner, ours, { sku, name, status, tags: ['metal'], attributes: { size: 1 } })
})
afterAll(() => test.close())

describe('a list that is taken out', () => {
  it('has the rows, the order and the values that the list shows', async () => {
    const { rows } = await test.database.reader(owner).list(Product)
    const withoutAbilities = rows.map(({ abilities: _, ...row }: RowOf<typeof Product>) => row)
    expect(await allOf(owner)).toEqual(withoutAbilities)
  })

  it('follows filter, search and sort, and does so again', async () => {
    const filter = { field: 'status', op: 'eq', value: 'active' } as const
    for (let time = 0; time < 3; time++)
      expect(await skusOf(owner, { filter, orderBy: ['-name'] })).toEqual(['C-3', 'B-2'])
    expect(await skusOf(owner, { search: 'anch' })).toEqual(['A-1'])
    expect(
      await skusOf(owner, { filter: { field: 'tags', op: 'hasany', value: ['metal'] }, orderBy: ['sku'] }),
    ).toEqual(['A-1', 'B-2', 'C-3'])
    expect(await skusOf(owner, { orderBy: ['categoryName', 'sku'] })).toEqual(['A-1', 'B-2', 'C-3'])
  })

  it('reads the fields that are asked for and no others', async () => {
    const [row] = await allOf(owner, { fields: ['sku', 'organizationName'], orderBy: ['sku'] })
    expect(row).toEqual({ sku: 'A-1', organizationName: expect.stringMatching(/^Organization /) })
  })

  it('has what is derived beside what is stored, in the order asked', async () => {
    const { id: user, username } = await world.user()
    const { id } = await test.database.withUnitOfWork(world.system, async (work) => {
      const { id: role } = await work.insert(Role, { organization: ours, slug: 'seller', name: 'Seller' })
      return work.insert(Membership, { organization: ours, user, role })
    })
    const query = { fields: ['label', 'id'], organizations: [ours] }
    const streamed: (readonly unknown[])[] = []
    for await (const batch of test.database.stream(owner, Membership, query)) streamed.push(...batch)
    expect(streamed).toEqual([[expect.stringMatching(`^${username} in .* as Seller$`), id]])
  })

  it('comes whole when it is longer than what is fetched at once, and ends when nobody reads on', async () => {
    const organization = (await world.organization()).id
    const seller = await world.caller([organization])
    await test.sql(
      `insert into product (id, organization_id, sku, name, product_type) select gen_random_uuid(), $1, 'N-' || to_char(n, 'FM0000'), 'Nut', 'SERVICE'
       from generate_series(1, 2500) n`,
      [organization],
    )
    const skus = await skusOf(seller, { organizations: [organization], orderBy: ['sku'] })
    expect(skus).toHaveLength(2500)
    expect(skus).toEqual([...skus].sort())
    for await (const batch of test.database.stream(seller, Product, { fields: ['sku'] })) {
      expect(batch.length).toBeLessThan(2500)
      break
    }
    const [open] = await test.sql<{ count: string }>(
      `select count(*) from pg_stat_activity where datname = current_database() and state like 'idle in transaction%'`,
    )
    expect(Number(open?.count)).toBe(0)
  })
})

describe('the right to take out', () => {
  it('is asked for besides the right to view, row by row', async () => {
    const where = { field: 'status', op: 'eq', value: 'active' } as const
    expect(await skusOf(await world.caller([ours], [on('view')]))).toEqual([])
    expect(await skusOf(await world.caller([ours], [on('export')]))).toEqual([])
    expect(await skusOf(await world.caller([ours], [on('view'), on('export', { where })]))).toEqual(['B-2', 'C-3'])
    expect(await skusOf(await world.caller([ours], [on('view', { where }), on('export')]))).toEqual(['B-2', 'C-3'])
  })

  it('opens of a row the fields that both grants open', async () => {
    const limited = await world.caller(
      [ours],
      [on('view', { fields: ['sku', 'name'] }), on('export', { fields: ['sku', 'status'] })],
    )
    const [row] = await allOf(limited, { fields: ['sku', 'name', 'status'], orderBy: ['sku'] })
    expect(row).toMatchObject({ sku: 'A-1', name: null, status: null })
    await expect(allOf(limited, { orderBy: ['status'] })).rejects.toMatchObject({ reason: 'unreadable_field' })
  })

  it('ends at the organization', async () => {
    const theirs = (await world.organization()).id
    const stranger = await world.caller([theirs])
    expect(await allOf(stranger, { organizations: [ours] })).toEqual([])
    expect(await allOf(stranger)).toEqual([])
  })
})
