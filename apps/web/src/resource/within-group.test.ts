import { describe, expect, it } from 'vitest'
import { groupValue, outsideGroups, withinGroup } from './within-group.ts'

describe('the rows of one group', () => {
  it('are those of the list that share its value', () => {
    const filter = { field: 'name', op: 'contains', value: 'x' } as const
    expect(withinGroup({ filter, search: 'y', orderBy: ['status'] }, 'status', 'active')).toEqual({
      search: 'y',
      filter: { and: [filter, { field: 'status', op: 'eq', value: 'active' }] },
    })
  })

  it('may be those that have none, through a view as well', () => {
    expect(withinGroup({ applyFilter: 'view' }, 'purchasedOn', null)).toEqual({
      applyFilter: 'view',
      filter: { field: 'purchasedOn', op: 'isnull', value: true },
    })
  })
})

describe('the rows outside of folded groups', () => {
  it('are all of them while nothing is folded', () => {
    const input = { search: 'y', orderBy: ['status'] }
    expect(outsideGroups(input, 'status', [])).toBe(input)
  })

  it('are asked for in the same order, without those of each value and those of none', () => {
    const filter = { field: 'name', op: 'contains', value: 'x' } as const
    expect(outsideGroups({ filter, orderBy: ['status'] }, 'status', ['active', null])).toEqual({
      orderBy: ['status'],
      filter: {
        and: [
          filter,
          { not: { field: 'status', op: 'eq', value: 'active' } },
          { not: { field: 'status', op: 'isnull', value: true } },
        ],
      },
    })
  })
})

it('a value may be one of the organization’s own fields', () => {
  expect(groupValue({ status: 'active' }, 'status')).toBe('active')
  expect(groupValue({ customFields: { 'shoe.size': 42 } }, 'customFields.shoe.size')).toBe(42)
  expect(groupValue({ customFields: null }, 'customFields.size')).toBeUndefined()
})
