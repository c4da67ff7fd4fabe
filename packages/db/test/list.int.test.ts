import { type Grant, Organization, Product, type RowOf, StoredFile, User } from '@groundwork/domain'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ListQuery, Page, WorkContext } from '../src/index.ts'
import { createTestDatabase, type ProductRow, type TestDatabase, type World, worldIn } from './support/index.ts'

let test: TestDatabase
let world: World
let ours: string
let context: WorkContext

beforeAll(async () => {
  test = await createTestDatabase()
  world = worldIn(test.database)
  ours = (await world.organization()).id
  context = await world.caller([ours])
})
afterAll(() => test.close())

const list = (query: ListQuery = {}, as = context) => test.database.reader(as).list(Product, query)

/** An organization with these products, and somebody who may do everything there. */
async function shop(products: readonly Partial<ProductRow>[]) {
  const organization = (await world.organization()).id
  const owner = await world.caller([organization])
  for (const given of products) await world.product(owner, organization, given)
  return { organization, owner }
}

async function allPages(query: ListQuery, as: WorkContext, limit = 2): Promise<ProductRow[]> {
  const rows: ProductRow[] = []
  let cursor: string | null = null
  do {
    const page = await list({ ...query, limit, ...(cursor && { cursor }) }, as)
    expect(page.rows.length).toBeLessThanOrEqual(limit)
    rows.push(...page.rows)
    cursor = page.nextCursor
  } while (cursor)
  return rows
}

describe('a row', () => {
  it('has the shape of its definition, with text for moments and labels of what it refers to', async () => {
    const made = await world.product(context, ours, {
      tags: ['a', 'b"c', 'd e'],
      customFields: { color: 'red', n: [1, null] },
    })
    const [row] = (await list({ filter: { field: 'id', op: 'eq', value: made.id } })).rows
    expect(row).toEqual(made)
    expect(Product.read.parse(row)).toEqual(row)
    expect(row).toMatchObject({
      tags: ['a', 'b"c', 'd e'],
      customFields: { color: 'red', n: [1, null] },
      baseUom: 'EA',
      version: 1,
    })
    expect(row?.createdAt).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/)
    expect(row?.organizationName).toMatch(/^Organization /)
  })

  it('carries derived fields', async () => {
    const file = await test.database.withUnitOfWork(context, (work) =>
      work.insert(StoredFile, {
        organization: ours,
        originalFilename: 'a.txt',
        filePath: crypto.randomUUID(),
        fileSize: 1536,
        status: 'available',
      }),
    )
    const read = await test.database.reader(context).get(StoredFile, file.id)
    expect(read).toMatchObject({
      fileSize: 1536,
      fileSizeDisplay: '1.5 KB',
      downloadUrl: `/api/v1/files/${file.id}/download/`,
    })
  })
})

