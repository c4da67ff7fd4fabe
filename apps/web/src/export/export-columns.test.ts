import { Product } from '@groundwork/domain'
import { expect, it } from 'vitest'
import { exportColumnsOf } from './export-columns.ts'

const colour = { key: 'shelfMark', label: 'Shelf', type: 'text', required: false, options: {}, isActive: true } as const

it('names the columns on the screen as a file does, references by what they show', () => {
  expect(exportColumnsOf(Product, ['name', 'productType', 'category', 'customFields.shelfMark'], [colour])).toEqual([
    'name',
    'product_type',
    'category_name',
    'custom_fields.shelfMark',
  ])
})

it('leaves out what no file has, and nothing twice', () => {
  expect(
    exportColumnsOf(Product, ['name', 'abilities', 'category', 'categoryName', 'customFields.gone'], [colour]),
  ).toEqual(['name', 'category_name'])
})
