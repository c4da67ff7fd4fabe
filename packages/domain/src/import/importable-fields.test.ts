import { expect, it } from 'vitest'
import type { Grant, Principal } from '../access/principal.ts'
import { Product } from '../catalog/product.ts'
import { importableFields } from './importable-fields.ts'

const [home, elsewhere] = ['0193f1a0-0000-7000-8000-000000000002', '0193f1a0-0000-7000-8000-000000000003'] as const
type Given = Omit<Grant, 'resource'>

const may = (at: Readonly<Record<string, readonly Given[]>>): Principal => ({
  kind: 'user',
  userId: '0193f1a0-0000-7000-8000-000000000001',
  username: 'somebody',
  isSuperuser: false,
  memberships: Object.entries(at).map(([organization, grants]) => ({
    organization,
    role: 'some',
    attributes: {},
    grants: grants.map((grant) => ({ resource: 'product', ...grant })),
  })),
})
const always = ['id', 'organization', 'version']
const fields = (...grants: readonly Given[]) => {
  const open = importableFields(may({ [home]: grants }), Product, home)
  return open === 'all' ? open : [...open].sort()
}

it('are all where the grants name none, and for a superuser', () => {
  expect(fields({ action: 'import' }, { action: 'add' })).toBe('all')
  expect(importableFields({ ...may({}), isSuperuser: true }, Product, home)).toBe('all')
})

it('are open to import, and to add or to change', () => {
  expect(
    fields(
      { action: 'import', fields: ['sku', 'name', 'status'] },
      { action: 'add', fields: ['sku'] },
      { action: 'change', fields: ['name', 'description'] },
    ),
  ).toEqual([...always, 'name', 'sku'].sort())
  expect(fields({ action: 'import' })).toEqual([...always].sort())
  expect(fields({ action: 'change' })).toEqual([...always].sort())
})

it('are those of the organization that is asked about', () => {
  const principal = may({
    [home]: [{ action: 'import' }, { action: 'change', fields: ['name'] }],
    [elsewhere]: [{ action: '*' }],
  })
  expect(importableFields(principal, Product, home)).toEqual(new Set([...always, 'name']))
  expect(importableFields(principal, Product, elsewhere)).toBe('all')
})
