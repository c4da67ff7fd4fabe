import { describe, expect, it } from 'vitest'
import {
  filterBy,
  listed,
  make,
  manager,
  ours,
  type Row,
  refusal,
  startMasterData,
  theirs,
  unknown,
} from './support/master-data.ts'

startMasterData()

describe('contacts (seed 001)', () => {
  const ada = {
    first_name: 'Ada',
    last_name: 'Lovelace',
    company_name: 'Analytical Engines',
    contact_type: 'CUSTOMER',
    email_addresses: [{ email: 'ada@example.com' }, { email: 'Countess@Example.com', email_type: 'PERSONAL' }],
    phone_numbers: [{ phone_number: '+43 1 5861234', phone_type: 'WORK', is_primary: true }],
    addresses: [
      { address: { city: 'London', country: 'GB', street_address_1: 'St James’s Square' }, address_type: 'HOME' },
    ],
  }

  it('are made with all their channels in one call, the first of each primary, and read back in the same words', async () => {
    const made = await make('/contacts/', ada)
    expect(made).toMatchObject({
      name: 'Ada Lovelace',
      email_addresses: [
        { id: expect.any(String), email: 'ada@example.com', email_type: 'WORK', is_primary: true },
        { email: 'countess@example.com', email_type: 'PERSONAL', is_primary: false },
      ],
      phone_numbers: [{ phone_number: '+4315861234', phone_type: 'WORK', is_primary: true }],
      addresses: [
        { address_type: 'HOME', is_primary: true, address: { street_address_1: 'St James’s Square', country: 'GB' } },
      ],
    })
    expect((await manager('GET', `/contacts/${made.id}/`)).body).toEqual(made)
  })

  it('are changed with them: what stays keeps its id, and the primary one moves', async () => {
    const made = await make('/contacts/', { ...ada, first_name: 'Grace' })
    const [first, second] = made.email_addresses as Row[]
    const email_addresses = [
      { ...first, is_primary: false },
      { ...second, is_primary: true },
      { email: 'third@example.com' },
    ]
    const { body } = await manager('PATCH', `/contacts/${made.id}/`, { email_addresses })
    expect(body.email_addresses).toMatchObject([
      { id: first?.id, is_primary: false },
      { id: second?.id, is_primary: true },
      { email: 'third@example.com', is_primary: false },
    ])
    expect(body.phone_numbers).toEqual(made.phone_numbers)
    const emptied = await manager('PATCH', `/contacts/${made.id}/`, { email_addresses: [], addresses: [] })
    expect(emptied.body).toMatchObject({ email_addresses: [], addresses: [] })
  })

  it('tell what is wrong by its path', async () => {
    const errorsOf = async (more: object) =>
      Object.keys((await refusal(manager('POST', '/contacts/', { ...ada, ...more }))).errors)
    const [mail] = ada.email_addresses
    expect(await errorsOf({ email_addresses: [mail, { email: 'nonsense' }] })).toEqual(['email_addresses.1.email'])
    expect(await errorsOf({ email_addresses: [mail, mail] })).toEqual(['email_addresses.1.email'])
    expect(await errorsOf({ email_addresses: [{ ...mail, email_type: 'PIGEON' }] })).toEqual([
      'email_addresses.0.email_type',
    ])
    expect(await errorsOf({ email_addresses: [{ ...mail, emailType: 'WORK' }] })).toEqual([
      'email_addresses.0.email_type',
    ])
    expect(await errorsOf({ phone_numbers: [{ phone_number: '12' }] })).toEqual(['phone_numbers.0.phone_number'])
    expect(await errorsOf({ addresses: [{ address: { country: 'ZZ' } }] })).toEqual(['addresses.0.address.country'])
    const primaries = ['a', 'b'].map((name) => ({ email: `${name}@example.com`, is_primary: true }))
    expect(await errorsOf({ email_addresses: primaries })).toEqual(['email_addresses.1.is_primary'])
  })

  it('are found by their channels, names and company, and filtered by type, status and tags', async () => {
    const { id } = await make('/contacts/', {
      ...ada,
      first_name: 'Katherine',
      company_name: 'Orbits',
      contact_type: 'PARTNER',
      tags: ['space'],
      email_addresses: [{ email: 'katherine@orbits.example' }],
    })
    for (const query of [
      'search=katherine',
      'search=orbits',
      'contact_type=PARTNER',
      'tags=space',
      'email_addresses.email=katherine@orbits.example',
    ]) {
      expect(await listed(`/contacts/?${query}`, 'id'), query).toEqual([id])
    }
    expect(await listed(`/contacts/?${filterBy('addresses.address.city', 'eq', 'London')}`, 'id')).toContain(id)
  })

  it('may belong to an organization that the caller sees, or to none', async () => {
    const { id } = await make('/contacts/', { first_name: 'Linked', linked_organization: ours })
    expect((await manager('GET', `/contacts/${id}/`)).body).toMatchObject({ linked_organization_name: 'Ours' })
    expect(
      (await manager('PATCH', `/contacts/${id}/`, { linked_organization: null })).body.linked_organization,
    ).toBeNull()
    for (const organization of [theirs, unknown]) {
      expect(await refusal(manager('PATCH', `/contacts/${id}/`, { linked_organization: organization }))).toMatchObject({
        status: 400,
        errors: { linked_organization: ['Does not exist'] },
      })
    }
  })
})
