import { beforeAll, describe, expect, it } from 'vitest'
import { api, category, listed, manager, ours, product, refusal, startMasterData } from './support/master-data.ts'

/** The sentences of seed 001 (Filtering, 3.1 to 3.3) over HTTP, in the seed's own spelling. */

startMasterData()

const asked = (path: string, filter: unknown) => `${path}?filter=${encodeURIComponent(JSON.stringify(filter))}`
const skus = async (filter: unknown) => [...(await listed(asked('/products/', filter), 'sku'))].sort()

beforeAll(async () => {
  const lamps = await category('Lamps')
  await product('A-1', { name: 'Quay lamp', category: lamps.id, status: 'active', tags: ['light'] })
  await product('A-2', { name: 'Deck lamp', category: lamps.id, status: 'inactive' })
  await product('B-1', { name: 'Rope 100% hemp & "tarred" äöü+/?', product_type: 'SERVICE', tags: ['rope', 'light'] })
})

describe('a condition', () => {
  it.each([
    ['sku', 'eq', 'A-1', ['A-1']],
    ['sku', 'neq', 'A-1', ['A-2', 'B-1']],
    ['sku', 'gt', 'A-1', ['A-2', 'B-1']],
    ['sku', 'gte', 'A-2', ['A-2', 'B-1']],
    ['sku', 'lt', 'A-2', ['A-1']],
    ['sku', 'lte', 'A-2', ['A-1', 'A-2']],
    ['name', 'contains', 'lamp', ['A-1', 'A-2']],
    ['name', 'contains', 'LAMP', []],
    ['name', 'icontains', 'LAMP', ['A-1', 'A-2']],
    ['name', 'startswith', 'Quay', ['A-1']],
    ['name', 'istartswith', 'quay', ['A-1']],
    ['name', 'endswith', 'lamp', ['A-1', 'A-2']],
    ['name', 'iendswith', 'LAMP', ['A-1', 'A-2']],
    ['sku', 'in', ['A-1', 'B-1', 'C-1'], ['A-1', 'B-1']],
    ['sku', 'notin', ['A-1', 'B-1'], ['A-2']],
    ['category', 'isnull', false, ['A-1', 'A-2']],
    ['category', 'isnull', true, ['B-1']],
    ['created_at', 'lt', '2000-01-01', []],
  ] as const)('%s %s %j', async (field, op, value, found) => {
    expect(await skus({ field, op, value })).toEqual(found)
  })

  it('may go on behind a reference, in the spelling of the seed', async () => {
    expect(await skus({ field: 'category__slug', op: 'eq', value: 'lamps' })).toEqual(['A-1', 'A-2'])
    expect(await skus({ field: 'category.name', op: 'startswith', value: 'La' })).toEqual(['A-1', 'A-2'])
  })

  it('may ask for anything that a name holds, as an address carries it', async () => {
    expect(await skus({ field: 'name', op: 'eq', value: 'Rope 100% hemp & "tarred" äöü+/?' })).toEqual(['B-1'])
    expect(await skus({ field: 'name', op: 'contains', value: '%' })).toEqual(['B-1'])
  })
})

describe('groups', () => {
  const lamp = { field: 'name', op: 'icontains', value: 'lamp' }
  const active = { field: 'status', op: 'eq', value: 'active' }
  const light = { field: 'tags', op: 'contains', value: 'light' }

  it.each([
    ['and', { and: [lamp, active] }, ['A-1']],
    ['or', { or: [active, light] }, ['A-1', 'B-1']],
    ['not', { not: lamp }, ['B-1']],
    ['one in another', { and: [light, { or: [{ not: lamp }, { and: [lamp, { not: active }] }] }] }, ['B-1']],
    ['an empty and, which asks for nothing', { and: [] }, ['A-1', 'A-2', 'B-1']],
    ['an empty or, which asks for nothing either', { or: [] }, ['A-1', 'A-2', 'B-1']],
    ['an empty or beside a condition', { and: [lamp, { or: [] }] }, ['A-1', 'A-2']],
    ['an empty group as a choice, which is none', { or: [active, { and: [] }] }, ['A-1']],
    ['not of nothing', { not: { or: [] } }, ['A-1', 'A-2', 'B-1']],
  ])('%s', async (_, filter, found) => {
    expect(await skus(filter)).toEqual(found)
  })
})

describe('what is refused, with the reason and the place', () => {
  const reasonOf = async (query: string) => {
    const { status, body } = await manager('GET', `/products/?${query}`)
    return [status, body.reason, ...Object.keys(body.errors ?? {})]
  }
  const of = (filter: unknown) => reasonOf(asked('', filter).slice(1))

  it('text that is no JSON', async () => {
    expect(await reasonOf('filter=%7B%22field')).toEqual([400, 'filter_malformed', 'filter'])
  })

  it('an operator that there is not', async () => {
    const filter = { and: [{ field: 'sku', op: 'regex', value: '.*' }] }
    expect(await of(filter)).toEqual([400, 'filter_unknown_operator', 'filter.and.0.op'])
  })

  it('a field that lists are not filtered by, and one that does not exist, alike', async () => {
    for (const field of ['description', 'no_such_field', 'created_by__password'])
      expect(await of({ field, op: 'eq', value: 'x' })).toEqual([400, 'filter_unknown_field', 'filter.field'])
  })

  it('a value that does not fit its operator', async () => {
    expect(await of({ field: 'sku', op: 'in', value: 'A-1' })).toEqual([400, 'filter_bad_value', 'filter.value'])
    expect(await of({ field: 'category', op: 'isnull', value: 'yes' })).toEqual([
      400,
      'filter_bad_value',
      'filter.value',
    ])
  })
})

it('numbers are compared as numbers, and truths as truths', async () => {
  const codes = (op: string, value: unknown) =>
    listed(`${asked('/currencies/', { field: 'decimal_places', op, value })}&page_size=200`, 'code')
  expect(await codes('eq', 0)).toContain('JPY')
  expect(await codes('gt', 2)).toContain('KWD')
  expect(await codes('in', [0, 3])).not.toContain('EUR')
  const secured = asked('/organizations/', { field: 'requires_second_factor', op: 'eq', value: true })
  expect(await listed(secured, 'id')).toEqual([])
})

it('every list has its own fields: organizations by their type, units by their kind', async () => {
  const byType = asked('/organizations/', { field: 'organization_type__name', op: 'isnull', value: false })
  expect(await listed(byType, 'id')).toContain(ours)
  const lengths = asked('/uoms/', { field: 'uom_type', op: 'eq', value: 'Length' })
  expect(await listed(lengths, 'uom_type', api.admin)).toContain('Length')
  const foreign = asked('/organizations/', { field: 'sku', op: 'eq', value: 'A-1' })
  expect(await refusal(manager('GET', foreign))).toMatchObject({ status: 400, reason: 'filter_unknown_field' })
})
