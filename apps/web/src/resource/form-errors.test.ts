import { GroundworkError } from '@groundwork/client'
import { Contact, Organization, Product } from '@groundwork/domain'
import { describe, expect, it } from 'vitest'
import {
  errorOf,
  errorsBeforeSaving,
  errorsBeside,
  errorsFromServer,
  errorsOfRules,
  errorsWithin,
  errorsWithout,
} from './form-errors.ts'

const organization = '0198c0de-0000-7000-8000-000000000001'

describe('what the definition minds', () => {
  it('is said at the field, and a missing one in plain words', () => {
    const errors = errorsBeforeSaving(Product, { organization, sku: '', name: 'Lamp', productType: 'TOY' }, 'create')
    expect(errors.sku).toBe('This field is required')
    expect(Object.keys(errors).sort()).toEqual(['productType', 'sku'])
  })

  it('keeps the path into a list', () => {
    const emailAddresses = [{ email: 'ada@meridian.example', isPrimary: true }, { email: 'no address' }]
    const errors = errorsBeforeSaving(Contact, { organization, firstName: 'Ada', emailAddresses }, 'create')
    expect(errors).toEqual({ 'emailAddresses.1.email': 'Not an e-mail address' })
  })

  it('is said of the record as a whole too', () => {
    const row = { effectiveDate: '2026-05-01', endDate: '2026-04-30' }
    expect(errorsOfRules(Organization, row)).toEqual({ endDate: 'Ends before it begins' })
    expect(errorsOfRules(Organization, { ...row, endDate: '2026-05-01' })).toEqual({})
  })

  it('asks of a change only what is changed', () => {
    expect(errorsBeforeSaving(Product, { name: 'Lamp' }, 'patch')).toEqual({})
  })
})

describe('what the server minds', () => {
  it('is said where the value was entered', () => {
    const error = new GroundworkError({
      code: 'invalid',
      status: 400,
      detail: 'Invalid',
      errors: { 'values.addresses.0.address.country': ['Not a country'], sku: ['Is taken', 'Too long'] },
    })
    expect(errorsFromServer(error)).toEqual({
      'addresses.0.address.country': 'Not a country',
      sku: 'Is taken. Too long',
    })
  })

  it('is nothing about fields when it was about the whole', () => {
    expect(errorsFromServer(new Error('gone'))).toEqual({})
  })
})

describe('errors by path', () => {
  const errors = { name: 'a', 'tags.1': 'b', 'emailAddresses.1.email': 'c', 'emailAddresses.10.email': 'd' }

  it('are found within a field', () => {
    expect(errorsWithin(errors, 'emailAddresses')).toEqual({ '1.email': 'c', '10.email': 'd' })
    expect(errorsWithin(errors, 'emailAddresses.1')).toEqual({ email: 'c' })
  })

  it('are said by an input that is one piece', () => {
    expect(errorOf(errors, 'tags')).toBe('b')
    expect(errorOf(errors, 'sku')).toBeUndefined()
  })

  it('go when what they are about was changed, and no others', () => {
    expect(Object.keys(errorsWithout(errors, 'emailAddresses.1.email'))).toEqual([
      'name',
      'tags.1',
      'emailAddresses.10.email',
    ])
    expect(Object.keys(errorsWithout(errors, 'emailAddresses'))).toEqual(['name', 'tags.1'])
  })

  it('are told above the form when nothing in it is about them', () => {
    expect(errorsBeside(errors, ['name', 'emailAddresses'])).toEqual(['b'])
  })
})
