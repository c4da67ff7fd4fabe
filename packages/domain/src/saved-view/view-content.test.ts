import { describe, expect, it } from 'vitest'
import { Product } from '../catalog/product.ts'
import { isDomainError } from '../error/domain-error.ts'
import { customFieldsOfView, isGroupable, parseViewContent, type ViewContent, type ViewReader } from './view-content.ts'

const everything: ViewReader = { readable: 'all' }
const faultsOf = (content: ViewContent, reader: ViewReader = everything) => {
  try {
    parseViewContent(content, Product, reader)
    return []
  } catch (error) {
    if (!isDomainError(error)) throw error
    return Object.keys(error.fields ?? {})
  }
}
const color = { field: 'customFields.color', op: 'eq', value: 'red' } as const

describe('what a view keeps of a list', () => {
  it('is written in one spelling, whichever it came in', () => {
    const given = {
      filter: { field: 'product_type', op: 'eq', value: 'SERVICE' } as const,
      columns: [{ name: 'product_type', width: 90 }, { name: 'custom_fields.shoeSize' }],
      ordering: ['-created_at', 'custom_fields.shoeSize'],
      groupBy: 'product_type',
    }
    expect(parseViewContent(given, Product, everything)).toEqual({
      filter: { field: 'productType', op: 'eq', value: 'SERVICE' },
      columns: [{ name: 'productType', width: 90 }, { name: 'customFields.shoeSize' }],
      ordering: ['-createdAt', 'customFields.shoeSize'],
      groupBy: 'productType',
    })
  })

  it('is refused with all its faults at once, each by its path', () => {
    const filter = { and: [color, { field: 'horn', op: 'eq', value: 1 }] } as const
    expect(faultsOf({ filter, columns: [{ name: 'horn' }], ordering: ['sku', 'horn'], groupBy: 'tags' })).toEqual([
      'filter.and.1.field',
      'columns.0.name',
      'ordering.1',
      'groupBy',
    ])
  })

  it('may name only what the reader may read', () => {
    const readable = new Set(['sku', 'name'])
    expect(faultsOf({ ordering: ['sku'], columns: [{ name: 'name' }] }, { readable })).toEqual([])
    const content = { filter: color, ordering: ['createdAt'], columns: [{ name: 'customFields.color' }] } as const
    expect(faultsOf(content, { readable, at: 'applyFilter' })).toEqual([
      'applyFilter.filter.field',
      'applyFilter.columns.0.name',
      'applyFilter.ordering.0',
    ])
  })

  it('is broken by a custom field that is gone, wherever it is named', () => {
    const gone = new Set(['color'])
    const filter = { or: [{ not: color }, { field: 'customFields.size', op: 'eq', value: 1 }] } as const
    expect(
      faultsOf({ filter, ordering: ['-customFields.color'], groupBy: 'customFields.color' }, { ...everything, gone }),
    ).toEqual(['filter.or.0.not.field', 'ordering.0', 'groupBy'])
  })
})

describe('the custom fields that a view relies on', () => {
  it('are those it narrows, orders and groups by, not those it only shows', () => {
    const columns = [{ name: 'customFields.size' }]
    expect(
      customFieldsOfView({ filter: { not: color }, columns, ordering: ['-customFields.rank'], groupBy: 'sku' }),
    ).toEqual(['color', 'rank'])
  })
})

describe('groups', () => {
  it.each([
    ['productType', true],
    ['customFields.color', true],
    ['tags', false],
    ['customFields', false],
    ['createdAt', false],
    ['id', false],
  ])('by %s: %s', (name, isFine) => expect(isGroupable(Product, name)).toBe(isFine))
})
