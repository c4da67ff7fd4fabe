import {
  Contact,
  type CreateOf,
  isDomainError,
  type PatchOf,
  type Principal,
  type RowOf,
  Warehouse,
} from '@groundwork/domain'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { WorkContext } from '../src/index.ts'
import { createTestDatabase, type TestDatabase } from './support/test-database.ts'
import { unique, type World, worldIn } from './support/world.ts'

type ContactRow = RowOf<typeof Contact>

let testDatabase: TestDatabase
let world: World
let home: string
let owner: WorkContext & { readonly actor: Principal }

beforeAll(async () => {
  testDatabase = await createTestDatabase()
  world = worldIn(testDatabase.database)
  home = (await world.organization()).id
  owner = await world.caller([home])
})

afterAll(() => testDatabase.close())

/** What a caller may leave out, as any door reads it. */
type Given = Readonly<Record<string, unknown>>

const create = (given: Given = {}, organization = home) =>
  testDatabase.database.withUnitOfWork(owner, (work) =>
    work.insert(
      Contact,
      Contact.create.parse({ organization, firstName: 'Ada', ...given } as CreateOf<typeof Contact>),
    ),
  )

const update = ({ id }: Pick<ContactRow, 'id'>, given: Given, expectedVersion?: number) =>
  testDatabase.database.withUnitOfWork(owner, (work) => {
    const { version, ...changes } = Contact.patch.parse(given as PatchOf<typeof Contact>)
    return work.update(Contact, id, changes, expectedVersion === undefined ? {} : { expectedVersion })
  })

const found = async (filter: unknown, search?: string) => {
  const query = { ...(filter ? { filter: filter as never } : {}), ...(search ? { search } : {}), limit: 100 }
  const { rows } = await testDatabase.database.reader(owner).list(Contact, query)
  return rows.map(({ id }) => id)
}

describe('a contact', () => {
  it('is created and updated with its channels in one call', async () => {
    const email = `${unique()}@example.test`
    const row = await create({
      lastName: 'Lovelace',
      tags: ['vip'],
      customFields: { size: 1 },
      emailAddresses: [{ email }, { email: `second-${email}` }],
      phoneNumbers: [{ phoneNumber: '+43 1 234567', phoneType: 'MOBILE' }],
      addresses: [{ address: { country: 'at', city: 'Wien' }, addressType: 'BILLING' }],
    })
    expect(row).toMatchObject({
      name: 'Ada Lovelace',
      status: 'active',
      contactType: 'OTHER',
      linkedOrganization: null,
      tags: ['vip'],
      customFields: { size: 1 },
      emailAddresses: [
        { id: expect.stringMatching(/^[0-9a-f-]{36}$/), email, emailType: 'WORK', isPrimary: true },
        { email: `second-${email}`, isPrimary: false },
      ],
      phoneNumbers: [{ phoneNumber: '+431234567', phoneType: 'MOBILE', isPrimary: true }],
      addresses: [{ address: { country: 'AT', city: 'Wien' }, addressType: 'BILLING', isPrimary: true }],
    })
    const [first] = row.emailAddresses
    const changed = await update(row, {
      emailAddresses: [{ ...first, emailType: 'PERSONAL' }, { email: `new-${email}` }],
    })
    expect(changed.emailAddresses).toEqual([
      { ...first, emailType: 'PERSONAL' },
      { id: expect.any(String), email: `new-${email}`, emailType: 'WORK', isPrimary: false },
    ])
    expect(changed.emailAddresses[1]?.id).not.toBe(row.emailAddresses[1]?.id)
    expect(changed.phoneNumbers).toEqual(row.phoneNumbers)
  })

  it('has an optional linked_organization, which is set and unset', async () => {
    const row = await create({ linkedOrganization: home })
    expect(row.linkedOrganization).toBe(home)
    expect((await update(row, { linkedOrganization: null })).linkedOrganization).toBeNull()
    const foreign = await world.organization()
    await expect(create({ linkedOrganization: foreign.id })).rejects.toMatchObject({
      code: 'invalid',
      fields: { linkedOrganization: ['Does not exist'] },
    })
  })

  it('of another organization is not there', async () => {
    const row = await create()
    const stranger = await world.caller([(await world.organization()).id])
    const get = testDatabase.database.reader(stranger).get(Contact, row.id)
    await expect(get).rejects.toMatchObject({ code: 'not_found' })
  })
})