describe('paging', () => {
  const names = ['Äpfel', 'apple', 'Zebra', 'banana', 'Banana', 'öl', '10', '9']

  it('goes through every row once, in people’s order', async () => {
    const { owner } = await shop(names.map((name) => ({ name })))
    const rows = await allPages({ orderBy: ['name'] }, owner)
    expect(rows.map(({ name }) => name)).toEqual(['10', '9', 'Äpfel', 'apple', 'banana', 'Banana', 'öl', 'Zebra'])
    const back = await allPages({ orderBy: ['-name'] }, owner, 3)
    expect(back.map(({ name }) => name)).toEqual(rows.map(({ name }) => name).reverse())
  })

  it('goes through ties and mixed directions', async () => {
    const { owner } = await shop(
      ['draft', 'active'].flatMap((status) => [1, 2, 3].map((n) => ({ name: `P${n}`, status: status as 'draft' }))),
    )
    const rows = await allPages({ orderBy: ['status', '-name'] }, owner)
    expect(rows.map(({ status, name }) => `${status} ${name}`)).toEqual([
      'active P3',
      'active P2',
      'active P1',
      'draft P3',
      'draft P2',
      'draft P1',
    ])
  })

  it.each([['fileSize'], ['-fileSize'], ['fileSize', '-createdAt'], ['-fileSize', 'originalFilename']])(
    'goes through empty values: %s %s',
    async (...orderBy) => {
      const organization = (await world.organization()).id
      const owner = await world.caller([organization])
      const sizes = [null, 5, null, 1, 5, null, 0]
      for (const [index, fileSize] of sizes.entries()) {
        await test.database.withUnitOfWork(owner, (work) =>
          work.insert(StoredFile, { organization, originalFilename: `f${index}`, filePath: `f${index}`, fileSize }),
        )
      }
      const reader = test.database.reader(owner)
      const seen: string[] = []
      let cursor: string | null = null
      do {
        const page: Page<RowOf<typeof StoredFile>> = await reader.list(StoredFile, {
          orderBy,
          limit: 2,
          ...(cursor && { cursor }),
        })
        seen.push(...page.rows.map(({ originalFilename }) => originalFilename))
        cursor = page.nextCursor
      } while (cursor)
      const whole = await reader.list(StoredFile, { orderBy, limit: 100 })
      expect(seen).toEqual(whole.rows.map(({ originalFilename }) => originalFilename))
      expect(new Set(seen).size).toBe(sizes.length)
    },
  )

  it('merges several organizations in one order', async () => {
    const [one, two, three] = [
      await shop(['b', 'e', 'h'].map((name) => ({ name }))),
      await shop(['a', 'd', 'g'].map((name) => ({ name }))),
      await shop(['c', 'f', 'i'].map((name) => ({ name }))),
    ]
    const all = await world.caller([one.organization, two.organization, three.organization])
    expect((await allPages({}, all)).map(({ name }) => name).join('')).toBe('abcdefghi')
    expect((await list({ offset: 4, limit: 3 }, all)).rows.map(({ name }) => name).join('')).toBe('efg')
    const narrowed = await list({ organizations: [two.organization, ours] }, all)
    expect(narrowed.rows.map(({ name }) => name).join('')).toBe('adg')

    const everything = await allPages({ organizations: [one.organization, two.organization] }, await world.superuser())
    expect(everything.map(({ name }) => name).join('')).toBe('abdegh')
    expect(
      (await list({ filter: { field: 'name', op: 'in', value: ['a', 'b', 'c'] } }, world.system)).rows,
    ).toHaveLength(3)
  })

  it('counts, as far as anybody wants to know', async () => {
    const { organization, owner } = await shop([{}, {}, {}])
    expect(await list({ withCount: true, limit: 1 }, owner)).toMatchObject({ count: 3, isCountExact: true })
    await test.sql(
      `insert into product (id, organization_id, sku, name, product_type)
       select gen_random_uuid(), $1, 'N' || n, 'N' || n, 'SERVICE' from generate_series(1, 10000) n`,
      [organization],
    )
    expect(await list({ withCount: true, limit: 1 }, owner)).toMatchObject({ count: 10_000, isCountExact: false })
    const counted = await test.database.reader(owner).count(Product, { search: 'N99' })
    expect(counted).toEqual({ count: 111, isCountExact: true })
  })

  it.each([
    [{ limit: 0 }, 'limit'],
    [{ limit: 1001 }, 'limit'],
    [{ offset: 10_001 }, 'offset'],
    [{ offset: 1, cursor: 'x' }, 'offset'],
  ])('refuses %j', async (query, field) => {
    await expect(list(query)).rejects.toMatchObject({
      code: 'invalid',
      reason: 'invalid_page',
      fields: { [field]: expect.anything() },
    })
  })

  it('refuses a cursor of another list and one that was tampered with', async () => {
    const { owner } = await shop([{}, {}, {}])
    const cursor = (await list({ limit: 1 }, owner)).nextCursor ?? ''
    const tampered = (change: (place: unknown[]) => unknown) =>
      Buffer.from(JSON.stringify(change(JSON.parse(Buffer.from(cursor, 'base64url').toString())))).toString('base64url')
    const wrong = [
      'nonsense',
      tampered((place) => place.slice(1)),
      tampered(([order, name]) => [order, name, `x' or 1=1`]),
      tampered(([order, , id]) => [order, null, id]),
      tampered(([order, , id]) => [order, { a: 1 }, id]),
      tampered(([order, , id]) => [order, 'a\u0000', id]),
    ]
    for (const bad of wrong) {
      await expect(list({ cursor: bad }, owner)).rejects.toMatchObject({ code: 'invalid', reason: 'invalid_cursor' })
    }
    await expect(list({ cursor, orderBy: ['sku'] }, owner)).rejects.toMatchObject({ reason: 'invalid_cursor' })
  })

  it.each([['description'], ['nothing'], ['-constructor'], ['tags']])('refuses to sort by %s', async (field) => {
    await expect(list({ orderBy: [field] })).rejects.toMatchObject({ code: 'invalid', reason: 'unsortable_field' })
  })
})

