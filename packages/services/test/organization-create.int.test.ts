import { asSystem } from '@groundwork/db'
import { type Grant, Membership, Organization, Role } from '@groundwork/domain'
import { v7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { authenticate } from '../src/identity/index.ts'
import { createOrganization, prepareDemoOrganizations, removeOrganization } from '../src/organization/index.ts'
import { createWorld, type Person, type World } from './identity-world.ts'

let world: World
let root: Person
beforeAll(async () => {
  world = await createWorld()
  root = await world.person({ isSuperuser: true })
})
afterAll(() => world.close())

let count = 0
const named = (parent?: string) => {
  count += 1
  const names = { name: `Made ${count}`, code: `MADE-${count}`, organizationType: 'Department' }
  return parent === undefined ? names : { ...names, parent }
}

async function memberAs(role: string) {
  const organization = await world.organization()
  const person = await world.person()
  await world.member(person, { of: organization.id, as: role })
  return { person, organization: organization.id, context: await world.context(person) }
}

async function furnish({ services, database }: World, owner: string) {
  const insert = await prepareDemoOrganizations(services)
  return database.withUnitOfWork(asSystem('furnish a test'), (work) => insert(work, owner))
}

describe('creating an organization', () => {
  it('without a parent is for superusers', async () => {
    const { context } = await memberAs('owner')
    await expect(createOrganization(world.services, context, named())).rejects.toMatchObject({ code: 'forbidden' })
    const made = await createOrganization(world.services, await world.context(root), named())
    expect(made).toMatchObject({ parent: null, status: 'active' })
    const members = await world.sql('select * from membership where organization_id = $1', [made.id])
    expect(members).toEqual([])
  })

  it.each<[string, Partial<Grant>]>([
    ['some fields', { fields: ['name', 'code', 'organizationType', 'parent'] }],
    ['rows of a rule', { where: { field: 'organizationType', op: 'eq', value: 'Company' } }],
  ])('is not for those who may add %s: whoever makes one owns all of it', async (_, limit) => {
    const { id: organization } = await world.organization()
    const person = await world.person()
    const grants: Grant[] = [
      { resource: 'organization', action: 'view' },
      { resource: 'organization', action: 'add', ...limit },
    ]
    const role = await world.database.withUnitOfWork(asSystem('set a test up'), (work) =>
      work.insert(Role, { organization, slug: 'founder', name: 'Founder', grants }),
    )
    await world.member(person, { of: organization, as: role.id })
    const attempt = createOrganization(world.services, await world.context(person), {
      ...named(organization),
      customFields: { closed: true },
    })
    await expect(attempt).rejects.toMatchObject({ code: 'forbidden' })
  })

  it('makes room for 100 GB of files', async () => {
    const { id } = await createOrganization(world.services, await world.context(root), named())
    expect(
      await world.sql('select quota_bytes::text, used_bytes::text from storage_quota where organization_id = $1', [id]),
    ).toEqual([{ quota_bytes: '107374182400', used_bytes: '0' }])
  })

  it('below one’s own makes one its owner, from that moment on', async () => {
    const { person, organization, context } = await memberAs('administrator')
    const { access } = await world.tokensOf(person)
    await authenticate(world.services, { bearer: access })
    const made = await createOrganization(world.services, context, named(organization))
    expect(made).toMatchObject({ parent: organization, createdBy: person.id })

    const actor = await authenticate(world.services, { bearer: access })
    expect(actor.memberships).toContainEqual(expect.objectContaining({ organization: made.id, role: 'owner' }))
    await expect(world.database.reader({ actor }).get(Organization, made.id)).resolves.toMatchObject({ id: made.id })
    expect(await world.audit(made.id)).toMatchObject([
      { action: 'CREATE', user_id: person.id, organization_id: made.id },
    ])
  })

  it('needs the right to add below the parent', async () => {
    const { organization, context } = await memberAs('manager')
    await expect(createOrganization(world.services, context, named(organization))).rejects.toMatchObject({
      code: 'forbidden',
    })
  })

  it('below a stranger’s is as below none', async () => {
    const { context } = await memberAs('owner')
    const stranger = await world.organization()
    const [foreign, unknown] = await Promise.all(
      [stranger.id, v7()].map((parent) =>
        createOrganization(world.services, context, named(parent)).catch((error: unknown) => error),
      ),
    )
    expect(foreign).toEqual(unknown)
    expect(foreign).toMatchObject({ code: 'not_found' })
  })

  it('with a code that is taken is a conflict on the code', async () => {
    const context = await world.context(root)
    const first = named()
    await createOrganization(world.services, context, first)
    await expect(createOrganization(world.services, context, { ...named(), code: first.code })).rejects.toMatchObject({
      code: 'conflict',
      fields: { code: [expect.any(String)] },
    })
  })
})

describe('deleting an organization', () => {
  it('is refused while there are any below it, also such as the owner cannot see', async () => {
    const { organization, context } = await memberAs('owner')
    const child = await world.organization({ parent: organization })
    await expect(removeOrganization(world.services, context, organization)).rejects.toMatchObject({
      code: 'conflict',
      reason: 'has_children',
    })
    await removeOrganization(world.services, await world.context(root), child.id)
    await expect(removeOrganization(world.services, context, organization)).resolves.toMatchObject({ id: organization })
  })

  it('is for its owners', async () => {
    const { organization, context } = await memberAs('administrator')
    await expect(removeOrganization(world.services, context, organization)).rejects.toMatchObject({ code: 'forbidden' })
    const { context: stranger } = await memberAs('owner')
    await expect(removeOrganization(world.services, stranger, organization)).rejects.toMatchObject({
      code: 'not_found',
    })
  })

  it('and making one below it do not both happen', async () => {
    const { organization, context } = await memberAs('owner')
    const results = await Promise.allSettled([
      createOrganization(world.services, context, named(organization)),
      removeOrganization(world.services, context, organization),
    ])
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
  })
})

describe('several organizations below one parent', () => {
  it('are made at the same moment without getting in each other’s way', async () => {
    const { organization, context } = await memberAs('owner')
    for (let round = 0; round < 5; round++) {
      const made = await Promise.all(
        Array.from({ length: 4 }, () => createOrganization(world.services, context, named(organization))),
      )
      expect(new Set(made.map(({ id }) => id)).size).toBe(4)
    }
  })
})

describe('the demo organizations', () => {
  it('are made once, on a database without any', async () => {
    const empty = await createWorld()
    try {
      const admin = await empty.person({ username: 'admin' })
      const made = await furnish(empty, admin.id)
      if (!made) throw new Error('Nothing was made')
      expect(await furnish(empty, admin.id)).toBeNull()

      const reader = empty.database.reader(await empty.context(admin))
      const { rows } = await reader.list(Organization)
      expect(rows.map(({ code }) => code).sort()).toEqual(['DEMO', 'DEMO-DESIGN', 'DEMO-OPS'])
      const nora = await empty.principal({ id: '', ...made.neighbourUser })
      expect(nora.memberships.map(({ organization, role }) => [organization, role])).toEqual([
        [made.neighbour, 'owner'],
      ])
      const [products] = await empty.sql<{ count: number }>(
        'select count(distinct organization_id)::int as count from product',
      )
      expect(products?.count).toBe(2)
    } finally {
      await empty.close()
    }
  })

  it('are not made beside others', async () => {
    const reader = world.database.reader(await world.context(root))
    await world.organization()
    expect(await furnish(world, root.id)).toBeNull()
    const { rows } = await reader.list(Membership, { filter: { field: 'user', op: 'eq', value: root.id } })
    expect(rows).toEqual([])
  })
})
