import {
  type Defined,
  type Filter,
  type Grant,
  isDomainError,
  Organization,
  Product,
  type ResourceSpec,
  Role,
  rowActionsOf,
  User,
} from '@groundwork/domain'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { WorkContext } from '../src/index.ts'
import { createTestDatabase, type TestDatabase, type World, worldIn } from './support/index.ts'

let test: TestDatabase
let world: World
let head: string
let branch: string
let other: string

beforeAll(async () => {
  test = await createTestDatabase()
  world = worldIn(test.database)
  head = (await world.organization()).id
  branch = (await world.organization({ parent: head })).id
  other = (await world.organization()).id
})
afterAll(() => test.close())

const on = (action: string, where?: Filter, more: Partial<Grant> = {}): Grant => ({
  resource: 'product',
  action,
  ...(where && { where }),
  ...more,
})
const work = <S extends ResourceSpec>(
  context: WorkContext,
  verb: 'remove' | 'restore',
  resource: Defined<S>,
  id: string,
) => test.database.withUnitOfWork(context, (unit) => unit[verb](resource, id))

/** What the engine answers when each action is asked for by itself: the truth that abilities have to tell. */
async function asked<S extends ResourceSpec>(context: WorkContext, resource: Defined<S>, id: string) {
  const reader = test.database.reader(context)
  const isDeleted = (await test.sql(`select from ${resource.table} where id = $1 and deleted_at is not null`, [id]))
    .length
  const found: string[] = []
  for (const action of rowActionsOf(resource)) {
    if ((action === 'restore') !== Boolean(isDeleted)) continue
    const answer = await reader.get(resource, id, { action, withDeleted: true }).catch((error: unknown) => error)
    if (!isDomainError(answer)) found.push(action)
  }
  return found
}

const everyDay = [on('view'), on('add')]
const counted: Filter = { field: 'baseUom.uomType', op: 'eq', value: 'Count' }
const rules: readonly (readonly [string, readonly Grant[]])[] = [
  ['no grant but to look', everyDay],
  ['grants for all rows', [...everyDay, on('change'), on('delete'), on('restore')]],
  ['a rule on the row', [...everyDay, on('change', { field: 'status', op: 'eq', value: 'active' }), on('restore')]],
  ['a rule on its own rows', [...everyDay, on('delete', { field: 'createdBy', op: 'eq', value: '$principal.userId' })]],
  [
    'a rule on an attribute of the membership',
    [...everyDay, on('change', { field: 'customFields.country', op: 'eq', value: '$membership.country' })],
  ],
  ['a rule that looks behind a reference', [...everyDay, on('change', counted), on('delete', counted)]],
  ['a rule beside its opposite', [...everyDay, on('change', counted), on('change', { not: counted })]],
  [
    'both kinds of rules for one action',
    [...everyDay, on('change', counted), on('change', { field: 'status', op: 'eq', value: 'draft' }), on('delete')],
  ],
  ['a grant on some fields', [...everyDay, on('change', undefined, { fields: ['name'] })]],
  [
    'a rule on a field that stays hidden',
    [
      on('add'),
      on('view', undefined, { fields: ['sku'] }),
      on('change', { field: 'status', op: 'eq', value: 'active' }),
    ],
  ],
]

describe.each(rules)('with %s, abilities tell what the engine would allow', (_, grants) => {
  it('in list, get, create, update, delete and restore', async () => {
    const context = await world.caller([head, branch], grants, { country: 'CH' })
    const rows = [
      await world
        .product(context, head, {
          baseUom: 'KG',
          ...(!grants.some(({ fields }) => fields) && { customFields: { country: 'CH' } }),
        })
        .catch(() => world.product(world.system, head)),
      await world.product(world.system, head, { status: 'draft', customFields: { country: 'AT' } }),
      await world.product(world.system, branch, { status: 'draft', customFields: { country: 'CH' }, baseUom: 'KG' }),
      await world.product(world.system, branch, { baseUom: 'EA' }),
    ]
    await world.product(world.system, other)
    const reader = test.database.reader(context)
    const listed = await reader.list(Product, { filter: { field: 'sku', op: 'in', value: rows.map(({ sku }) => sku) } })
    expect(listed.rows).toHaveLength(rows.length)
    for (const row of listed.rows) {
      expect(row.abilities, row.id).toEqual(await asked(context, Product, row.id))
      expect((await reader.get(Product, row.id)).abilities).toEqual(row.abilities)
      if (!row.abilities.includes('change')) continue
      const changed = await test.database.withUnitOfWork(context, (unit) =>
        unit.update(Product, row.id, { name: 'New' }),
      )
      expect(changed.abilities).toEqual(row.abilities)
    }
    for (const { id } of rows) {
      await work(world.system, 'remove', Product, id)
      const deleted = await reader.get(Product, id, { withDeleted: true })
      expect(deleted.abilities).toEqual(await asked(context, Product, id))
      expect(deleted.abilities).not.toContain('change')
      if (!deleted.abilities.includes('restore')) continue
      const restored = await work(context, 'restore', Product, id)
      expect(restored.abilities).toEqual(await asked(context, Product, id))
      expect(restored.abilities).not.toContain('restore')
    }
  })

  it('for a row that was just made', async () => {
    const context = await world.caller([head], grants, { country: 'CH' })
    const given = {
      organization: head,
      sku: `MADE-${world.unknownId()}`,
      name: 'Made',
      productType: 'SERVICE',
    } as const
    const made = await test.database.withUnitOfWork(context, (unit) => unit.insert(Product, given))
    expect(made.abilities).toEqual(await asked(context, Product, made.id))
  })
})

