import { type Grant, Product } from '@groundwork/domain'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestDatabase, type TestDatabase, worldIn } from './support/index.ts'

let db: TestDatabase
let world: ReturnType<typeof worldIn>
let organization: string

beforeAll(async () => {
  db = await createTestDatabase()
  world = worldIn(db.database)
  organization = (await world.organization()).id
})
afterAll(() => db.close())

const product = (sku: string, baseUom = 'EA') => ({
  organization,
  sku,
  name: `secret ${sku}`,
  productType: 'SERVICE' as const,
  baseUom,
})
const made = (sku: string) => db.database.withUnitOfWork(world.system, (work) => work.insert(Product, product(sku)))
const holding = (...grants: Grant[]) => world.caller([organization], grants)

describe('a rule that looks behind a reference', () => {
  const counted = { field: 'baseUom.uomType', op: 'eq', value: 'Count' } as const
  const caller = () =>
    holding(
      { resource: 'product', action: 'view' },
      { resource: 'product', action: 'change', where: counted },
      { resource: 'product', action: 'add', where: counted },
    )

  it('is held against the row as it will be, not as it was', async () => {
    const { id } = await made('HOP-1')
    const context = await caller()
    const change = (baseUom: string) =>
      db.database.withUnitOfWork(context, (work) => work.update(Product, id, { baseUom }))
    await expect(change('KG')).rejects.toMatchObject({ code: 'forbidden' })
    expect((await change('BOX')).baseUom).toBe('BOX')
  })

  it('lets a new row in that it covers, and no other', async () => {
    const context = await caller()
    const add = (sku: string, baseUom: string) =>
      db.database.withUnitOfWork(context, (work) => work.insert(Product, product(sku, baseUom)))
    expect((await add('HOP-2', 'EA')).sku).toBe('HOP-2')
    await expect(add('HOP-3', 'KG')).rejects.toMatchObject({ code: 'forbidden' })
  })
})

describe('whoever may see some fields only', () => {
  it('learns nothing of the others from the order or the cursor of a list', async () => {
    const skus = ['ORDER-C', 'ORDER-A', 'ORDER-B']
    const rows = []
    for (const sku of skus) rows.push(await made(sku))
    const reader = db.database.reader(await holding({ resource: 'product', action: 'view', fields: ['sku'] }))
    const page = await reader.list(Product, { limit: 2, filter: { field: 'sku', op: 'in', value: skus } })
    expect(page.rows.map(({ id }) => id)).toEqual(rows.slice(0, 2).map(({ id }) => id))
    expect(Buffer.from(page.nextCursor ?? '', 'base64url').toString()).not.toMatch(/secret|name/)
  })
})

describe('whoever may change a row without seeing it', () => {
  it('is not shown it by changing it', async () => {
    const { id } = await made('BLIND')
    const context = await holding({ resource: 'product', action: 'change' })
    const changed = await db.database.withUnitOfWork(context, (work) =>
      work.update(Product, id, { description: 'new' }),
    )
    expect(changed).toMatchObject({ id, name: null, description: null, sku: null })
  })
})
