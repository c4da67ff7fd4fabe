import { type Filter, type RowOf, TaxJurisdiction, TaxRate } from '@groundwork/domain'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createTestDatabase, type TestDatabase } from './support/test-database.ts'
import { type World, worldIn } from './support/world.ts'

let testDatabase: TestDatabase
let world: World

beforeAll(async () => {
  testDatabase = await createTestDatabase()
  world = worldIn(testDatabase.database)
  const places = [
    ['QQ', null],
    ['QQ-1', 'QQ'],
    ['QQ-1-a', 'QQ-1'],
    ['QQ-2', 'QQ'],
    ['QQQ', null],
  ] as const
  for (const [code, parent] of places) {
    await testDatabase.database.withUnitOfWork(world.system, (work) =>
      work.insert(TaxJurisdiction, { code, name: `Place ${code}`, jurisdictionType: 'OTHER', parent }),
    )
  }
})

afterAll(() => testDatabase.close())

const rate = (jurisdiction: string, given: Partial<RowOf<typeof TaxRate>> = {}) =>
  testDatabase.database.withUnitOfWork(world.system, (work) =>
    work.insert(TaxRate, {
      name: jurisdiction,
      jurisdiction,
      rate: '0.0825',
      taxType: 'VAT',
      validFrom: '2026-01-01',
      organization: null,
      ...given,
    }),
  )

it.each<[string, string[]]>([
  ['QQ', ['QQ', 'QQ-1', 'QQ-1-a', 'QQ-2']],
  ['QQ-1', ['QQ-1', 'QQ-1-a']],
  ['QQQ', ['QQQ']],
  ['QQ-9', []],
])('below %s by its code are %j', async (top, codes) => {
  const filter: Filter = { field: 'code', op: 'descendantof', value: top }
  const { rows } = await testDatabase.database.reader(world.system).list(TaxJurisdiction, { filter, orderBy: ['code'] })
  expect(rows.map(({ code }) => code)).toEqual(codes)
})

it('rates of a place and of all below it are found through the reference', async () => {
  const made = [await rate('QQ'), await rate('QQ-1-a'), await rate('QQQ')]
  const filter: Filter = { field: 'jurisdiction', op: 'descendantof', value: 'QQ' }
  const { rows } = await testDatabase.database.reader(world.system).list(TaxRate, { filter, limit: 100 })
  expect(rows.map(({ id }) => id).sort()).toEqual(
    made
      .slice(0, 2)
      .map(({ id }) => id)
      .sort(),
  )
})

it('a decimal reads in its one spelling, is compared as a number and sorted as one, page by page', async () => {
  for (const value of ['0.5', '0.100000', '10', '9', '0']) await rate('QQ-2', { rate: value })
  const isHere: Filter = { field: 'jurisdiction', op: 'eq', value: 'QQ-2' }
  const reader = testDatabase.database.reader(world.system)
  const rates: string[] = []
  let cursor: string | null = null
  do {
    const page: { rows: RowOf<typeof TaxRate>[]; nextCursor: string | null } = await reader.list(TaxRate, {
      filter: isHere,
      orderBy: ['-rate'],
      limit: 2,
      ...(cursor && { cursor }),
    })
    rates.push(...page.rows.map((row) => row.rate))
    cursor = page.nextCursor
  } while (cursor)
  expect(rates).toEqual(['10', '9', '0.5', '0.1', '0'])
  const filter: Filter = { and: [isHere, { field: 'rate', op: 'in', value: ['0.10', '9.0'] }] }
  expect((await reader.count(TaxRate, { filter })).count).toBe(2)
})

it('the custom fields of a row that belongs to no organization are free', async () => {
  const { id } = await rate('QQ-2')
  const changed = await testDatabase.database.withUnitOfWork(world.system, (work) =>
    work.update(TaxRate, id, { customFields: { source: 'gazette' } }),
  )
  expect(changed.customFields).toEqual({ source: 'gazette' })
})