describe('abilities', () => {
  it('of a superuser and of the system are all that apply', async () => {
    const { id } = await world.product(world.system, head)
    for (const context of [world.system, await world.superuser()]) {
      const row = await test.database.reader(context).get(Product, id)
      expect(row.abilities).toEqual(['change', 'delete'])
      expect((await work(context, 'remove', Product, id)).abilities).toEqual(['restore'])
      expect((await work(context, 'restore', Product, id)).abilities).toEqual(['change', 'delete'])
    }
  })

  it('are one array for all rows that have the same', async () => {
    const context = await world.caller([other], [...everyDay, on('change')])
    for (let made = 0; made < 3; made++) await world.product(context, other)
    const { rows } = await test.database.reader(context).list(Product)
    expect(rows.length).toBeGreaterThan(2)
    expect(new Set(rows.map(({ abilities }) => abilities)).size).toBe(1)
  })

  it('come with every node of a tree, as rules on the tree allow', async () => {
    const grants = [
      { resource: 'organization', action: 'view' },
      {
        resource: 'organization',
        action: 'change',
        where: { field: 'id', op: 'descendantof', value: branch } as Filter,
      },
      { resource: 'organization', action: 'move' },
    ]
    const context = await world.caller([head, branch], grants)
    const reader = test.database.reader(context)
    expect((await reader.get(Organization, head)).abilities).toEqual(['move'])
    for (const rows of [await reader.children(Organization, head), await reader.descendants(Organization, head)]) {
      expect(rows.map(({ id, abilities }) => [id, abilities])).toEqual([[branch, ['change', 'move']]])
    }
    expect((await reader.ancestors(Organization, branch)).map(({ abilities }) => abilities)).toEqual([['move']])
  })

  it("of one's own account are to change it, and none of a colleague's", async () => {
    const me = await world.caller([head])
    const colleague = await world.user()
    const role = (await test.sql<{ id: string }>(`select id from role where slug = 'member'`))[0]?.id
    await test.sql(
      'insert into membership (id, organization_id, user_id, role_id) values (gen_random_uuid(), $1, $2, $3)',
      [head, colleague.id, role],
    )
    const reader = test.database.reader(me)
    expect((await reader.get(User, me.actor.userId)).abilities).toContain('change')
    expect((await reader.get(User, colleague.id)).abilities).not.toContain('change')
  })

  it('of a shared role are nothing to an owner, who may change their own', async () => {
    const owner = await world.caller([head])
    const own = await test.database.withUnitOfWork(owner, (unit) =>
      unit.insert(Role, { organization: head, slug: 'own', name: 'Own' }),
    )
    expect(own.abilities).toEqual(expect.arrayContaining(['change', 'delete']))
    const { rows } = await test.database.reader(owner).list(Role, { limit: 100 })
    for (const role of rows) expect(role.abilities.includes('change'), role.slug).toBe(role.organization === head)
  })

  it('are nothing to filter, sort or search by', async () => {
    const reader = test.database.reader(await world.caller([head]))
    const filter: Filter = { field: 'abilities', op: 'isnull', value: false }
    await expect(reader.list(Product, { filter })).rejects.toMatchObject({ code: 'invalid' })
    await expect(reader.list(Product, { orderBy: ['abilities'] })).rejects.toMatchObject({ code: 'invalid' })
    expect(Product.patch.safeParse({ abilities: [] }).success).toBe(false)
  })
})
