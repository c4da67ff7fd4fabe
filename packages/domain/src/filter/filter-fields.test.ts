import { describe, expect, it } from 'vitest'
import { Product } from '../catalog/product.ts'
import { Contact } from '../contact/contact.ts'
import { Warehouse } from '../inventory/warehouse.ts'
import { resourceNamed } from '../registry.ts'
import { comparedAt, fieldAt, fieldAtRest, filterFields, isTreeNode, pathOf } from './filter-fields.ts'

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

describe('a member of a structured value', () => {
  it.each([
    ['emailAddresses.email', 'email_addresses__email', 'text'],
    ['emailAddresses.emailType', 'email_addresses.email_type', 'text'],
    ['emailAddresses.isPrimary', 'email_addresses__is_primary', 'boolean'],
    ['addresses.address.country', 'addresses__address__country', 'text'],
    ['addresses.address.streetAddress1', 'addresses.address.street_address_1', 'text'],
    ['addresses.address.latitude', 'addresses__address.latitude', 'number'],
    ['addresses.address.customFields.my_key', 'addresses__address__custom_fields__my_key', 'json'],
    ['phoneNumbers.phoneNumber', 'phone_numbers__phone_number', 'text'],
  ])('is reached as %s and, in REST, as %s', (path, rest, kind) => {
    const place = fieldAt(Contact, path)
    expect(place && comparedAt(place).kind).toBe(kind)
    expect(place && pathOf(place)).toBe(path)
    expect(fieldAtRest(Contact, rest)).toEqual(place)
  })

  it('of one value as of a list, also behind a reference', () => {
    expect(fieldAt(Warehouse, 'address.country')?.member?.path).toEqual(['country'])
    expect(fieldAt(Contact, 'organization.primaryAddress.city')?.through).toBe('organization')
  })

  it('knows its choices', () => {
    const place = fieldAt(Contact, 'emailAddresses.emailType')
    expect(place && comparedAt(place).choices).toEqual(['WORK', 'PERSONAL', 'BILLING', 'OTHER'])
  })

  it.each([
    'emailAddresses',
    'emailAddresses.nothing',
    'emailAddresses.email.domain',
    'emailAddresses.constructor',
    'emailAddresses.0.email',
    'addresses.address',
    'addresses.address.customFields',
    'addresses.country',
  ])('%s leads nowhere', (path) => {
    expect(fieldAt(Contact, path)).toBeUndefined()
  })
})

it.each([
  ['organization', 'id', true],
  ['organization', 'parent', true],
  ['organization', 'createdBy', false],
  ['product', 'id', false],
  ['category', 'parent', true],
  ['product', 'category', true],
  ['taxJurisdiction', 'code', true],
  ['taxRate', 'jurisdiction', true],
  ['taxJurisdiction', 'name', false],
  ['product', 'organization', true],
  ['product', 'organization.id', true],
])("%s's %s names a tree node: %s", (resource, path, expected) => {
  const place = fieldAt(resourceNamed(resource), path)
  expect(place && isTreeNode(place)).toBe(expected)
})
