import { describe, expect, it } from 'vitest'
import { Product } from '../catalog/product.ts'
import { resourceNamed } from '../registry.ts'
import { fieldAt, fieldAtRest, filterFields, isTreeNode, pathOf } from './filter-fields.ts'

it('filterFields names each field once, in reading order', () => {
  const name = { field: 'name', op: 'eq', value: 'a' } as const
  const tag = { field: 'tags', op: 'hasany', value: ['b'] } as const
  expect(filterFields({ and: [name, { or: [tag, { not: name }] }] })).toEqual(['name', 'tags'])
})

describe('fieldAt', () => {
  it('follows references to the field', () => {
    const place = fieldAt(Product, 'organization.organizationType.name')
    expect(place?.last.owner.name).toBe('organizationType')
    expect(place?.through).toBe('organization.organizationType')
  })

  it('keeps the key of a JSON field to the letter', () => {
    expect(fieldAt(Product, 'customFields.shelf.mark__a')?.key).toBe('shelf.mark__a')
  })

  it.each(['', '.', 'name.', 'nothing', 'organization.nothing', 'constructor', 'customFields', 'customFields.'])(
    '%j leads nowhere',
    (path) => {
      expect(fieldAt(Product, path)).toBeUndefined()
      expect(fieldAtRest(Product, path)).toBeUndefined()
    },
  )

  it.each(['name', 'organization', 'organization.parent.name', 'customFields.a', 'organization.customFields.a.b'])(
    'pathOf gives %s back',
    (path) => {
      const place = fieldAt(Product, path)
      expect(place && pathOf(place)).toBe(path)
    },
  )
})

it.each([
  ['organization', 'id', true],
  ['organization', 'parent', true],
  ['organization', 'createdBy', false],
  ['product', 'id', false],
  ['product', 'organization', true],
  ['product', 'organization.id', true],
])("%s's %s names a tree node: %s", (resource, path, expected) => {
  const place = fieldAt(resourceNamed(resource), path)
  expect(place && isTreeNode(place)).toBe(expected)
})