describe('searching', () => {
  it('wants every word, in any searchable field, in any case', async () => {
    const { owner } = await shop([
      { sku: 'AX-1', name: 'Steel anvil', description: 'heavy' },
      { sku: 'AX-2', name: 'Rubber anvil', description: 'light' },
    ])
    const found = async (search: string) => (await list({ search }, owner)).rows.map(({ sku }) => sku)
    expect(await found('ANVIL')).toEqual(['AX-2', 'AX-1'])
    expect(await found('anvil heavy')).toEqual(['AX-1'])
    expect(await found('anvil ax-2')).toEqual(['AX-2'])
    expect(await found('anvil nowhere')).toEqual([])
    expect(await found('   ')).toHaveLength(2)
  })

  it('takes wildcards for themselves', async () => {
    const { owner } = await shop([
      { name: '100% cotton_shirt' },
      { name: '1000 cottonXshirt' },
      { name: 'back\\slash' },
    ])
    const found = async (search: string) => (await list({ search }, owner)).rows.length
    expect(await found('100%')).toBe(1)
    expect(await found('cotton_shirt')).toBe(1)
    expect(await found('k\\s')).toBe(1)
    expect(await found("'; drop table product; --")).toBe(0)
  })

  it('refuses what nobody would search for', async () => {
    await expect(list({ search: 'a\u0000b' })).rejects.toMatchObject({ code: 'invalid', reason: 'invalid_search' })
    await expect(list({ search: 'x'.repeat(201) })).rejects.toMatchObject({ reason: 'invalid_search' })
  })
})

describe('the trash', () => {
  it('is a list of its own', async () => {
    const { owner } = await shop([{ sku: 'LIVE' }, { sku: 'GONE' }])
    const [gone] = (await list({ filter: { field: 'sku', op: 'eq', value: 'GONE' } }, owner)).rows
    await test.database.withUnitOfWork(owner, (work) => work.remove(Product, gone?.id ?? ''))
    expect((await list({}, owner)).rows.map(({ sku }) => sku)).toEqual(['LIVE'])
    const trash = await list({ trash: true, orderBy: ['-deletedAt'] }, owner)
    expect(trash.rows.map(({ sku }) => sku)).toEqual(['GONE'])
    expect((await test.database.reader(owner).list(User, { trash: true })).rows).toEqual([])
  })
})

