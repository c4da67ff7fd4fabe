import { expect, it } from 'vitest'
import { Contact } from '../contact/contact.ts'
import { adoptItemIds } from './adopt-item-ids.ts'

const work = { id: '1', email: 'a@example.com', emailType: 'WORK', isPrimary: true }
const home = { id: '2', email: 'b@example.com', emailType: 'HOME', isPrimary: false }
const adopt = (emailAddresses: readonly object[]) =>
  adoptItemIds(Contact.fields, { emailAddresses }, { emailAddresses: [work, home] }).emailAddresses

it('knows an item again by what it says, once', () => {
  const { id: _id, ...said } = work
  expect(adopt([{ email: 'b@example.com' }, said, said])).toEqual([home, work, said])
})

it('leaves ids that are given, and items that say something else', () => {
  expect(adopt([{ ...work, email: 'c@example.com' }, { email: 'a@example.com' }])).toEqual([
    { ...work, email: 'c@example.com' },
    { email: 'a@example.com' },
  ])
})

it('has nothing to do with fields that hold no items', () => {
  expect(adoptItemIds(Contact.fields, { tags: ['x'] }, { tags: [] })).toEqual({ tags: ['x'] })
})
