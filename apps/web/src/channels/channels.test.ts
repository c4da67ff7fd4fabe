import { Contact } from '@groundwork/domain'
import { describe, expect, it } from 'vitest'
import { countriesIn } from './countries.ts'
import { memberKind } from './member-kind.ts'
import { withItem, withoutItem, withPrimary } from './primary-item.ts'

describe('the members of an item', () => {
  it('are entered by what their schema says', () => {
    const { email, emailType, isPrimary } = Contact.fields.emailAddresses?.members ?? {}
    expect(memberKind(email)).toEqual({ kind: 'text' })
    expect(memberKind(emailType)).toEqual({ kind: 'choice', choices: ['WORK', 'PERSONAL', 'BILLING', 'OTHER'] })
    expect(memberKind(isPrimary)).toEqual({ kind: 'boolean' })
    expect(memberKind(Contact.fields.addresses?.members?.address)).toEqual({ kind: 'address' })
  })
})

describe('the primary item', () => {
  it('is the first one, until another is chosen', () => {
    const one = withItem([], { email: 'a' }, true)
    const two = withItem(one, { email: 'b' }, true)
    expect(two.map(({ isPrimary }) => isPrimary)).toEqual([true, false])
    expect(withPrimary(two, 1).map(({ isPrimary }) => isPrimary)).toEqual([false, true])
  })

  it('is followed by the first that is left', () => {
    const items = withPrimary([{ email: 'a' }, { email: 'b' }, { email: 'c' }], 1)
    expect(withoutItem(items, 1)).toEqual([
      { email: 'a', isPrimary: true },
      { email: 'c', isPrimary: false },
    ])
    expect(withoutItem(items, 0)[0]).toEqual({ email: 'b', isPrimary: true })
  })
})

describe('countries', () => {
  it('are called and ordered as the reader does', () => {
    expect(countriesIn('de').find(({ value }) => value === 'AT')?.label).toBe('Österreich')
    const names = countriesIn('en').map(({ label }) => label)
    expect(names.indexOf('Åland Islands')).toBeLessThan(names.indexOf('Albania'))
    expect(names.length).toBeGreaterThan(240)
  })
})