describe('exactly one primary', () => {
  const emails = (primary: number) =>
    Array.from({ length: 4 }, (_, index) => ({ email: `${index}@example.test`, isPrimary: index === primary }))

  const primariesOf = ({ emailAddresses }: ContactRow) => emailAddresses.filter(({ isPrimary }) => isPrimary)

  it('is kept under twenty parallel patches: every one of them is whole, none is mixed with another', async () => {
    const row = await create({ emailAddresses: emails(0) })
    const patched = await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        update(row, { emailAddresses: emails(index % 4), title: String(index) }),
      ),
    )
    for (const each of patched) expect(primariesOf(each)).toHaveLength(1)
    const last = await testDatabase.database.reader(owner).get(Contact, row.id)
    expect(primariesOf(last).map(({ email }) => email)).toEqual([`${Number(last.title) % 4}@example.test`])
    expect(last.version).toBe(21)
  })

  it('is kept when all who saw the same version change it: one wins, the others are told', async () => {
    const row = await create({ emailAddresses: emails(0) })
    const outcomes = await Promise.allSettled(
      Array.from({ length: 20 }, (_, index) =>
        update(row, { emailAddresses: emails(index % 4), title: 'x' }, row.version),
      ),
    )
    const refusals = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason] : []))
    expect(refusals).toHaveLength(19)
    expect(refusals.every((error) => isDomainError(error) && error.code === 'stale')).toBe(true)
    expect(primariesOf(await testDatabase.database.reader(owner).get(Contact, row.id))).toHaveLength(1)
  })

  it.each(['emailAddresses', 'phoneNumbers', 'addresses'] as const)(
    'is what the database itself asks of %s, whoever writes',
    async (list) => {
      const row = await create()
      const items = [{ isPrimary: true }, { isPrimary: true }] as never
      const write = testDatabase.database.withUnitOfWork(world.system, (work) =>
        work.update(Contact, row.id, { [list]: items }),
      )
      await expect(write).rejects.toMatchObject({ code: 'invalid', fields: { [list]: ['Is not allowed'] } })
    },
  )
})

describe('contacts are found', () => {
  it('by any of their e-mail addresses, and by none of them', async () => {
    const email = `${unique()}@example.test`
    const row = await create({ emailAddresses: [{ email: `first-${email}` }, { email }] })
    const other = await create()
    expect(await found({ field: 'emailAddresses.email', op: 'eq', value: email })).toEqual([row.id])
    const without = await found({ field: 'emailAddresses.email', op: 'neq', value: email })
    expect(without).toContain(other.id)
    expect(without).not.toContain(row.id)
    expect(await found({ field: 'emailAddresses.email', op: 'isnull', value: true })).toContain(other.id)
  })

  it('by the country of an address, and by a latitude', async () => {
    const city = `City ${unique()}`
    const row = await create({ addresses: [{ address: { country: 'IS', city, latitude: 64.1 } }] })
    const inCity = { field: 'addresses.address.city', op: 'eq', value: city }
    const far = { field: 'addresses.address.latitude', op: 'gt', value: 60 }
    expect(
      await found({ and: [inCity, { field: 'addresses.address.country', op: 'in', value: ['IS'] }, far] }),
    ).toEqual([row.id])
    expect(await found({ and: [inCity, { not: far }] })).toEqual([])
  })

  it('by searching for an e-mail, a phone number or a city', async () => {
    const word = unique()
    const digits = String(Math.floor(Number.parseInt(word.replace(/\W/g, ''), 36) % 9_000_000) + 1_000_000)
    const row = await create({
      emailAddresses: [{ email: `${word}@Example.test` }],
      phoneNumbers: [{ phoneNumber: `+43 1 ${digits}` }],
      addresses: [{ address: { country: 'AT', city: `Bad ${word}` } }],
    })
    expect(await found(null, `${word.toUpperCase()}@example`)).toEqual([row.id])
    expect(await found(null, `+431${digits}`)).toEqual([row.id])
    expect(await found(null, `ada bad ${word}`)).toEqual([row.id])
    expect(await found(null, `${word} WORK`)).toEqual([])
  })

  it('warehouses by the country of their one address, and by searching for its city', async () => {
    const code = unique()
    const values = Warehouse.create.parse({
      organization: home,
      name: 'Store',
      code,
      warehouseType: 'OTHER',
      address: { country: 'NO', city: `Oslo ${code}` },
    } as CreateOf<typeof Warehouse>)
    await testDatabase.database.withUnitOfWork(owner, (work) => work.insert(Warehouse, values))
    const filter = { field: 'address.country', op: 'eq', value: 'NO' } as const
    const { rows } = await testDatabase.database.reader(owner).list(Warehouse, { filter })
    expect(rows.map((row) => row.code)).toEqual([code])
    const searched = await testDatabase.database.reader(owner).list(Warehouse, { search: `oslo ${code}` })
    expect(searched.rows.map((row) => row.code)).toEqual([code])
    const elsewhere = await testDatabase.database.reader(owner).list(Warehouse, { search: 'nowhere' })
    expect(elsewhere.rows).toEqual([])
  })
})
