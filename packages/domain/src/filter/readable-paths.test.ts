import { expect, it } from 'vitest'
import type { Grant, Principal } from '../access/principal.ts'
import { Product } from '../catalog/product.ts'
import { StoredFile } from '../file/stored-file.ts'
import { fieldAt } from './filter-fields.ts'
import { isOpenTo, readableBy } from './readable-paths.ts'

const someone = (grants: Grant[], isSuperuser = false): Principal => ({
  kind: 'user',
  userId: '01890a5d-ac96-774b-bcce-b302099a8059',
  username: 'ada',
  isSuperuser,
  memberships: [{ organization: '01890a5d-ac96-774b-bcce-b302099a8057', role: 'member', attributes: {}, grants }],
})

const member = someone([
  { resource: '*', action: 'view' },
  { resource: 'user', action: '*' },
])
const clerk = someone([
  { resource: 'product', action: 'view', fields: ['name', 'baseUom'] },
  { resource: 'file', action: 'view' },
  { resource: 'organization', action: 'view', fields: ['name'] },
])

it.each([
  ['a field of the row', member, Product, 'sku', true],
  ['a field that nobody may filter by', member, Product, 'description', false],
  ['a field that the grant leaves out', clerk, Product, 'sku', false],
  ['the organization, which is always shown', clerk, Product, 'organization', true],
  ['a field behind a reference', member, Product, 'organization.code', true],
  ['one that the grant leaves out there', clerk, StoredFile, 'organization.code', false],
  ['one that the grant names there', clerk, StoredFile, 'organization.name', true],
  ['reference data', clerk, Product, 'baseUom.name', true],
  ["a person's name, which the row shows by a lookup", member, StoredFile, 'uploadedBy.username', true],
  ["a person's name, which the row does not show", member, Product, 'createdBy.username', false],
  ["a person's address", member, StoredFile, 'uploadedBy.email', false],
  ["a person's address, for a superuser", someone([], true), StoredFile, 'uploadedBy.email', true],
  ['a field behind a reference that the grant leaves out', clerk, Product, 'createdBy.username', false],
])('%s', (_, principal, resource, path, expected) => {
  const place = fieldAt(resource, path)
  expect(place && isOpenTo(readableBy(principal), place)).toBe(expected)
})
