import {
  Category,
  type CreateOf,
  CustomFieldDefinition,
  type JsonObject,
  Organization,
  type Principal,
  Product,
} from '@groundwork/domain'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { WorkContext } from '../src/index.ts'
import { createTestDatabase, type TestDatabase } from './support/test-database.ts'
import { type ProductRow, unique, type World, worldIn } from './support/world.ts'

let testDatabase: TestDatabase
let world: World
let home: string
let owner: WorkContext & { readonly actor: Principal }

beforeAll(async () => {
  testDatabase = await createTestDatabase()
  world = worldIn(testDatabase.database)
})

afterAll(() => testDatabase.close())

/** An organization of one's own: definitions of other tests would be in the way. */
async function freshHome(): Promise<void> {
  home = (await world.organization()).id
  owner = await world.caller([home])
}

type Definition = Partial<CreateOf<typeof CustomFieldDefinition>> & Pick<CreateOf<typeof CustomFieldDefinition>, 'key'>

const define = (given: Definition) =>
  testDatabase.database.withUnitOfWork(world.system, (work) =>
    work.insert(CustomFieldDefinition, {
      organization: home,
      resource: 'product',
      label: given.key,
      type: 'text',
      ...given,
    }),
  )

const make = (customFields: JsonObject) => world.product(owner, home, { customFields })

const change = ({ id }: ProductRow, customFields: JsonObject) =>
  testDatabase.database.withUnitOfWork(owner, (work) => work.update(Product, id, { customFields }))

const refusedOn = (key: string, message?: string) =>
  expect.objectContaining({
    code: 'invalid',
    fields: { [`customFields.${key}`]: [message ?? expect.any(String)] },
  })

describe('where nothing is defined', () => {
  it('custom fields are free', async () => {
    await freshHome()
    expect((await make({ anything: ['goes'] })).customFields).toEqual({ anything: ['goes'] })
  })
})

describe('where fields come and go', () => {
  it('a new row is held against what is defined as it is made, whatever was found for the last one', async () => {
    await freshHome()
    expect((await make({ a: 1 })).customFields, 'free').toEqual({ a: 1 })
    const { id } = await define({ key: 'color', options: { default: 'red' } })
    expect((await make({})).customFields, 'found as it is made').toEqual({ color: 'red' })
    expect((await make({ color: 'blue' })).customFields, 'known from then on').toEqual({ color: 'blue' })
    await expect(make({ a: 1 })).rejects.toMatchObject(refusedOn('a'))
    await testDatabase.database.withUnitOfWork(world.system, (work) =>
      work.query('delete from custom_field_definition where id = $1', [id]),
    )
    expect((await make({ a: 1 })).customFields, 'free again').toEqual({ a: 1 })
    expect((await make({})).customFields).toEqual({})
  })

  it('what is defined for other rows or by others is nothing to a new one', async () => {
    await freshHome()
    const elsewhere = home
    await define({ key: 'color', options: { default: 'red' } })
    await freshHome()
    await define({ key: 'color', resource: 'category', options: { default: 'red' } })
    expect((await make({ a: 1 })).customFields).toEqual({ a: 1 })
    home = elsewhere
    owner = await world.caller([home])
    expect((await make({})).customFields).toEqual({ color: 'red' })
  })
})

