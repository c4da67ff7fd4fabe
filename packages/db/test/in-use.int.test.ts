import {
  Category,
  Contact,
  Currency,
  Document,
  isDomainError,
  Membership,
  Organization,
  OrganizationType,
  Product,
  Profile,
  Role,
  Status,
  StockLocation,
  StoredFile,
  TaxCategory,
  TaxJurisdiction,
  TaxRate,
  UnitOfMeasure,
  User,
  Warehouse,
} from '@groundwork/domain'
import { v7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { UnitOfWork, WorkContext } from '../src/index.ts'
import { createTestDatabase, type TestDatabase, unique, type World, worldIn } from './support/index.ts'

let test: TestDatabase
let world: World
let ours: string
let owner: WorkContext
let superuser: WorkContext

beforeAll(async () => {
  test = await createTestDatabase()
  world = worldIn(test.database)
  ours = (await world.organization()).id
  owner = await world.caller([ours])
  superuser = await world.superuser()
})
afterAll(() => test.close())

const work = <Result>(use: (unit: UnitOfWork) => Promise<Result>, as: WorkContext = owner) =>
  test.database.withUnitOfWork(as, use)
const reader = (as: WorkContext = owner) => test.database.reader(as)
const refusal = async (attempt: Promise<unknown>) => {
  const error = await attempt.catch((thrown: unknown) => thrown)
  if (!isDomainError(error)) throw new Error('It was not refused', { cause: error })
  return { code: error.code, reason: error.reason, details: error.details, fields: error.fields }
}
const traces = (objectId: string) =>
  test.sql<{ action: string; changes: object; because: string | null; topic: string; organization: string }>(
    `select a.action_type as action, a.changes, a.context ->> 'because' as because, a.organization_id as organization,
       (select topic from outbox_event e where e.object_id = a.object_id order by id desc limit 1) as topic
     from audit_entry a where object_id = $1 order by created_at desc, id desc limit 1`,
    [objectId],
  )

const category = (given: object = {}) =>
  work((unit) =>
    unit.insert(Category, { organization: ours, name: `Tools ${unique()}`, categoryType: 'PRODUCT', ...given }),
  )
const warehouse = () =>
  work((unit) => unit.insert(Warehouse, { organization: ours, name: 'Main', code: unique(), warehouseType: 'OTHER' }))
const location = (of: string, parent: string | null = null) =>
  work((unit) => unit.insert(StockLocation, { organization: ours, warehouse: of, parent, name: `Place ${unique()}` }))
const file = () =>
  work(
    (unit) =>
      unit.insert(StoredFile, {
        organization: ours,
        originalFilename: 'a.txt',
        filePath: crypto.randomUUID(),
        uploadedBy: null,
      }),
    world.system,
  )
const document = (given: { file: string; previousVersion?: string; documentType?: string }) =>
  work((unit) => unit.insert(Document, { organization: ours, title: 'Contract', ...given }), world.system)
const jurisdiction = (given: object = {}) => {
  const code = `J${unique()}`.toUpperCase()
  return work(
    (unit) => unit.insert(TaxJurisdiction, { code, name: code, jurisdictionType: 'COUNTRY', ...given }),
    superuser,
  )
}
const rate = (given: { organization: string | null; jurisdiction: string; taxCategory?: string }) =>
  work((unit) => unit.insert(TaxRate, { name: 'VAT', rate: '0.2', taxType: 'VAT', ...given }), superuser)

describe('what others need is not deleted', () => {
  it('and they are named', async () => {
    const { id } = await category()
    const first = await world.product(owner, ours, { name: 'Anvil', category: id })
    for (let made = 0; made < 6; made++) await world.product(owner, ours, { name: `Hammer ${made}`, category: id })
    const refused = await refusal(work((unit) => unit.remove(Category, id)))
    expect(refused).toMatchObject({
      code: 'conflict',
      reason: 'in_use',
      details: { hidden: false, usedBy: [{ resource: 'product', label: 'product', count: 7 }] },
    })
    const [{ rows } = { rows: [] }] = (refused.details as { usedBy: { rows: object[] }[] }).usedBy
    expect(rows).toHaveLength(5)
    expect(rows[0]).toEqual({ id: first.id, title: 'Anvil' })
    expect((await reader().get(Category, id)).deletedAt).toBeNull()
  })

  it('as far as whoever asks may view them', async () => {
    const { id } = await category()
    await world.product(owner, ours, { name: 'Seen', category: id, productType: 'SERVICE' })
    await world.product(owner, ours, { name: 'Unseen', category: id })
    const grant = (action: string, resource: string, more = {}) => ({ action, resource, ...more })
    const deleting = [grant('view', 'category'), grant('delete', 'category')]
    const remove = (as: WorkContext) => refusal(work((unit) => unit.remove(Category, id), as))
    const blind = await world.caller([ours], deleting)
    expect((await remove(blind)).details).toEqual({ usedBy: [], hidden: true })
    const where = { field: 'productType', op: 'eq', value: 'SERVICE' } as const
    const halfBlind = await world.caller([ours], [...deleting, grant('view', 'product', { where })])
    expect((await remove(halfBlind)).details).toMatchObject({
      usedBy: [{ count: 1, rows: [{ title: 'Seen' }] }],
      hidden: true,
    })
    const nameless = await world.caller([ours], [...deleting, grant('view', 'product', { fields: ['category'] })])
    expect((await remove(nameless)).details).toMatchObject({
      usedBy: [{ count: 2, rows: [{ title: null }, { title: null }] }],
    })
    const unrelated = await world.caller([ours], [...deleting, grant('view', 'product', { fields: ['name'] })])
    expect((await remove(unrelated)).details).toEqual({ usedBy: [], hidden: true })
  })

  it('but what is in the trash needs nothing', async () => {
    const { id } = await category()
    const gone = await world.product(owner, ours, { category: id })
    await work((unit) => unit.remove(Product, gone.id))
    expect((await work((unit) => unit.remove(Category, id))).deletedAt).not.toBeNull()
  })

  it('nor does a refused caller learn who needs it', async () => {
    const { id } = await category()
    await world.product(owner, ours, { category: id })
    const viewer = await world.caller([ours], 'viewer')
    expect(await refusal(work((unit) => unit.remove(Category, id), viewer))).toMatchObject({
      code: 'forbidden',
      reason: undefined,
    })
    const stranger = await world.caller([(await world.organization()).id])
    expect(await refusal(work((unit) => unit.remove(Category, id), stranger))).toMatchObject({ code: 'not_found' })
  })

  it('by nobody: reference data', async () => {
    const unit = `U${unique()}`.toUpperCase().replaceAll('-', '_')
    await work((of) => of.insert(UnitOfMeasure, { code: unit, name: unit, uomType: 'Other' }), superuser)
    const { id } = await world.product(owner, ours, { baseUom: unit })
    const refused = [
      await refusal(work((of) => of.remove(UnitOfMeasure, unit), superuser)),
      await refusal(work((of) => of.remove(Status, 'active'), superuser)),
      await refusal(work((of) => of.remove(OrganizationType, 'Company'), superuser)),
    ]
    const inUse = { code: 'conflict', reason: 'in_use', details: { hidden: false } }
    for (const each of refused) expect(each).toMatchObject(inUse)
    // For good is for good: what is in the trash still holds it.
    await work((of) => of.remove(Product, id))
    expect(await refusal(work((of) => of.remove(UnitOfMeasure, unit), superuser))).toMatchObject({
      details: { usedBy: [{ resource: 'product', rows: [{ id }] }] },
    })
  })

  it('the currency of an organization, and the type of a document', async () => {
    await work((unit) => unit.insert(Currency, { code: 'XXB', name: 'Florin' }), superuser)
    await work((unit) => unit.update(Organization, ours, { currency: 'XXB' }))
    expect(await refusal(work((unit) => unit.remove(Currency, 'XXB'), superuser))).toMatchObject({
      reason: 'in_use',
      details: { usedBy: [{ resource: 'organization', rows: [{ id: ours }] }] },
    })
    const { id: documentType } = await category({ categoryType: 'DOCUMENT_TYPE' })
    const { id } = await document({ file: (await file()).id, documentType })
    expect(await refusal(work((unit) => unit.remove(Category, documentType)))).toMatchObject({
      reason: 'in_use',
      details: { usedBy: [{ resource: 'document', rows: [{ id }] }] },
    })
  })

  it('the role of a member', async () => {
    const { id: role } = await work(
      (unit) => unit.insert(Role, { organization: ours, slug: `role-${unique()}`, name: 'Clerk' }),
      world.system,
    )
    const { id: user } = await world.user()
    await work((unit) => unit.insert(Membership, { organization: ours, user, role }), world.system)
    expect(await refusal(work((unit) => unit.remove(Role, role), world.system))).toMatchObject({
      reason: 'in_use',
      details: { usedBy: [{ resource: 'membership', label: 'membership', count: 1 }], hidden: false },
    })
  })

  it('a file of a document', async () => {
    const { id } = await file()
    const { id: holder } = await document({ file: id })
    expect(await refusal(work((unit) => unit.remove(StoredFile, id)))).toMatchObject({
      reason: 'in_use',
      details: { usedBy: [{ resource: 'document', rows: [{ id: holder, title: 'Contract' }] }] },
    })
  })
})

describe('an organization', () => {
  const organization = async () => (await world.organization()).id

  it('is kept by what is below it and by the rows that people keep in it', async () => {
    const id = await organization()
    const both = await world.caller([id])
    const { id: below } = await world.organization({ name: 'Below', parent: id })
    const hidden = await refusal(work((unit) => unit.remove(Organization, id), both))
    expect(hidden).toMatchObject({ reason: 'has_children', details: { usedBy: [], hidden: true } })
    const seen = await refusal(work((unit) => unit.remove(Organization, id), world.system))
    expect(seen.details).toEqual({
      hidden: false,
      usedBy: [{ resource: 'organization', label: 'organization', count: 1, rows: [{ id: below, title: 'Below' }] }],
    })
    await work((unit) => unit.remove(Organization, below), world.system)
    const { id: kept } = await world.product(both, id, { name: 'Anvil' })
    const inUse = await refusal(work((unit) => unit.remove(Organization, id), both))
    expect(inUse).toMatchObject({
      reason: 'in_use',
      details: { usedBy: [{ resource: 'product', rows: [{ id: kept }] }] },
    })
    await work((unit) => unit.remove(Product, kept), both)
    expect((await work((unit) => unit.remove(Organization, id), both)).deletedAt).not.toBeNull()
  })

  it('goes with its members, and takes its rows in the trash along', async () => {
    const id = await organization()
    const member = await world.user()
    const [role] = await test.sql<{ id: string }>(`select id from role where slug = 'member'`)
    await work(
      (unit) => unit.insert(Membership, { organization: id, user: member.id, role: role?.id ?? '' }),
      world.system,
    )
    const gone = await world.product(superuser, id)
    await work((unit) => unit.remove(Product, gone.id), superuser)
    await work((unit) => unit.remove(Organization, id), superuser)
    expect(await refusal(work((unit) => unit.restore(Product, gone.id), superuser))).toMatchObject({
      code: 'conflict',
      reason: 'reference_deleted',
      fields: { organization: ['Is deleted'] },
    })
  })

  it('is forgotten by contacts that link to it, also where whoever deletes it cannot look', async () => {
    const id = await organization()
    const contact = await work(
      (unit) => unit.insert(Contact, { organization: ours, firstName: 'Ada', linkedOrganization: id }),
      superuser,
    )
    const other = await world.caller([id])
    await work((unit) => unit.remove(Organization, id), other)
    expect(await reader().get(Contact, contact.id)).toMatchObject({ linkedOrganization: null, version: 2 })
    expect(await traces(contact.id)).toEqual([
      {
        action: 'UPDATE',
        changes: { linkedOrganization: { old: id, new: null } },
        because: `organization ${id}`,
        topic: 'contact.updated',
        organization: ours,
      },
    ])
  })

  it('forgets a contact that is deleted', async () => {
    const id = await organization()
    const both = await world.caller([id])
    const contact = await work((unit) => unit.insert(Contact, { organization: id, firstName: 'Ada' }), both)
    await work((unit) => unit.update(Organization, id, { primaryContact: contact.id }), both)
    await work((unit) => unit.remove(Contact, contact.id), both)
    expect((await reader(both).get(Organization, id)).primaryContact).toBeNull()
    await work((unit) => unit.restore(Contact, contact.id), both)
    expect((await reader(both).get(Organization, id)).primaryContact).toBeNull()
  })
})

describe('a warehouse', () => {
  it('goes with its places, each with its traces', async () => {
    const { id } = await warehouse()
    const zone = await location(id)
    const bin = await location(id, zone.id)
    const elsewhere = await location((await warehouse()).id)
    await work((unit) => unit.remove(Warehouse, id))
    expect((await reader().list(StockLocation, { filter: { field: 'warehouse', op: 'eq', value: id } })).rows).toEqual(
      [],
    )
    expect((await reader().get(StockLocation, elsewhere.id)).deletedAt).toBeNull()
    for (const place of [zone, bin]) {
      expect(await traces(place.id)).toMatchObject([
        { action: 'DELETE', because: `warehouse ${id}`, topic: 'stockLocation.deleted', organization: ours },
      ])
    }
  })

  it('comes back before its places do', async () => {
    const { id } = await warehouse()
    const zone = await location(id)
    const bin = await location(id, zone.id)
    await work((unit) => unit.remove(Warehouse, id))
    const restore = (key: string) => work((unit) => unit.restore(StockLocation, key))
    expect(await refusal(restore(zone.id))).toMatchObject({
      code: 'conflict',
      reason: 'reference_deleted',
      fields: { warehouse: ['Is deleted'] },
    })
    await work((unit) => unit.restore(Warehouse, id))
    expect(await refusal(restore(bin.id))).toMatchObject({
      reason: 'parent_deleted',
      fields: { parent: ['Is deleted'] },
    })
    await restore(zone.id)
    expect((await restore(bin.id)).deletedAt).toBeNull()
  })

  it('has places that go with what is inside them', async () => {
    const { id } = await warehouse()
    const zone = await location(id)
    const bin = await location(id, (await location(id, zone.id)).id)
    const other = await location(id)
    await work((unit) => unit.remove(StockLocation, zone.id))
    await expect(reader().get(StockLocation, bin.id)).rejects.toMatchObject({ code: 'not_found' })
    expect((await reader().get(StockLocation, other.id)).deletedAt).toBeNull()
  })

  it('goes whole or not at all, however many places it has', async () => {
    const { id } = await warehouse()
    await test.sql(
      `insert into stock_location (id, organization_id, warehouse_id, name, path, depth)
       select id, $1, $2, 'Place ' || n, '/' || id || '/', 0 from (select gen_random_uuid() as id, n from generate_series(1, 5500) n) made`,
      [ours, id],
    )
    await work((unit) => unit.remove(Warehouse, id))
    const [left] = await test.sql<{ live: string; entries: string; events: string }>(
      `select count(*) filter (where l.deleted_at is null) as live, count(a.id) as entries,
         count((select 1 from outbox_event e where e.object_id = l.id::text)) as events
       from stock_location l left join audit_entry a on a.object_id = l.id::text and a.action_type = 'DELETE' where l.warehouse_id = $1`,
      [id],
    )
    expect(left).toEqual({ live: '0', entries: '5500', events: '5500' })
  })
})

describe('a category', () => {
  it('goes with everything below it', async () => {
    const top = await category()
    const middle = await category({ parent: top.id })
    const bottom = await category({ parent: middle.id })
    await work((unit) => unit.remove(Category, top.id))
    for (const { id } of [middle, bottom]) {
      await expect(reader().get(Category, id)).rejects.toMatchObject({ code: 'not_found' })
    }
    expect(await traces(bottom.id)).toMatchObject([{ action: 'DELETE', because: `category ${top.id}` }])
  })

  it('goes together with what is below it, also when all of them are chosen', async () => {
    // Made before its parent, so that it comes first by its key.
    const middle = await category()
    const top = await category()
    const bottom = await category({ parent: middle.id })
    await work((unit) => unit.move(Category, middle.id, top.id))
    const chosen = [top.id, middle.id, bottom.id]
    expect(await work((unit) => unit.removeMany(Category, chosen))).toHaveLength(3)
    expect((await work((unit) => unit.restoreMany(Category, chosen))).map(({ deletedAt }) => deletedAt)).toEqual([
      null,
      null,
      null,
    ])
  })

  it('stays whole as long as something below it is needed', async () => {
    const top = await category()
    const bottom = await category({ parent: (await category({ parent: top.id })).id })
    await world.product(owner, ours, { name: 'Anvil', category: bottom.id })
    expect(await refusal(work((unit) => unit.remove(Category, top.id)))).toMatchObject({
      reason: 'in_use',
      details: { usedBy: [{ resource: 'product', rows: [{ title: 'Anvil' }] }] },
    })
    expect((await reader().get(Category, bottom.id)).deletedAt).toBeNull()
  })
})

describe('a tax jurisdiction', () => {
  it('goes with its rates, shared ones and those of organizations', async () => {
    const { code } = await jurisdiction()
    const rates = [
      await rate({ organization: null, jurisdiction: code }),
      await rate({ organization: ours, jurisdiction: code }),
    ]
    await work((unit) => unit.remove(TaxJurisdiction, code), superuser)
    for (const { id } of rates) {
      await expect(reader(superuser).get(TaxRate, id)).rejects.toMatchObject({ code: 'not_found' })
      expect(await traces(id)).toMatchObject([
        {
          action: 'DELETE',
          because: `taxJurisdiction ${code}`,
          topic: 'taxRate.deleted',
          changes: { rate: { new: null } },
        },
      ])
    }
  })

  it('stays while there is one below it', async () => {
    const { code } = await jurisdiction()
    const below = await jurisdiction({ parent: code, jurisdictionType: 'STATE_PROVINCE' })
    expect(await refusal(work((unit) => unit.remove(TaxJurisdiction, code), superuser))).toMatchObject({
      code: 'conflict',
      reason: 'has_children',
      details: { usedBy: [{ resource: 'taxJurisdiction', rows: [{ id: below.code }] }] },
    })
  })

  it('goes for good only by who may delete it', async () => {
    const { code } = await jurisdiction()
    await rate({ organization: ours, jurisdiction: code })
    expect(await refusal(work((unit) => unit.remove(TaxJurisdiction, code)))).toMatchObject({ code: 'forbidden' })
  })
})

describe('a tax category', () => {
  it('goes with its rates, and leaves those for everything', async () => {
    const { code: place } = await jurisdiction()
    const code = `T${unique()}`.toUpperCase()
    await work((unit) => unit.insert(TaxCategory, { code, name: code }), superuser)
    const gone = await rate({ organization: ours, jurisdiction: place, taxCategory: code })
    const kept = await rate({ organization: ours, jurisdiction: place })
    await work((unit) => unit.remove(TaxCategory, code), superuser)
    await expect(reader().get(TaxRate, gone.id)).rejects.toMatchObject({ code: 'not_found' })
    expect((await reader().get(TaxRate, kept.id)).id).toBe(kept.id)
  })
})

describe('a document', () => {
  it('forgets an edition before it that is deleted', async () => {
    const first = await document({ file: (await file()).id })
    const second = await document({ file: (await file()).id, previousVersion: first.id })
    await work((unit) => unit.remove(Document, first.id))
    expect(await reader().get(Document, second.id)).toMatchObject({ previousVersion: null, version: 1 })
  })

  it('does not keep what it is attached to', async () => {
    const { id } = await world.product(owner, ours)
    const { id: held } = await document({ file: (await file()).id })
    await work((unit) => unit.update(Document, held, { entityType: 'product', entityId: id }))
    expect((await work((unit) => unit.remove(Product, id))).deletedAt).not.toBeNull()
    expect(await reader().get(Document, held)).toMatchObject({ entityType: 'product', entityId: id })
  })
})

describe('a person', () => {
  it('goes with their memberships, and what they made stays', async () => {
    const { id } = await world.user()
    const [role] = await test.sql<{ id: string }>(`select id from role where slug = 'member'`)
    const membership = await work(
      (unit) => unit.insert(Membership, { organization: ours, user: id, role: role?.id ?? '' }),
      world.system,
    )
    const made = await test.sql<{ id: string }>(
      `insert into warehouse (id, organization_id, name, code, warehouse_type, created_by_id) values ($1, $2, 'x', $3, 'OTHER', $4) returning id`,
      [v7(), ours, unique(), id],
    )
    const report = await world.user()
    const profile = await work((unit) => unit.insert(Profile, { user: report.id, manager: id }), world.system)
    await work((unit) => unit.remove(User, id), superuser)
    expect((await reader(superuser).get(Profile, profile.id)).manager).toBeNull()
    expect(await traces(membership.id)).toMatchObject([
      { action: expect.any(String), because: `user ${id}`, organization: ours },
    ])
    expect((await reader().get(Warehouse, made[0]?.id ?? '')).id).toBe(made[0]?.id)
  })
})
