import { describe, expect, it } from 'vitest'
import { Product } from '../catalog/product.ts'
import { User } from '../identity/user.ts'
import { auditDiff, maskedValue } from './audit-diff.ts'

const row = {
  id: '1',
  organization: 'o',
  sku: 'A-1',
  name: 'Anvil',
  description: '',
  tags: [],
  customFields: {},
  version: 1,
}

describe('auditDiff', () => {
  it('tells what a new row was given, and nothing that is empty', () => {
    expect(auditDiff(Product, null, row)).toEqual({
      sku: { old: null, new: 'A-1' },
      name: { old: null, new: 'Anvil' },
    })
  })

  it('tells only what changed', () => {
    const changed = { ...row, name: 'Big anvil', version: 2, updatedAt: '2026-11-21T00:00:00.000Z' }
    expect(auditDiff(Product, row, changed)).toEqual({ name: { old: 'Anvil', new: 'Big anvil' } })
  })

  it('tells that a text was emptied', () => {
    const before = { ...row, description: 'Heavy' }
    expect(auditDiff(Product, before, row)).toEqual({ description: { old: 'Heavy', new: '' } })
  })

  it('does not mind the order of keys', () => {
    const before = { ...row, customFields: { color: 'red', size: 2 } }
    const after = { ...row, customFields: { size: 2, color: 'red' } }
    expect(auditDiff(Product, before, after)).toEqual({})
  })

  it('masks what is named like a secret, however deep', () => {
    const after = { ...row, customFields: { shop: { apiKey: 'abc', region: 'eu' }, webhook_secret: null } }
    expect(auditDiff(Product, row, after).customFields?.new).toEqual({
      shop: { apiKey: maskedValue, region: 'eu' },
      webhook_secret: null,
    })
  })
})

describe('a field that is personal', () => {
  const person = { id: '1', username: 'ada', email: 'ada@example.test', firstName: 'Ada', lastName: '', isActive: true }

  it('is told to have changed, neither from what nor to what', () => {
    const changed = { ...person, email: 'ada@example.org', lastName: 'Lovelace', isActive: false }
    expect(auditDiff(User, person, changed)).toEqual({
      email: { old: maskedValue, new: maskedValue },
      lastName: { old: maskedValue, new: maskedValue },
      isActive: { old: true, new: false },
    })
  })

  it('is masked when the row is made and when it goes', () => {
    expect(auditDiff(User, null, person)).toMatchObject({ email: { old: null, new: maskedValue } })
    expect(auditDiff(User, person, null)).toMatchObject({ firstName: { old: maskedValue, new: null } })
  })
})
