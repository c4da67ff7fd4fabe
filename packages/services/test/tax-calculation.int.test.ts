import { createTestDatabase, type TestDatabase, type World, worldIn } from '@groundwork/db/testing'
import { type Grant, TaxRate } from '@groundwork/domain'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { calculateTax } from '../src/index.ts'

let test: TestDatabase
let world: World
let organization: string

beforeAll(async () => {
  test = await createTestDatabase()
  world = worldIn(test.database)
  organization = (await world.organization()).id
  await test.database.withUnitOfWork(world.system, (work) =>
    work.insert(TaxRate, { organization, name: 'Own', jurisdiction: 'DE', rate: '0.1', taxType: 'OTHER' }),
  )
})
afterAll(() => test.close())

const calculate = async (grants: readonly Grant[], of: { organization?: string } = { organization }) =>
  calculateTax({ database: test.database }, await world.caller([organization], grants), {
    jurisdiction: 'DE',
    date: '2026-11-21',
    currency: 'EUR',
    pricesIncludeTax: false,
    lines: [{ amount: '100', quantity: '1' }],
    ...of,
  })

const home: Grant = { resource: 'organization', action: 'view' }

it('adds the rates of the organization for who may see them', async () => {
  expect(await calculate([home, { resource: 'taxRate', action: 'view' }])).toMatchObject({ tax: '10.00' })
})

it.each<[string, readonly Grant[]]>([
  ['none', []],
  ['some', [{ resource: 'taxRate', action: 'view', where: { field: 'taxType', op: 'eq', value: 'VAT' } }]],
  [
    'what is not all',
    [
      {
        resource: 'taxRate',
        action: 'view',
        fields: ['name', 'rate', 'jurisdiction', 'validFrom', 'validTo', 'isActive'],
      },
    ],
  ],
])('is refused to who may see %s of them, instead of leaving them out', async (_, grants) => {
  await expect(calculate([home, ...grants])).rejects.toMatchObject({ code: 'forbidden' })
  await expect(calculate([home, ...grants], {})).rejects.toMatchObject({ code: 'forbidden' })
})