describe('grants', () => {
  const view = (more: Partial<Grant> = {}): Grant[] => [{ resource: 'product', action: 'view', ...more }]

  it('show nothing without a grant to view', async () => {
    const { organization } = await shop([{}])
    const uploader = await world.caller([organization], 'uploader')
    expect(await list({ withCount: true }, uploader)).toEqual({
      rows: [],
      nextCursor: null,
      count: 0,
      isCountExact: true,
    })
  })

  it('show the rows of their rule, bound to the caller, and count no others', async () => {
    const { organization } = await shop([{ status: 'active' }, { status: 'active' }, { status: 'draft' }])
    const limited = await world.caller(
      [organization],
      view({ where: { field: 'status', op: 'eq', value: '$membership.shows' } }),
      {
        shows: 'active',
      },
    )
    const page = await list({ withCount: true, search: 'product' }, limited)
    expect(page.rows.map(({ status }) => status)).toEqual(['active', 'active'])
    expect(page.count).toBe(2)
  })

  it('follow a rule behind a reference', async () => {
    const { organization } = await shop([{}])
    const name = (await test.database.reader(world.system).get(Organization, organization)).name
    const reading = (value: string) =>
      world.caller([organization], view({ where: { field: 'organization.name', op: 'eq', value } }))
    expect((await list({}, await reading(name))).rows).toHaveLength(1)
    expect((await list({}, await reading('another'))).rows).toEqual([])
  })

  it('hide behind a reference what they hide in a list', async () => {
    const { organization } = await shop([{}])
    const { name } = await test.database.reader(world.system).get(Organization, organization)
    const filter = { field: 'organization.name', op: 'eq', value: name } as const
    const seeing = (where: Grant['where']) =>
      world.caller([organization], [...view(), { resource: 'organization', action: 'view', ...(where && { where }) }])
    expect((await list({ filter }, await seeing(undefined))).rows).toHaveLength(1)
    expect((await list({ filter }, await seeing({ field: 'status', op: 'eq', value: 'active' }))).rows).toHaveLength(1)
    expect((await list({ filter }, await seeing({ field: 'status', op: 'eq', value: 'archived' }))).rows).toEqual([])
  })

  it('hide behind a reference the rows of an organization that one has no view of, though a member there', async () => {
    const [here, there] = [await shop([{}]), await shop([{}])]
    const seen = await world.caller([here.organization], [...view(), { resource: 'organization', action: 'view' }])
    const { actor } = await world.caller([there.organization], view())
    const both = { actor: { ...seen.actor, memberships: [...seen.actor.memberships, ...actor.memberships] } }
    const isNamed = { field: 'organization.name', op: 'isnull', value: false } as const
    const { rows, count } = await list({ filter: isNamed, withCount: true }, both)
    expect(rows.map(({ organization }) => organization)).toEqual([here.organization])
    expect(count).toBe(1)
  })

  it('give different rules in different organizations their own rows', async () => {
    const one = await shop([{ name: 'a', status: 'active' }, { name: 'b' }])
    const two = await shop([{ name: 'c', status: 'active' }, { name: 'd' }])
    const whole = await world.caller([one.organization], view())
    const { actor } = await world.caller(
      [two.organization],
      view({ where: { field: 'status', op: 'eq', value: 'active' } }),
    )
    const both = { actor: { ...actor, memberships: [...whole.actor.memberships, ...actor.memberships] } }
    expect((await allPages({}, both)).map(({ name }) => name).join('')).toBe('abc')
  })

  it('close fields: null in the row, and neither filtered nor sorted nor searched by', async () => {
    const { organization } = await shop([{ name: 'Visible', description: 'hidden words', status: 'active' }])
    const limited = await world.caller([organization], view({ fields: ['name', 'sku', 'createdAt'] }))
    const [row] = (await list({}, limited)).rows
    expect(row).toMatchObject({
      name: 'Visible',
      description: null,
      status: null,
      tags: null,
      version: 1,
      organization,
    })
    expect(row?.organizationName).toBeNull()
    const refused = { code: 'invalid', reason: 'unreadable_field' }
    await expect(list({ filter: { field: 'status', op: 'eq', value: 'active' } }, limited)).rejects.toMatchObject(
      refused,
    )
    await expect(list({ orderBy: ['status'] }, limited)).rejects.toMatchObject(refused)
    expect((await list({ search: 'hidden' }, limited)).rows).toEqual([])
    expect((await list({ search: 'visible' }, limited)).rows).toHaveLength(1)
    expect(await test.database.reader(limited).get(Product, row?.id ?? '')).toEqual(row)
  })

  it('open more of a row that another grant opens whole', async () => {
    const { organization } = await shop([
      { name: 'Own', description: 'mine', status: 'active' },
      { name: 'Other', description: 'theirs' },
    ])
    const grants = [...view({ fields: ['name'] }), ...view({ where: { field: 'status', op: 'eq', value: 'active' } })]
    const rows = (await list({}, await world.caller([organization], grants))).rows
    expect(rows.map(({ name, description }) => [name, description])).toEqual([
      ['Other', null],
      ['Own', 'mine'],
    ])
  })

  it('do not let a filter look at people behind a reference', async () => {
    const { owner } = await shop([{}])
    for (const field of ['createdBy.email', 'createdBy.isSuperuser', 'constructor', 'organization.nothing']) {
      const filter = { field, op: 'eq', value: 'x' } as const
      await expect(list({ filter }, owner), field).rejects.toMatchObject({
        code: 'invalid',
        reason: 'unreadable_field',
      })
    }
  })
})

describe('people', () => {
  const people = async (as: WorkContext) =>
    (await test.database.reader(as).list(User, { limit: 100 })).rows.map(({ id }) => id)

  it('see themselves, the people of their organizations where they may, and whom they added', async () => {
    const { id: organization } = await world.organization()
    const [colleague, former, stranger] = [await world.user(), await world.user(), await world.user()]
    for (const [user, isActive] of [
      [colleague, true],
      [former, false],
    ] as const) {
      await test.sql(
        `insert into membership (id, organization_id, user_id, role_id, is_active)
         select gen_random_uuid(), $1, $2, id, $3 from role where slug = 'viewer'`,
        [organization, user.id, isActive],
      )
    }
    const owner = await world.caller([organization], 'owner')
    const viewer = await world.caller([organization], 'viewer')
    const added = await test.database.withUnitOfWork(owner, (work) =>
      work.insert(User, { username: `added-${stranger.username}`, email: `added-${stranger.email}` }),
    )
    expect((await people(owner)).sort()).toEqual([owner.actor.userId, colleague.id, added.id].sort())
    expect(await people(viewer)).toEqual([viewer.actor.userId])
    const reader = test.database.reader(owner)
    await expect(reader.get(User, stranger.id)).rejects.toMatchObject({ code: 'not_found' })
    expect((await reader.get(User, colleague.id)).username).toBe(colleague.username)
  })
})
