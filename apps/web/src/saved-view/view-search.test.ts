import { Product } from '@groundwork/domain'
import { describe, expect, it } from 'vitest'
import { layoutIn, layoutOf, paramsOf } from './columns-param.ts'
import {
  asSaved,
  changeThrough,
  inputThrough,
  isSameState,
  isUntouched,
  type SavedView,
  searchThrough,
  stateOf,
} from './view-search.ts'

const active = { field: 'status', op: 'eq', value: 'active' } as const
const view: SavedView = {
  id: '0193f1a0-0000-7000-8000-000000000001',
  organization: '0193f1a0-0000-7000-8000-000000000002',
  organizationName: 'Harbour',
  resource: 'product',
  name: 'Active',
  description: '',
  filter: active,
  ordering: ['-name', 'sku'],
  columns: [{ name: 'name' }, { name: 'sku', width: 120 }],
  groupBy: null,
  visibility: 'private',
  role: null,
  roleName: null,
  isLocked: false,
  isDefault: false,
  customFieldKeys: [],
  createdAt: '2026-11-21T00:00:00.000Z',
  updatedAt: '2026-11-21T00:00:00.000Z',
  createdBy: null,
  createdByUsername: null,
  updatedBy: null,
  deletedAt: null,
  version: 1,
  abilities: [],
}
const address = { view: view.id, q: 'bolt' }
const within = { view: view.id, organization: undefined }

describe('a list that is seen through a view as it was saved', () => {
  it('shows what the view says, and asks for it by its id alone', () => {
    expect(searchThrough(address, view)).toMatchObject({
      q: 'bolt',
      where: JSON.stringify(active),
      sort: '-name,sku',
      columns: ['name', 'sku:120'],
    })
    expect(inputThrough(Product, address, within)).toEqual({ search: 'bolt', applyFilter: view.id })
  })

  it('is as it was saved, whatever the order of the keys that came back', () => {
    const seen = searchThrough(address, { ...view, filter: { value: 'active', op: 'eq', field: 'status' } })
    expect(isSameState(stateOf(Product, seen, layoutOf(seen)), view)).toBe(true)
  })

  it('stays so while something is searched, opened, or looked for in the trash', () => {
    expect(changeThrough(address, view, { q: 'nut', open: 'x' })).toEqual({ q: 'nut', open: 'x' })
    const toTrash = { trash: '1', sort: undefined } as const
    expect(changeThrough(address, view, toTrash)).toEqual(toTrash)
  })
})

describe('a list that was changed since', () => {
  const changed = { ...address, ...changeThrough(address, view, { sort: 'sku' }) }

  it('has all of the view in its address, with the change', () => {
    expect(changed).toMatchObject({ changed: '1', where: JSON.stringify(active), sort: 'sku' })
    expect(changed.columns).toEqual(['name', 'sku:120'])
  })

  it('asks for what it shows, and no more for the view', () => {
    expect(inputThrough(Product, changed, within)).toEqual({ search: 'bolt', orderBy: ['sku'], filter: active })
  })

  it('would be saved as it is shown', () => {
    const state = stateOf(Product, changed, layoutOf(changed))
    expect(state).toEqual({ filter: active, ordering: ['sku'], columns: view.columns, groupBy: null })
    expect(isSameState(state, view)).toBe(false)
  })

  it('keeps the groups of its view, comes in their order, and loses them', () => {
    const grouped = { ...view, groupBy: 'productType' }
    expect(searchThrough(address, grouped)).toMatchObject({ group: 'productType' })
    const sorted = { ...address, ...changeThrough(address, grouped, { sort: 'sku' }) }
    expect(inputThrough(Product, sorted, within).orderBy).toEqual(['productType', 'sku'])
    const without = { ...address, ...changeThrough(address, grouped, { group: undefined }) }
    expect(inputThrough(Product, without, within).orderBy).toEqual(['-name', 'sku'])
    expect(isSameState(stateOf(Product, without, layoutOf(without)), grouped)).toBe(false)
  })

  it('loses a filter that is taken away', () => {
    const without = { ...address, ...changeThrough(address, view, { where: undefined }) }
    expect(inputThrough(Product, without, within).filter).toBeUndefined()
  })

  it('is the view again when the change is taken back', () => {
    expect(inputThrough(Product, { ...changed, ...asSaved }, within)).toMatchObject({ applyFilter: view.id })
  })
})

describe('a default', () => {
  it.each([
    [{}, true],
    [{ open: 'x' }, true],
    [{ view: 'all' }, false],
    [{ sort: 'name' }, false],
    [{ trash: '1' as const }, false],
  ])('meets an address of %j: %s', (search, isMet) => expect(isUntouched(search)).toBe(isMet))
})

describe('columns in an address', () => {
  it('come back with their widths', () => {
    const layout = { shown: ['name', 'customFields.size', 'sku'], widths: { sku: 120 } }
    expect(paramsOf(layout)).toEqual(['name', 'customFields.size', 'sku:120'])
    expect(layoutIn(paramsOf(layout))).toEqual(layout)
  })
})
