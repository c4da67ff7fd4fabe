import { Contact, Document, Product, Warehouse } from '@groundwork/domain'
import { describe, expect, it } from 'vitest'
import { enteredNames, fieldGroups, isLongText } from './field-groups.ts'
import { initialValues } from './initial-values.ts'

describe('a form from a definition', () => {
  it('has everyday fields first, then switches, then what takes room of its own', () => {
    const groups = fieldGroups(Product, enteredNames(Product, true))
    expect(groups.map(({ key }) => key)).toEqual(['main', 'switches', 'attributes', 'customFields'])
    expect(groups[1]?.names).toEqual(['isInventoryTracked', 'isPurchasable', 'isSellable'])
    expect(groups[0]?.names).toContain('sku')
  })

  it('gives lists of channels a part each, before what is the organization’s own', () => {
    const keys = fieldGroups(Contact, enteredNames(Contact, false)).map(({ key }) => key)
    expect(keys).toEqual(['main', 'emailAddresses', 'phoneNumbers', 'addresses', 'customFields'])
  })

  it('asks only once for what cannot be changed later', () => {
    expect(enteredNames(Product, true)).toContain('organization')
    expect(enteredNames(Product, false)).not.toContain('organization')
    expect(enteredNames(Product, true)).not.toContain('createdAt')
  })

  it('asks nobody to type what something is attached to', () => {
    expect(enteredNames(Document, true)).not.toContain('entityId')
  })

  it('starts switches as they stand when nothing is said, and says what it is given', () => {
    expect(initialValues(Warehouse, { organization: 'x' })).toEqual({ isActive: true, organization: 'x' })
  })

  it('knows what does not fit a line', () => {
    expect(isLongText(Product.fields.description as never)).toBe(true)
    expect(isLongText(Product.fields.name as never)).toBe(false)
  })
})
