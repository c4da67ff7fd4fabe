import { Category, isDomainError, Organization, StockLocation, Warehouse } from '@groundwork/domain'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { UnitOfWork, WorkContext } from '../src/index.ts'
import { createTestDatabase, type TestDatabase, unique, type World, worldIn } from './support/index.ts'

let test: TestDatabase
let world: World
let ours: string
let theirs: string
let both: WorkContext

beforeAll(async () => {
  test = await createTestDatabase()
  world = worldIn(test.database)
  ours = (await world.organization()).id
  theirs = (await world.organization()).id
  both = await world.caller([ours, theirs])
})
afterAll(() => test.close())

const work = <Result>(use: (unit: UnitOfWork) => Promise<Result>) => test.database.withUnitOfWork(both, use)
const category = (given: object) =>
  work((unit) => unit.insert(Category, { organization: ours, name: 'Tools', categoryType: 'PRODUCT', ...given }))
const warehouse = (given: object = {}) =>
  work((unit) =>
    unit.insert(Warehouse, { organization: ours, name: 'Main', code: unique(), warehouseType: 'OTHER', ...given }),
  )
const location = (of: string, given: object = {}) =>
  work((unit) => unit.insert(StockLocation, { organization: ours, warehouse: of, name: unique(), ...given }))
/** The fields on which something was refused as being there already. */
const doubles = async (attempt: Promise<unknown>) => {
  const error = await attempt.catch((thrown: unknown) => thrown)
  if (!isDomainError(error)) throw new Error('It was not refused', { cause: error })
  expect(error).toMatchObject({ code: 'conflict', reason: 'duplicate' })
  return Object.keys(error.fields ?? {})
}

describe('a category', () => {
  it('has a name of its own under its parent, among those of its type', async () => {
    const { id: parent } = await category({})
    expect(await doubles(category({}))).toEqual(['name'])
    await category({ categoryType: 'ASSET_TYPE' })
    await category({ organization: theirs })
    await category({ parent })
    expect(await doubles(category({ parent }))).toEqual(['name'])
  })

  it('has a slug of its own in its organization', async () => {
    await category({ name: unique(), slug: 'hand-tools' })
    expect(await doubles(category({ name: unique(), slug: 'hand-tools' }))).toEqual(['slug'])
    await category({ organization: theirs, name: unique(), slug: 'hand-tools' })
  })

  it('gives its name back when it is deleted, and asks for it when it comes back', async () => {
    const name = unique()
    const { id } = await category({ name })
    await work((unit) => unit.remove(Category, id))
    await category({ name, slug: `other-${unique()}` })
    expect(await doubles(work((unit) => unit.restore(Category, id)))).toEqual(['name'])
  })
})

describe('a warehouse', () => {
  it('has a code of its own in its organization', async () => {
    await warehouse({ code: 'NORTH' })
    expect(await doubles(warehouse({ code: 'NORTH' }))).toEqual(['code'])
    await warehouse({ organization: theirs, code: 'NORTH' })
  })
})

describe('a stock location', () => {
  it('has a barcode of its own in its warehouse, where it has one', async () => {
    const [one, other] = [(await warehouse()).id, (await warehouse()).id]
    await location(one, { barcode: '4006381' })
    expect(await doubles(location(one, { barcode: '4006381' }))).toEqual(['barcode'])
    await location(other, { barcode: '4006381' })
    await location(one, { barcode: null })
    await location(one)
  })

  it('has a name of its own under its parent', async () => {
    const { id } = await warehouse()
    const { id: parent } = await location(id, { name: 'A' })
    expect(await doubles(location(id, { name: 'A' }))).toEqual(['name'])
    await location(id, { name: 'A', parent })
    expect(await doubles(location(id, { name: 'A', parent }))).toEqual(['name'])
  })

  it('takes a name once, however many ask for it at the same moment', async () => {
    const { id } = await warehouse()
    const outcomes = await Promise.allSettled(Array.from({ length: 6 }, () => location(id, { name: 'Dock' })))
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  })
})

describe('an organization', () => {
  it('has a code of its own everywhere, in whatever case', async () => {
    const code = `Code-${unique()}`
    await world.organization({ code })
    expect(await doubles(world.organization({ code: code.toUpperCase() }))).toEqual(['code'])
  })

  it('has a name of its own under its parent', async () => {
    const make = (name: string) => world.organization({ name, parent: ours })
    await make('Sales')
    expect(await doubles(make('Sales'))).toEqual(['name'])
    const { id } = await world.organization({ name: 'Sales', parent: theirs })
    expect(
      await doubles(test.database.withUnitOfWork(world.system, (unit) => unit.move(Organization, id, ours))),
    ).toEqual(['name'])
  })
})
