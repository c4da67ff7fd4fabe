import {
  Category,
  Contact,
  Currency,
  Document,
  isDomainError,
  Organization,
  Product,
  Status,
  StoredFile,
  TaxJurisdiction,
  TaxRate,
} from '@groundwork/domain'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { UnitOfWork, WorkContext } from '../src/index.ts'
import { createTestDatabase, type TestDatabase, unique, type World, worldIn } from './support/index.ts'

let test: TestDatabase
let world: World
let ours: string
let theirs: string
/** At home in both organizations: what keeps rows apart here is not what they can see. */
let both: WorkContext

beforeAll(async () => {
  test = await createTestDatabase()
  world = worldIn(test.database)
  ours = (await world.organization()).id
  theirs = (await world.organization()).id
  both = await world.caller([ours, theirs])
})
afterAll(() => test.close())

const work = <Result>(use: (unit: UnitOfWork) => Promise<Result>, as: WorkContext = both) =>
  test.database.withUnitOfWork(as, use)
const category = (given: object = {}, organization = ours) =>
  work((unit) => unit.insert(Category, { organization, name: `Tools ${unique()}`, categoryType: 'PRODUCT', ...given }))
const contact = (given: object = {}, organization = ours) =>
  work((unit) => unit.insert(Contact, { organization, firstName: 'Ada', ...given }))
const product = (given: object = {}, as?: WorkContext) =>
  work(
    (unit) =>
      unit.insert(Product, {
        organization: ours,
        sku: unique(),
        name: 'Anvil',
        productType: 'PHYSICAL_GOOD',
        ...given,
      }),
    as,
  )
const refusal = async (attempt: Promise<unknown>) => {
  const error = await attempt.catch((thrown: unknown) => thrown)
  if (!isDomainError(error)) throw new Error('It was not refused', { cause: error })
  const { code, message, reason, fields } = error
  return { code, message, reason, fields }
}
const unfit = (reason: string, field: string, message: string) => ({
  code: 'invalid',
  message,
  reason,
  fields: { [field]: [message] },
})

