import { expect, it } from 'vitest'
import { Product } from '../catalog/product.ts'
import { Organization } from '../organization/organization.ts'
import type { Resource } from '../resource/define-resource.ts'
import type { Filter } from './filter.ts'
import { isOfTheRowAlone } from './is-of-the-row-alone.ts'

it.each<[string, Resource, Filter, boolean]>([
  ['a field', Product, { field: 'status', op: 'eq', value: 'active' }, true],
  ['a custom field, also one with a dot in its name', Product, { field: 'customFields.a.b', op: 'eq', value: 1 }, true],
  ['a field behind a reference', Product, { field: 'organization.name', op: 'eq', value: 'Acme' }, false],
  ['the same deep inside', Product, { not: { or: [{ field: 'baseUom.uomType', op: 'eq', value: 'Count' }] } }, false],
  ['the place in a tree', Organization, { field: 'id', op: 'descendantof', value: 'x' }, false],
  ['nothing', Product, { and: [] }, true],
])('a rule on %s is of the row alone, or not', (_, resource, rule, expected) => {
  expect(isOfTheRowAlone(rule, resource)).toBe(expected)
})
