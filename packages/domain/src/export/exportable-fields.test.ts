import { expect, it } from 'vitest'
import type { Grant, Principal } from '../access/principal.ts'
import { Product } from '../catalog/product.ts'
import { exportableFields } from './exportable-fields.ts'

const may = (...grants: readonly Omit<Grant, 'resource'>[]): Principal => ({
  kind: 'user',
  userId: '0193f1a0-0000-7000-8000-000000000001',
  username: 'somebody',
  isSuperuser: false,
  memberships: [
    {
      organization: '0193f1a0-0000-7000-8000-000000000002',
      role: 'some',
      attributes: {},
      grants: grants.map((grant) => ({ resource: 'product', ...grant })),
    },
  ],
})
const where = { field: 'status', op: 'eq', value: 'active' } as const

it('are all where neither grant names some', () => {
  expect(exportableFields(may({ action: 'view' }, { action: 'export' }), Product)).toBe('all')
  expect(exportableFields({ ...may(), isSuperuser: true }, Product)).toBe('all')
})

it('are those that are open to view and to export', () => {
  const fields = exportableFields(
    may({ action: 'view', fields: ['sku', 'name'] }, { action: 'export', fields: ['name', 'status'] }),
    Product,
  )
  expect(fields).toEqual(new Set(['id', 'organization', 'name', 'version']))
})

it('are open as soon as they are in some rows', () => {
  const fields = exportableFields(
    may({ action: 'view', fields: ['sku'] }, { action: 'view', fields: ['name'], where }, { action: 'export' }),
    Product,
  )
  expect(fields).toEqual(new Set(['id', 'organization', 'sku', 'name', 'version']))
})

it('are none beyond its address of what may not be exported', () => {
  expect(exportableFields(may({ action: 'view' }), Product)).toEqual(new Set(['id', 'organization', 'version']))
})
