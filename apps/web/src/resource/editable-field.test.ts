import { Product, StockLocation } from '@groundwork/domain'
import { describe, expect, it } from 'vitest'
import type { Definition } from '../custom-field/definitions.ts'
import { editableField, typedValue } from './editable-field.ts'

const definition = (values: Partial<Definition>) =>
  ({
    key: 'color',
    label: 'Colour',
    type: 'choice',
    required: false,
    isActive: true,
    options: { choices: ['red'] },
    ...values,
  }) as Definition

describe('what can be changed in its cell', () => {
  it('is what a line can hold and a person may write', () => {
    const kinds = ['name', 'sku', 'status', 'category', 'tags', 'isSellable', 'productType'].map(
      (name) => editableField(Product, [], name)?.kind,
    )
    expect(kinds).toEqual(['text', 'text', 'status', 'reference', 'words', 'boolean', 'choice'])
    for (const name of ['description', 'attributes', 'createdAt', 'organization', 'organizationName']) {
      expect(editableField(Product, [], name)).toBeUndefined()
    }
    expect(editableField(StockLocation, [], 'parent')).toBeUndefined()
  })

  it('is one custom field among the others, which stay', () => {
    const field = editableField(Product, [definition({})], 'customFields.color')
    const row = { customFields: { color: 'blue', size: 7 } }
    expect(field?.read(row)).toBe('blue')
    expect(field?.changes(row, 'red')).toEqual({ customFields: { color: 'red', size: 7 } })
    expect(field?.changes(row, null)).toEqual({ customFields: { size: 7 } })
  })

  it('is no custom field that is not in use any more, or never was', () => {
    expect(editableField(Product, [definition({ isActive: false })], 'customFields.color')).toBeUndefined()
    expect(editableField(Product, [], 'customFields.color')).toBeUndefined()
  })

  it('is typed as text and kept as what it is', () => {
    expect(typedValue({ kind: 'whole', isNullable: false }, ' 12 ')).toBe(12)
    expect(typedValue({ kind: 'whole', isNullable: false }, 'twelve')).toBe('twelve')
    expect(typedValue({ kind: 'decimal', isNullable: false }, '0.10')).toBe('0.10')
    expect(typedValue({ kind: 'text', isNullable: true }, ' ')).toBeNull()
    expect(typedValue({ kind: 'text', isNullable: false }, '')).toBe('')
    expect(typedValue({ kind: 'date', isNullable: false }, '')).toBeNull()
  })
})