describe('a reference that is set', () => {
  it('leads to a row that is there', async () => {
    const { id } = await category()
    expect(await product({ category: id })).toMatchObject({
      category: id,
      categoryName: expect.stringContaining('Tools'),
    })
    const missing = unfit('no_such_reference', 'category', 'Does not exist')
    expect(await refusal(product({ category: world.unknownId() }))).toEqual(missing)
  })

  it('does not leave its organization, and says of a row beyond what it says of none', async () => {
    const foreign = await category({}, theirs)
    const missing = unfit('no_such_reference', 'category', 'Does not exist')
    for (const as of [both, await world.superuser(), world.system]) {
      expect(await refusal(product({ category: foreign.id }, as))).toEqual(missing)
    }
    const mine = await product()
    expect(await refusal(work((unit) => unit.update(Product, mine.id, { category: foreign.id })))).toEqual(missing)
  })

  it('leads to nothing that is deleted, also where the system acts', async () => {
    const { id } = await category()
    await work((unit) => unit.remove(Category, id))
    for (const as of [both, world.system]) {
      expect(await refusal(product({ category: id }, as))).toEqual(
        unfit('no_such_reference', 'category', 'Does not exist'),
      )
    }
  })

  it('leads to what is in use', async () => {
    const { id } = await category({ isActive: false })
    const inactive = unfit('inactive_reference', 'category', 'Is not active any more')
    expect(await refusal(product({ category: id }))).toEqual(inactive)
    const mine = await product()
    expect(await refusal(work((unit) => unit.update(Product, mine.id, { category: id })))).toEqual(inactive)
  })

  it('leads to a row of the kind that is asked for', async () => {
    const asset = await category({ categoryType: 'ASSET_TYPE' })
    const unsuitable = unfit('unsuitable_reference', 'category', 'Must be of category type PRODUCT')
    expect(await refusal(product({ category: asset.id }))).toEqual(unsuitable)
    const file = await work(
      (unit) =>
        unit.insert(StoredFile, {
          organization: ours,
          originalFilename: 'a.txt',
          filePath: crypto.randomUUID(),
          uploadedBy: null,
        }),
      world.system,
    )
    const document = (documentType: string) =>
      work((unit) => unit.insert(Document, { organization: ours, title: 'Contract', file: file.id, documentType }))
    expect(await refusal(document(asset.id))).toMatchObject({
      reason: 'unsuitable_reference',
      fields: { documentType: ['Must be of category type DOCUMENT_TYPE'] },
    })
    const contracts = await category({ categoryType: 'DOCUMENT_TYPE' })
    expect(await document(contracts.id)).toMatchObject({ documentTypeName: contracts.name, fileName: 'a.txt' })
  })

  it('is refused together with all others that are not right', async () => {
    const { id } = await category({ isActive: false })
    expect(await refusal(product({ category: id, status: 'lost', baseUom: 'NOPE' }))).toMatchObject({
      code: 'invalid',
      fields: {
        category: ['Is not active any more'],
        baseUom: ['Does not exist'],
        status: ['Does not exist'],
      },
    })
  })

  it('is not judged again by changes that leave it as it is', async () => {
    const { id } = await category()
    const mine = await product({ category: id })
    await work((unit) => unit.update(Category, id, { isActive: false }))
    const renamed = await work((unit) => unit.update(Product, mine.id, { name: 'Big anvil', category: id }))
    expect(renamed).toMatchObject({ name: 'Big anvil', category: id })
    await work((unit) => unit.update(Product, mine.id, { category: null }))
    expect(await refusal(work((unit) => unit.update(Product, mine.id, { category: id })))).toMatchObject({
      reason: 'inactive_reference',
    })
  })

  it('is told of after a version that has moved on and a row that is not there', async () => {
    const stranger = await world.caller([theirs])
    const mine = await product()
    const change = work((unit) => unit.update(Product, mine.id, { category: world.unknownId() }), stranger)
    await expect(change).rejects.toMatchObject({ code: 'not_found' })
  })

  it('is never left behind by a deletion at the same moment', async () => {
    for (let round = 0; round < 12; round++) {
      const { id } = await category()
      const outcomes = await Promise.allSettled([
        product({ category: id }),
        work((unit) => unit.remove(Category, id)),
        product({ category: id }),
      ])
      for (const outcome of outcomes) {
        if (outcome.status === 'rejected')
          expect(isDomainError(outcome.reason) && outcome.reason.reason).toMatch(/in_use|no_such/)
      }
    }
    const loose = await test.sql(
      `select p.id from product p join category c on c.id = p.category_id where p.deleted_at is null and c.deleted_at is not null`,
    )
    expect(loose).toEqual([])
  })
})

describe('reference data', () => {
  it('is out of use once it is not active: a state, a currency', async () => {
    const superuser = await world.superuser()
    const slug = `state-${unique()}`.toLowerCase()
    await work((unit) => unit.insert(Status, { slug, name: slug }), superuser)
    expect((await product({ status: slug })).status).toBe(slug)
    await work((unit) => unit.update(Status, slug, { isActive: false }), superuser)
    expect(await refusal(product({ status: slug }))).toEqual(
      unfit('inactive_reference', 'status', 'Is not active any more'),
    )
    await work((unit) => unit.insert(Currency, { code: 'XXA', name: 'Doubloon', isActive: false }), superuser)
    const change = work((unit) => unit.update(Organization, ours, { currency: 'XXA' }))
    expect(await refusal(change)).toEqual(unfit('inactive_reference', 'currency', 'Is not active any more'))
  })
})

