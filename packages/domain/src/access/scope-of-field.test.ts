import { describe, expect, it } from 'vitest'
import { Product } from '../catalog/product.ts'
import { User } from '../identity/user.ts'
import type { Scope } from './scope.ts'
import { scopeOfField } from './scope-of-field.ts'

const organizations = ['01900000-0000-7000-8000-000000000001']
const bolts = { field: 'name', op: 'startswith', value: 'Bolt' } as const
const whole = { organizations, where: bolts }
const partly = { organizations, fields: ['sku'] }
const within: Scope = { kind: 'within', parts: [whole, partly] }

describe('the rows in which a field is open', () => {
  it('are those of the grants that open it', () => {
    expect(scopeOfField(within, Product, 'name')).toEqual({ kind: 'within', parts: [whole] })
    expect(scopeOfField(within, Product, 'sku')).toEqual(within)
  })

  it('are all that are reached for the key, and none where no grant opens the field', () => {
    const only: Scope = { kind: 'within', parts: [partly] }
    expect(scopeOfField(only, Product, 'id')).toEqual(only)
    expect(scopeOfField(only, Product, 'name')).toEqual({ kind: 'none' })
  })

  it('hold the own one whatever grants say of others, and all where all are reached', () => {
    const self = { kind: 'self', field: 'id', userId: '1', colleagues: [partly] } as const
    expect(scopeOfField(self, User, 'email')).toEqual({ ...self, colleagues: [] })
    expect(scopeOfField({ kind: 'all' }, User, 'email')).toEqual({ kind: 'all' })
  })
})
