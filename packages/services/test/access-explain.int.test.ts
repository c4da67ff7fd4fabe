import { asSystem } from '@groundwork/db'
import { type Grant, Product, Profile, Role, User } from '@groundwork/domain'
import { v7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type AccessQuery, explain } from '../src/access/index.ts'
import { createWorld, type Person, type World } from './identity-world.ts'

let world: World
beforeAll(async () => {
  world = await createWorld()
})
afterAll(() => world.close())

const system = asSystem('set a test up')

async function memberAs(role: string, of?: string, attributes = {}) {
  const organization = of ?? (await world.organization()).id
  const person = await world.person()
  await world.member(person, { of: organization, as: role, attributes })
  return { organization, person }
}

/** A member by a role of the organization's own, with these grants. */
async function memberWith(grants: readonly Grant[], of?: string) {
  const organization = of ?? (await world.organization()).id
  const role = await world.database.withUnitOfWork(system, (work) =>
    work.insert(Role, { organization, slug: `role-${v7()}`, name: 'Clerk', grants: [...grants] }),
  )
  return { ...(await memberAs(role.id, organization)), role }
}

const product = (organization: string, values: object = {}) =>
  world.database.withUnitOfWork(system, (work) =>
    work.insert(Product, { organization, sku: v7(), name: 'Bolt', productType: 'PHYSICAL_GOOD', ...values }),
  )

const ask = async (by: Person, query: Omit<AccessQuery, 'resource'> & { resource?: string }) =>
  explain(world.services, await world.context(by), { resource: 'product', ...query })

const viewProducts: Grant = { resource: 'product', action: 'view' }

describe('explaining what one may do oneself', () => {
  it('names the organization, role and grant that allow it', async () => {
    const { organization, person } = await memberAs('member')
    const { id } = await product(organization)
    expect(await ask(person, { action: 'view', id })).toMatchObject({
      isAllowed: true,
      reason: 'granted',
      words: 'The role member may view product',
      grants: [
        {
          verdict: 'allows',
          organization,
          organizationName: expect.stringContaining('Organization'),
          grant: viewProducts,
        },
        ...Array.from({ length: 4 }, () => ({ verdict: 'other_action' })),
      ],
    })
  })

  it('names the rule that leaves a row out, and agrees with the engine', async () => {
    const { organization, person } = await memberAs('member')
    const { id } = await product(organization)
    expect(await ask(person, { action: 'change', id })).toMatchObject({
      isAllowed: false,
      reason: 'row_not_covered',
      words: 'Not allowed to change this product: only change product where created by is the user',
    })
    await world.sql('update product set created_by_id = $1 where id = $2', [person.id, id])
    expect(await ask(person, { action: 'change', id })).toMatchObject({ isAllowed: true, reason: 'granted' })
    const row = await world.database.reader(await world.context(person)).get(Product, id)
    expect(row.abilities).toContain('change')
  })

  it('judges a rule that looks behind a reference as the database does', async () => {
    const { id: organization, name } = await world.organization()
    const rule = (value: string): Grant => ({
      resource: 'product',
      action: 'change',
      where: { field: 'organization.name', op: 'eq', value },
    })
    const { person } = await memberWith([viewProducts, rule('Elsewhere'), rule(name)], organization)
    const { id } = await product(organization)
    const { grants, isAllowed } = await ask(person, { action: 'change', id })
    expect(isAllowed).toBe(true)
    expect(grants.map(({ grant, verdict }) => [grant.where, verdict])).toEqual([
      [rule(name).where, 'allows'],
      [rule('Elsewhere').where, 'row_not_covered'],
      [undefined, 'other_action'],
    ])
  })

  it('tells which grant shows a field and which does not', async () => {
    const { organization, person } = await memberWith([{ ...viewProducts, fields: ['name'] }])
    const { id } = await product(organization)
    expect(await ask(person, { action: 'view', id, field: 'sku' })).toMatchObject({ reason: 'field_not_covered' })
    expect(await ask(person, { action: 'view', id, field: 'name' })).toMatchObject({ reason: 'granted' })
  })

  it('knows what is not a matter of grants', async () => {
    const { person } = await memberAs('viewer')
    const root = await world.person({ isSuperuser: true })
    const profile = await world.sql<{ id: string }>('select id from user_profile where user_id = $1', [person.id])
    expect(await ask(person, { resource: 'user', action: 'change', id: person.id })).toMatchObject({
      reason: 'own_row',
    })
    expect(await ask(person, { resource: Profile.name, action: 'view', id: profile[0]?.id })).toMatchObject({
      reason: 'own_row',
    })
    expect(await ask(person, { resource: 'role', action: 'view', id: await world.roleId('owner') })).toMatchObject({
      reason: 'shared',
    })
    expect(await ask(person, { resource: 'role', action: 'change', id: await world.roleId('owner') })).toMatchObject({
      isAllowed: false,
    })
    expect(await ask(root, { action: 'delete' })).toMatchObject({ reason: 'superuser' })
    await world.member(root, { of: (await world.organization()).id, as: 'owner' })
    expect(await ask(root, { action: 'delete' })).toMatchObject({
      reason: 'superuser',
      grants: [{ role: 'owner', verdict: 'allows' }],
    })
  })

  it('says when no grant speaks of it, and when there is no membership at all', async () => {
    const { person } = await memberAs('viewer')
    expect(await ask(person, { action: 'delete' })).toMatchObject({ isAllowed: false, reason: 'no_grant' })
    expect(await ask(await world.person(), { action: 'view' })).toMatchObject({ reason: 'no_membership', grants: [] })
  })

  it('of a stranger’s row, or of one that one cannot view, is as of none', async () => {
    const { organization, person } = await memberWith([
      { ...viewProducts, where: { field: 'name', op: 'eq', value: 'Nut' } },
    ])
    const hidden = await product(organization)
    const foreign = await product((await world.organization()).id)
    const answers = await Promise.all(
      [hidden.id, foreign.id, v7()].map((id) => ask(person, { action: 'view', id }).catch((error: unknown) => error)),
    )
    expect(answers[0]).toMatchObject({ code: 'not_found' })
    expect(answers[1]).toEqual(answers[0])
    expect(answers[2]).toEqual(answers[0])
  })

  it.each([
    ['resource', { resource: 'unicorn', action: 'view' }],
    ['action', { action: 'fly' }],
    ['field', { action: 'view', field: 'secret' }],
  ])('refuses a question about a %s that is not there', async (field, query) => {
    await expect(ask(await world.person(), query)).rejects.toMatchObject({
      code: 'invalid',
      fields: { [field]: [expect.any(String)] },
    })
  })
})

