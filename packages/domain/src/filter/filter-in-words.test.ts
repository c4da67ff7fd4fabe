import { expect, it } from 'vitest'
import { Product } from '../catalog/product.ts'
import { Contact } from '../contact/contact.ts'
import { StoredFile } from '../file/stored-file.ts'
import { Membership } from '../organization/membership.ts'
import { Organization } from '../organization/organization.ts'
import type { Resource } from '../resource/define-resource.ts'
import { TaxRate } from '../tax/tax-rate.ts'
import type { Filter } from './filter.ts'
import { filterInWords } from './filter-in-words.ts'

const id = '01890a5d-ac96-774b-bcce-b302099a8057'
const active: Filter = { field: 'status', op: 'eq', value: 'active' }
const named: Filter = { field: 'name', op: 'contains', value: 'bolt' }

it.each<[string, Resource, Filter]>([
  [
    'status is active and (name contains "bolt" or size is more than 10)',
    Product,
    { and: [active, { or: [named, { field: 'customFields.size', op: 'gt', value: 10 }] }] },
  ],
  ['everything', Product, { and: [] }],
  ['nothing', Product, { or: [] }],
  ['status is active', Product, { and: [active] }],
  ['not (status is active and name contains "bolt")', Product, { not: { and: [active, named] } }],
  ['status is one of draft, active', Product, { field: 'status', op: 'in', value: ['draft', 'active'] }],
  ['status is none of no value', Product, { field: 'status', op: 'notin', value: [] }],
  ['product type is not SERVICE', Product, { field: 'productType', op: 'neq', value: 'SERVICE' }],
  [
    'organization name starts with "$& Co" in any case',
    Product,
    { field: 'organization.name', op: 'istartswith', value: '$& Co' },
  ],
  ['file size is between 1 and 5', StoredFile, { field: 'fileSize', op: 'between', value: [1, 5] }],
  ['width is empty', StoredFile, { field: 'width', op: 'isnull', value: true }],
  [
    'created at is after 2026-11-21 09:30 UTC',
    StoredFile,
    { field: 'createdAt', op: 'gt', value: '2026-11-21T09:30:00.000Z' },
  ],
  [
    'created at is before 2026-11-21 09:30:05.120 UTC',
    StoredFile,
    { field: 'createdAt', op: 'lt', value: '2026-11-21T09:30:05.120Z' },
  ],
  ['end date is on or before 2026-11-21', Organization, { field: 'endDate', op: 'lte', value: '2026-11-21' }],
  ['active is true', Membership, { field: 'isActive', op: 'eq', value: true }],
  ['tags has any of "new", "rare"', StoredFile, { field: 'tags', op: 'hasany', value: ['new', 'rare'] }],
  [`organization is ${id} or below it`, Product, { field: 'organization', op: 'descendantof', value: id }],
  ['created by is the user', Product, { field: 'createdBy', op: 'eq', value: '$principal.userId' }],
  [
    "organization name is the membership's sales region",
    Product,
    { field: 'organization.name', op: 'eq', value: '$membership.salesRegion' },
  ],
  [
    'email addresses email ends with "@example.test"',
    Contact,
    { field: 'emailAddresses.email', op: 'endswith', value: '@example.test' },
  ],
  [
    'addresses address country is one of "AT", "DE"',
    Contact,
    { field: 'addresses.address.country', op: 'in', value: ['AT', 'DE'] },
  ],
  ['phone numbers phone type is not FAX', Contact, { field: 'phoneNumbers.phoneType', op: 'neq', value: 'FAX' }],
  ['rate is more than 0.2', TaxRate, { field: 'rate', op: 'gt', value: '0.2' }],
])('%s', (words, resource, filter) => {
  expect(filterInWords(filter, resource)).toBe(words)
})

it('needs no resource', () => {
  expect(filterInWords({ and: [active, named] })).toBe('status is "active" and name contains "bolt"')
})