describe('an organization', () => {
  it('has one of its own contacts as the first to ask', async () => {
    const [mine, foreign] = [await contact(), await contact({}, theirs)]
    const choose = (primaryContact: string) => work((unit) => unit.update(Organization, ours, { primaryContact }))
    expect(await choose(mine.id)).toMatchObject({ primaryContact: mine.id, primaryContactName: 'Ada' })
    expect(await refusal(choose(foreign.id))).toEqual(unfit('no_such_reference', 'primaryContact', 'Does not exist'))
  })

  it('may be linked from a contact of another one, by who can see it', async () => {
    expect(await contact({ linkedOrganization: theirs })).toMatchObject({ linkedOrganization: theirs })
    const guest = await world.caller([ours])
    const hidden = work(
      (unit) => unit.insert(Contact, { organization: ours, firstName: 'Eve', linkedOrganization: theirs }),
      guest,
    )
    expect(await refusal(hidden)).toMatchObject({ reason: 'no_such_reference' })
  })
})

describe('a rule about several fields', () => {
  it('is judged on the whole row, also when one of them is sent', async () => {
    const superuser = await world.superuser()
    const code = `J${unique()}`.toUpperCase()
    await work((unit) => unit.insert(TaxJurisdiction, { code, name: code, jurisdictionType: 'COUNTRY' }), superuser)
    const rate = {
      organization: ours,
      name: 'VAT',
      jurisdiction: code,
      rate: '0.2',
      taxType: 'VAT',
      validFrom: '2026-06-01',
    } as const
    const backwards = unfit('broken_rule', 'validTo', 'Ends before it begins')
    const insert = (given: object) => work((unit) => unit.insert(TaxRate, { ...rate, ...given }))
    expect(await refusal(insert({ validTo: '2026-05-31' }))).toEqual(backwards)
    const { id } = await insert({ validTo: '2026-06-01' })
    expect(await refusal(work((unit) => unit.update(TaxRate, id, { validTo: '2026-05-31' })))).toEqual(backwards)
    expect((await work((unit) => unit.update(TaxRate, id, { validTo: null }))).validTo).toBeNull()
  })

  it('holds where no check of the database does', async () => {
    const change = work((unit) =>
      unit.update(Organization, ours, { effectiveDate: '2026-02-01', endDate: '2026-01-01' }),
    )
    expect(await refusal(change)).toEqual(unfit('broken_rule', 'endDate', 'Ends before it begins'))
  })
})

describe('of the ways to reach a contact', () => {
  const emails = (...given: [string, boolean][]) =>
    given.map(([email, isPrimary]) => ({ email, emailType: 'WORK' as const, isPrimary }))

  it('exactly one is the first, whoever writes', async () => {
    const { id } = await contact({ emailAddresses: emails(['a@x.test', true], ['b@x.test', false]) })
    const write = (...lists: [string, boolean][]) =>
      test.sql('update contact set email_addresses = $1 where id = $2', [JSON.stringify(emails(...lists)), id])
    await expect(write(['a@x.test', true], ['b@x.test', true])).rejects.toThrow(/contact_email_addresses_check/)
    await expect(write(['a@x.test', false])).rejects.toThrow(/contact_email_addresses_check/)
    await write()
    await write(['b@x.test', true])
  })

  it('stays one when two people change it at once', async () => {
    const { id } = await contact({ emailAddresses: emails(['a@x.test', true], ['b@x.test', false]) })
    const prefer = (first: string) =>
      work((unit) =>
        unit.update(
          Contact,
          id,
          { emailAddresses: emails(['a@x.test', first === 'a'], ['b@x.test', first === 'b']) },
          { expectedVersion: 1 },
        ),
      )
    const outcomes = await Promise.allSettled([prefer('b'), prefer('b'), prefer('b')])
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    const [stored] = await test.sql<{ primaries: string }>(
      `select count(*) as primaries from contact, jsonb_array_elements(email_addresses) e where id = $1 and (e ->> 'isPrimary')::boolean`,
      [id],
    )
    expect(Number(stored?.primaries)).toBe(1)
  })
})