describe('where fields are defined', () => {
  beforeAll(async () => {
    await freshHome()
    await define({ key: 'color', type: 'choice', options: { choices: ['red', 'blue'], default: 'red' } })
    await define({ key: 'size', type: 'number', options: { min: '0', max: '10.5' } })
    await define({ key: 'code', options: { pattern: '[A-Z]{2}-\\d+', maxLength: 8 } })
    await define({ key: 'made', type: 'date', options: { min: '2020-01-01' } })
    await define({ key: 'fits', type: 'multi_choice', options: { choices: ['a', 'b', 'c'] } })
    await define({ key: 'rare', type: 'boolean' })
    await define({ key: 'twin', type: 'reference', options: { resource: 'product' } })
  })

  it('a new row takes defaults and keeps what it was given', async () => {
    expect((await make({ size: 10.5, code: ' AB-1 ', fits: ['c', 'a'], rare: false })).customFields).toEqual({
      color: 'red',
      size: 10.5,
      code: 'AB-1',
      fits: ['c', 'a'],
      rare: false,
    })
  })

  it.each<[string, JsonObject]>([
    ['unknown', { unknown: 1 }],
    ['color', { color: 'green' }],
    ['size', { size: '3' }],
    ['size', { size: 10.6 }],
    ['size', { size: -0.1 }],
    ['code', { code: 'ab-1' }],
    ['code', { code: 'AB-123456' }],
    ['code', { code: 'AB- 1' }],
    ['made', { made: '2019-12-31' }],
    ['made', { made: '2026-02-30' }],
    ['fits', { fits: ['a', 'd'] }],
    ['fits', { fits: 'a' }],
    ['rare', { rare: 'yes' }],
    ['twin', { twin: 'nothing' }],
  ])('%s is refused in %j, on its own path', async (key, customFields) => {
    await expect(make(customFields)).rejects.toEqual(refusedOn(key))
    const row = await make({})
    await expect(change(row, { ...row.customFields, ...customFields })).rejects.toEqual(refusedOn(key))
  })

  it('every wrong field is told at once', async () => {
    await expect(make({ color: 'green', size: 11 })).rejects.toMatchObject({
      fields: { 'customFields.color': ['Must be one of red, blue'], 'customFields.size': ['At most 10.5'] },
    })
  })

  it('a list of rows tells the row', async () => {
    const row = { organization: home, name: 'Anvil', productType: 'PHYSICAL_GOOD' } as const
    const rows = [
      { ...row, sku: unique() },
      { ...row, sku: unique(), customFields: { size: 99 } },
    ]
    const insert = testDatabase.database.withUnitOfWork(owner, (work) => work.insertMany(Product, rows))
    await expect(insert).rejects.toMatchObject({ fields: { 'rows.1.customFields.size': ['At most 10.5'] } })
  })

  it('a reference leads to a row that the caller may see, of the same organization', async () => {
    const twin = await make({})
    expect((await make({ twin: twin.id })).customFields).toMatchObject({ twin: twin.id })
    const foreign = await world.organization()
    const theirs = await world.product(world.system, foreign.id)
    const both = await world.caller([home, foreign.id])
    const missing = {
      code: 'invalid',
      reason: 'no_such_reference',
      fields: { 'customFields.twin': ['Does not exist'] },
    }
    await expect(make({ twin: theirs.id })).rejects.toMatchObject(missing)
    await expect(world.product(both, home, { customFields: { twin: theirs.id } })).rejects.toMatchObject(missing)
    await expect(make({ twin: world.unknownId() })).rejects.toMatchObject(missing)
  })

  it('who may not change the row is told that, and nothing of its fields', async () => {
    const row = await make({})
    const reader = await world.caller([home], [{ resource: 'product', action: 'view' }])
    const attempt = testDatabase.database.withUnitOfWork(reader, (work) =>
      work.update(Product, row.id, { customFields: { size: 99 } }),
    )
    await expect(attempt).rejects.toMatchObject({ code: 'forbidden' })
  })
})

it('a required field is asked of new rows and cannot be taken away; old rows are asked when their fields change', async () => {
  await freshHome()
  const old = await make({})
  await define({ key: 'grade', required: true })
  await expect(make({})).rejects.toEqual(refusedOn('grade', 'May not be empty'))
  const row = await make({ grade: 'A' })
  await expect(change(row, {})).rejects.toEqual(refusedOn('grade', 'May not be empty'))
  await expect(change(row, { grade: '' })).rejects.toEqual(refusedOn('grade', 'May not be empty'))
  const renamed = await testDatabase.database.withUnitOfWork(owner, (work) =>
    work.update(Product, old.id, { name: 'Still without a grade' }),
  )
  expect(renamed.name).toBe('Still without a grade')
  await expect(change(old, { grade: null })).rejects.toEqual(refusedOn('grade', 'May not be empty'))
})

it('a field that is not active keeps its values, and nobody sets them any more', async () => {
  await freshHome()
  const { id } = await define({ key: 'shade' })
  await define({ key: 'size', type: 'number' })
  const row = await make({ shade: 'dark', size: 1 })
  await testDatabase.database.withUnitOfWork(world.system, (work) =>
    work.update(CustomFieldDefinition, id, { isActive: false }),
  )
  expect((await change(row, { size: 2 })).customFields).toEqual({ shade: 'dark', size: 2 })
  await expect(change(row, { shade: 'light' })).rejects.toEqual(refusedOn('shade', 'Is not active any more'))
  await expect(make({ shade: 'dark' })).rejects.toEqual(refusedOn('shade', 'Is not active any more'))
})

it('values that were right before a definition changed stay as they are', async () => {
  await freshHome()
  const row = await make({ grade: 'whatever' })
  await define({ key: 'grade', type: 'number' })
  await define({ key: 'size', type: 'number' })
  expect((await change(row, { grade: 'whatever', size: 1 })).customFields).toEqual({ grade: 'whatever', size: 1 })
})

it('each organization has fields of its own; an organization has those that it defined for organizations', async () => {
  await freshHome()
  await define({ key: 'size', type: 'number' })
  await define({ key: 'motto', resource: 'organization', options: { maxLength: 5 } })
  const change = (customFields: JsonObject) =>
    testDatabase.database.withUnitOfWork(owner, (work) => work.update(Organization, home, { customFields }))
  expect((await change({ motto: 'short' })).customFields).toEqual({ motto: 'short' })
  await expect(change({ motto: 'too long' })).rejects.toEqual(refusedOn('motto', 'At most 5 characters'))
  const other = (await world.organization()).id
  const theirs = await world.product(await world.caller([other]), other, { customFields: { size: 'L' } })
  expect(theirs.customFields).toEqual({ size: 'L' })
})

