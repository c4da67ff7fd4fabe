import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Role } from '../access/role.ts'
import { Product } from '../catalog/product.ts'
import { User } from '../identity/user.ts'
import { Organization } from '../organization/organization.ts'
import { auditDiff } from './audit-diff.ts'
import { rewind } from './rewind.ts'

const words = fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 2 })
const values = fc.record({
  sku: fc.constantFrom('A-1', 'A-2'),
  name: fc.constantFrom('Anvil', 'Big anvil', 'Hammer'),
  description: fc.constantFrom('', 'heavy'),
  productType: fc.constantFrom('PHYSICAL_GOOD', 'SERVICE'),
  baseUom: fc.constantFrom('EA', 'KG'),
  status: fc.constantFrom('draft', 'active'),
  tags: words,
  customFields: fc.dictionary(fc.constantFrom('color', 'size'), fc.oneof(fc.integer(), fc.constant(null), words)),
})

describe('rewinding', () => {
  it('leads from the last version of a record to any earlier one', () => {
    fc.assert(
      fc.property(fc.array(values, { minLength: 1, maxLength: 8 }), fc.nat(), (versions, pick) => {
        const place = pick % versions.length
        const later = versions.slice(place + 1).map((after, index) => {
          const before = versions[place + index] ?? null
          return auditDiff(Product, before, after)
        })
        const { values: written, skipped } = rewind(Product, later)
        expect({ ...versions.at(-1), ...written }).toEqual(versions[place])
        expect(skipped).toEqual([])
      }),
    )
  })

  it('brings a role back in the words of today, unless that is what it says', () => {
    const own = (field: string) => [
      { resource: 'file', action: 'view', where: { field, op: 'eq', value: '$principal.userId' } },
    ]
    const all = [{ resource: 'file', action: 'view' }]
    const back = (...told: readonly unknown[][]) =>
      rewind(
        Role,
        told.slice(1).map((now, place) => ({ grants: { old: told[place], new: now } })),
      )
    expect(back(own('uploadedBy'), own('createdBy'), all).values).toEqual({ grants: own('createdBy') })
    expect(back(own('uploadedBy'), own('createdBy')).values).toEqual({})
    expect(back(own('uploadedBy'), all, own('uploadedBy')).values, 'what somebody says so today').toEqual({})
  })

  it('writes only what differs: a field that came back by itself is left alone', () => {
    const later = [{ name: { old: 'A', new: 'B' } }, { name: { old: 'B', new: 'A' } }]
    expect(rewind(Product, later)).toEqual({ values: {}, skipped: [] })
  })

  it('skips and names what is masked, also inside a value, and what no update writes', () => {
    const later = [
      { email: { old: '***', new: '***' }, isSuperuser: { old: false, new: true }, firstName: { old: '', new: 'Ada' } },
    ]
    expect(rewind(User, later)).toEqual({ values: { firstName: '' }, skipped: ['email', 'isSuperuser'] })
    const nested = [{ customFields: { old: { pin: 1, token: '***' }, new: { pin: 2, token: '***' } } }]
    expect(rewind(Product, nested)).toEqual({ values: {}, skipped: ['customFields'] })
  })

  it('skips a place in a tree: it changes by moving alone', () => {
    const later = [{ parent: { old: 'one', new: 'other' }, timezone: { old: 'UTC', new: 'Europe/Berlin' } }]
    expect(rewind(Organization, later)).toEqual({ values: { timezone: 'UTC' }, skipped: ['parent'] })
  })

  it('does not even name what is closed to the reader, or what the definition no longer has', () => {
    const later = [{ name: { old: 'A', new: 'B' }, gone: { old: 1, new: 2 }, toString: { old: 1, new: 2 } }]
    expect(rewind(Product, later, (field) => field !== 'name')).toEqual({ values: {}, skipped: [] })
  })

  it('brings back the emptiness that the diff of a deleted row leaves out', () => {
    const later = [{ description: { old: null, new: 'heavy' }, tags: { old: null, new: ['a'] } }]
    expect(rewind(Product, later).values).toEqual({ description: '', tags: [] })
  })
})