describe('explaining what another member may do', () => {
  it('is for those who see the members and their roles', async () => {
    const { organization, person: administrator } = await memberAs('administrator')
    const { person: member } = await memberAs('member', organization)
    const { person: viewer } = await memberAs('viewer', organization)
    const { id } = await product(organization)
    const question = { action: 'delete', id, organization, user: member.id }
    expect(await ask(administrator, question)).toMatchObject({ isAllowed: false, reason: 'row_not_covered' })
    await world.sql('update product set created_by_id = $1 where id = $2', [member.id, id])
    expect(await ask(administrator, question)).toMatchObject({
      isAllowed: true,
      words: expect.stringContaining('The role member may delete'),
    })
    await expect(ask(viewer, question)).rejects.toMatchObject({ code: 'forbidden', reason: 'people_not_yours' })
    await expect(ask(viewer, { ...question, user: viewer.id })).resolves.toMatchObject({ isAllowed: false })
  })

  it('tells nothing of what they may do elsewhere, nor whether they exist', async () => {
    const { organization, person: owner } = await memberAs('owner')
    const { person: stranger } = await memberAs('owner')
    const root = await world.person({ isSuperuser: true })
    const answers = await Promise.all(
      [stranger.id, root.id, v7()].map((user) => ask(owner, { action: 'view', organization, user })),
    )
    expect(answers[0]).toMatchObject({ isAllowed: false, reason: 'no_membership', grants: [] })
    expect(answers[1]).toEqual(answers[0])
    expect(answers[2]).toEqual(answers[0])
  })

  it('needs an organization, and one’s own', async () => {
    const { organization, person } = await memberAs('owner')
    const { organization: theirs } = await memberAs('owner')
    await expect(ask(person, { action: 'view', user: v7() })).rejects.toMatchObject({ reason: 'organization_required' })
    const answers = await Promise.all(
      [theirs, v7()].map((id) => ask(person, { action: 'view', organization: id }).catch((error: unknown) => error)),
    )
    expect(answers[0]).toMatchObject({ code: 'not_found' })
    expect(answers[1]).toEqual(answers[0])
    await expect(ask(person, { action: 'view', organization })).resolves.toMatchObject({ isAllowed: true })
  })

  it('says that a membership is withheld until there is a second factor', async () => {
    const { organization, person: owner } = await memberAs('owner')
    const { person: member, role } = await memberWith([viewProducts], organization)
    await world.sql('update role set requires_second_factor = true where id = $1', [role.id])
    expect(await ask(owner, { action: 'view', organization, user: member.id })).toMatchObject({
      isAllowed: false,
      reason: 'withheld',
    })
    for (const place of [{}, { organization }]) {
      expect(await ask(member, { action: 'view', ...place })).toMatchObject({ isAllowed: false, reason: 'withheld' })
    }
  })
})

describe('explaining what a role may do', () => {
  it('speaks as of the caller with that role alone', async () => {
    const { organization, person: owner } = await memberAs('owner')
    const mine = await product(organization)
    await world.sql('update product set created_by_id = $1 where id = $2', [owner.id, mine.id])
    const question = (role: string) => ({ action: 'delete', organization, role, id: mine.id })
    expect(await ask(owner, question('viewer'))).toMatchObject({ isAllowed: false, reason: 'no_grant' })
    expect(await ask(owner, question('member'))).toMatchObject({
      isAllowed: true,
      words: expect.stringContaining('The role member may delete'),
    })
    await expect(ask(owner, question('emperor'))).rejects.toMatchObject({ reason: 'no_such_reference' })
  })

  it('uses the attributes of the caller’s own membership', async () => {
    const { organization, person: owner } = await memberAs('owner', undefined, { country: 'CH' })
    const rows = [
      await product(organization, { customFields: { country: 'CH' } }),
      await product(organization, { customFields: { country: 'AT' } }),
    ]
    const answers = await Promise.all(
      rows.map(({ id }) => ask(owner, { action: 'view', organization, role: 'territorial-administrator', id })),
    )
    expect(answers.map(({ isAllowed }) => isAllowed)).toEqual([true, false])
  })

  it('never lets anybody change other people', async () => {
    const { organization, person: owner } = await memberAs('owner')
    const { person: colleague } = await memberAs('viewer', organization)
    expect(await ask(owner, { resource: User.name, action: 'view', id: colleague.id })).toMatchObject({
      reason: 'granted',
    })
    expect(await ask(owner, { resource: User.name, action: 'change', id: colleague.id })).toMatchObject({
      isAllowed: false,
    })
  })
})
