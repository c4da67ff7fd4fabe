import { describe, expect, it } from 'vitest'
import { type Address, address, addressInWords } from './address.ts'

const faults = (given: object) => address.safeParse(given).error?.issues.map(({ path }) => path.join('.'))

describe('an address', () => {
  it('can be made with a country alone; custom_fields defaults to an empty dict', () => {
    expect(address.parse({ country: 'at' })).toEqual({
      streetAddress1: '',
      streetAddress2: '',
      city: '',
      stateProvince: '',
      postalCode: '',
      country: 'AT',
      latitude: null,
      longitude: null,
      customFields: {},
    })
  })

  it('takes its optional fields, latitude and longitude with six digits', () => {
    const given = {
      streetAddress1: 'Stephansplatz 3',
      streetAddress2: 'Stiege 2',
      city: 'Wien',
      stateProvince: 'Wien',
      postalCode: '1010',
      country: 'AT',
      latitude: 48.208493,
      longitude: -16.373118,
      customFields: { floor: 3 },
    }
    expect(address.parse(given)).toEqual(given)
  })

  it.each<[string, object]>([
    ['country', {}],
    ['country', { country: '' }],
    ['country', { country: 'XX' }],
    ['country', { country: 'AUT' }],
    ['streetAddress1', { country: 'AT', streetAddress1: 'x'.repeat(256) }],
    ['city', { country: 'AT', city: 'x'.repeat(101) }],
    ['postalCode', { country: 'AT', postalCode: 'x'.repeat(21) }],
    ['postalCode', { country: 'AT', postalCode: '10\u000010' }],
    ['latitude', { country: 'AT', latitude: 90.000001 }],
    ['latitude', { country: 'AT', latitude: 1.0000001 }],
    ['longitude', { country: 'AT', longitude: -181 }],
    ['customFields', { country: 'AT', customFields: [] }],
  ])('is refused on %s: %j', (field, given) => {
    expect(faults(given)).toEqual([field])
  })

  it('reads as people write it', () => {
    const given = { streetAddress1: 'Stephansplatz 3', postalCode: '1010', city: 'Wien', country: 'AT' }
    expect(addressInWords(address.parse(given) as Address)).toBe('Stephansplatz 3, 1010 Wien, AT')
    expect(addressInWords(address.parse({ country: 'AT' }))).toBe('AT')
  })
})