describe('sorted by a custom field', () => {
  beforeAll(async () => {
    await freshHome()
    for (const size of [10, 'b', 9, null, 'a', 2.5, true, undefined, ['c', 'd'], {}]) {
      await make({ ...(size !== undefined && { size }), name: 'x' })
    }
  })

  const sizes = async (orderBy: string) => {
    const found: unknown[] = []
    let cursor: string | null = null
    do {
      const page: { rows: ProductRow[]; nextCursor: string | null } = await testDatabase.database
        .reader(owner)
        .list(Product, { orderBy: [orderBy], limit: 3, ...(cursor && { cursor }) })
      found.push(...page.rows.map(({ customFields }) => customFields.size ?? null))
      cursor = page.nextCursor
    } while (cursor)
    return found
  }

  it('numbers come before text, and rows without a value last, page by page', async () => {
    const found = await sizes('customFields.size')
    expect(found.slice(0, 7)).toEqual([2.5, 9, 10, 'a', 'b', ['c', 'd'], true])
    expect(found).toHaveLength(10)
  })

  it('the largest number first, rows without a value still last', async () => {
    const found = await sizes('-customFields.size')
    expect(found.slice(0, 7)).toEqual([10, 9, 2.5, true, ['c', 'd'], 'b', 'a'])
    expect(found).toHaveLength(10)
  })

  it('over several organizations too', async () => {
    const other = (await world.organization()).id
    const both = await world.caller([home, other])
    await world.product(both, other, { customFields: { size: 9.5 } })
    const { rows } = await testDatabase.database
      .reader(both)
      .list(Product, { orderBy: ['customFields.size'], limit: 3 })
    expect(rows.map(({ customFields }) => customFields.size)).toEqual([2.5, 9, 9.5])
  })

  it.each(['customFields', 'customFields.', 'customFields.__proto__', `customFields.${'a'.repeat(101)}`])(
    '%s cannot be sorted by',
    async (orderBy) => {
      const list = testDatabase.database.reader(owner).list(Product, { orderBy: [orderBy] })
      await expect(list).rejects.toMatchObject({ code: 'invalid', reason: 'unsortable_field' })
    },
  )

  it('is closed to who cannot read custom fields', async () => {
    const narrow = await world.caller([home], [{ resource: 'product', action: 'view', fields: ['name'] }])
    const list = testDatabase.database.reader(narrow).list(Product, { orderBy: ['customFields.size'] })
    await expect(list).rejects.toMatchObject({ code: 'invalid', reason: 'unreadable_field' })
  })
})

describe('a list of choices', () => {
  it('is found by any or all of them', async () => {
    await freshHome()
    await define({ key: 'fits', type: 'multi_choice', options: { choices: ['a', 'b', 'c'] } })
    const both = await make({ fits: ['a', 'b'] })
    const one = await make({ fits: ['b'] })
    await make({})
    const found = async (op: 'hasany' | 'hasall') => {
      const filter = { field: 'customFields.fits', op, value: ['a', 'b'] } as const
      return (await testDatabase.database.reader(owner).list(Product, { filter })).rows.map(({ id }) => id).sort()
    }
    expect(await found('hasany')).toEqual([both.id, one.id].sort())
    expect(await found('hasall')).toEqual([both.id])
  })
})

describe('the slug of a category', () => {
  const category = (name: string, given: Partial<CreateOf<typeof Category>> = {}) =>
    testDatabase.database.withUnitOfWork(owner, (work) =>
      work.insert(Category, { organization: home, name, categoryType: 'PRODUCT', ...given }),
    )

  it('is generated from the name and made unique among live ones of the organization', async () => {
    await freshHome()
    expect((await category('Power Tools & Öl')).slug).toBe('power-tools-and-oel')
    const second = await category('Power tools and öl')
    expect(second.slug).toBe('power-tools-and-oel-2')
    await testDatabase.database.withUnitOfWork(owner, (work) => work.remove(Category, second.id))
    expect((await category('Power tools AND öl')).slug).toBe('power-tools-and-oel-2')
    expect((await category('!!!')).slug).toBe('category')
  })

  it('that was chosen is kept, and refused when it is taken', async () => {
    await freshHome()
    expect((await category('Tools', { slug: 'my-tools' })).slug).toBe('my-tools')
    await expect(category('Others', { slug: 'my-tools' })).rejects.toMatchObject({
      code: 'conflict',
      reason: 'duplicate',
      fields: { slug: ['Already exists'] },
    })
  })

  it('is unique when twenty are made at once', async () => {
    await freshHome()
    const made = await Promise.all(Array.from({ length: 20 }, (_, index) => category(`Bolts${'!'.repeat(index)}`)))
    const numbered = Array.from({ length: 19 }, (_, index) => `bolts-${index + 2}`)
    expect(made.map(({ slug }) => slug).sort()).toEqual(['bolts', ...numbered].sort())
  })
})
