import { expect, it } from 'vitest'
import { Product } from '../catalog/product.ts'
import { groupedOrder, isDrawnGroup } from './grouped-order.ts'

it.each([
  ['status', [], ['status', Product.defaultOrder]],
  ['status', ['-name', 'sku'], ['status', '-name', 'sku']],
  ['status', ['name', '-status'], ['-status', 'name']],
  [null, ['name'], ['name']],
  ['category', ['name'], ['name']],
] as const)('grouped by %s, %j comes as %j', (groupBy, ordering, expected) => {
  expect(groupedOrder(Product, groupBy, ordering)).toEqual(expected)
})

it.each([
  ['productType', true],
  ['customFields.colour', true],
  ['category', false],
  ['createdAt', false],
  ['nothing', false],
  [undefined, false],
])('%s makes groups: %s', (name, isOne) => expect(isDrawnGroup(Product, name)).toBe(isOne))
