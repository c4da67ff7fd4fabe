import { describe, expect, it } from 'vitest'
import { fromRest, restPath, toRest } from './names.ts'

const camel = {
  firstName: 'Ada',
  emailAddresses: [{ email: 'a@example.com', emailType: 'WORK' }],
  addresses: [{ address: { streetAddress1: 'x', customFields: { doorBell: { aB: 1 } } } }],
  customFields: { shoeSize: 43 },
  attributes: { 'Shoe Size': 1 },
}
const snake = {
  first_name: 'Ada',
  email_addresses: [{ email: 'a@example.com', email_type: 'WORK' }],
  addresses: [{ address: { street_address_1: 'x', custom_fields: { doorBell: { aB: 1 } } } }],
  custom_fields: { shoeSize: 43 },
  attributes: { 'Shoe Size': 1 },
}
const refuse = (path: string) => {
  throw new Error(path)
}

describe('names of ours', () => {
  it('are respelt at every depth, and others’ are not', () => {
    expect(toRest(camel)).toEqual(snake)
    expect(fromRest(snake, refuse)).toEqual(camel)
  })

  it('in camelCase are told by their path, but for what stands in a free object', () => {
    const misspelt: string[] = []
    fromRest({ addresses: [{ addressType: 'HOME' }], custom_fields: { aB: 1 }, productType: 1 }, (path) =>
      misspelt.push(path),
    )
    expect(misspelt).toEqual(['addresses.0.addressType', 'productType'])
  })

  it('in a diff of the trail are respelt too', () => {
    expect(toRest({ changes: { emailAddresses: { old: [{ emailType: 'WORK' }], new: [] } } })).toEqual({
      changes: { email_addresses: { old: [{ email_type: 'WORK' }], new: [] } },
    })
  })

  it('end where a value is nested beyond anything of ours', () => {
    const deep = JSON.parse('['.repeat(5000) + ']'.repeat(5000))
    expect(toRest(deep)).toEqual(deep)
    expect(fromRest(deep, refuse)).toEqual(deep)
  })
})

describe('the path of an error', () => {
  it.each([
    ['emailAddresses.1.emailType', 'email_addresses.1.email_type'],
    ['primaryAddress.streetAddress1', 'primary_address.street_address_1'],
    ['customFields.shoeSize', 'custom_fields.shoeSize'],
    ['rows.3.customFields.aB', 'rows.3.custom_fields.aB'],
    ['orderBy', 'ordering'],
    ['Upload-Offset', 'Upload-Offset'],
    ['filter.and.0.value', 'filter.and.0.value'],
    ['constructor', 'constructor'],
  ])('%s is %s', (path, expected) => {
    expect(restPath(path)).toBe(expected)
  })
})
