import type { WorkContext } from '@groundwork/db'
import { type CreateOf, DomainError, type Grant, type Role } from '@groundwork/domain'
import { v7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createRole, removeRole, updateRole } from '../src/access/index.ts'
import { authenticate } from '../src/identity/index.ts'
import { createMembership, updateOrganization } from '../src/organization/index.ts'
import { createWorld, type Person, type World } from './identity-world.ts'

let world: World
beforeAll(async () => {
  world = await createWorld()
})
afterAll(() => world.close())

const exceeds = { code: 'forbidden', reason: 'grants_exceed_own' }
const viewFiles: Grant = { resource: 'file', action: 'view' }
const everything: Grant = { resource: '*', action: '*' }
const ownFiles: Grant = { ...viewFiles, where: { field: 'uploadedBy', op: 'eq', value: '$principal.userId' } }

async function memberAs(role: string, of?: string) {
  const organization = of ?? (await world.organization()).id
  const person = await world.person()
  await world.member(person, { of: organization, as: role })
  return { organization, person }
}

const make = async (by: Person, input: Partial<CreateOf<typeof Role>>) =>
  createRole(world.services, await world.context(by), { slug: 'clerk', name: 'Clerk', grants: [viewFiles], ...input })

const update = async (by: Person, key: string, patch: Parameters<typeof updateRole>[3]) =>
  updateRole(world.services, await world.context(by), key, patch)

const remove = async (by: Person, key: string) => removeRole(world.services, await world.context(by), key)

describe('making a role', () => {
  it('is for those who may, in their own organization', async () => {
    const { organization, person } = await memberAs('administrator')
    expect(await make(person, { organization, grants: [ownFiles] })).toMatchObject({
      organization,
      slug: 'clerk',
      isSeeded: false,
      grants: [ownFiles],
      createdBy: person.id,
    })
    const { person: manager } = await memberAs('manager', organization)
    await expect(make(manager, { organization, slug: 'other' })).rejects.toMatchObject({ code: 'forbidden' })
  })

  it('of a stranger’s organization is as of none', async () => {
    const { person } = await memberAs('owner')
    const { id: theirs } = await world.organization()
    const [foreign, unknown] = await Promise.all(
      [theirs, v7()].map((organization) => make(person, { organization }).catch((error: unknown) => error)),
    )
    expect(foreign).toMatchObject({ code: 'not_found' })
    expect(foreign).toEqual(unknown)
  })

  it('that everybody shares is a superuser’s', async () => {
    const { person } = await memberAs('owner')
    await expect(make(person, { slug: 'shared-one' })).rejects.toMatchObject({ code: 'forbidden' })
    const root = await world.person({ isSuperuser: true })
    expect(await make(root, { slug: 'shared-one' })).toMatchObject({ organization: null })
  })

  it('twice by the same slug is a conflict, and two organizations have one each', async () => {
    const [one, other] = [await memberAs('owner'), await memberAs('owner')]
    await make(one.person, { organization: one.organization, slug: 'clerk' })
    await expect(make(one.person, { organization: one.organization, slug: 'clerk' })).rejects.toMatchObject({
      code: 'conflict',
    })
    await expect(make(other.person, { organization: other.organization, slug: 'clerk' })).resolves.toHaveProperty('id')
  })

  it('called owner would be taken for the real one', async () => {
    const { organization, person } = await memberAs('owner')
    await expect(make(person, { organization, slug: 'owner' })).rejects.toMatchObject({
      code: 'invalid',
      fields: { slug: [expect.any(String)] },
    })
  })
})

describe('a grant is checked where it is saved, and the path tells which one is wrong', () => {
  it.each<[string, Grant, string]>([
    ['an unknown resource', { resource: 'unicorn', action: 'view' }, 'grants.1.resource'],
    ['an unknown action', { resource: 'file', action: 'fly' }, 'grants.1.action'],
    ['another resource’s action', { resource: 'product', action: 'download' }, 'grants.1.action'],
    ['an action that nothing has', { resource: '*', action: 'fly' }, 'grants.1.action'],
    ['an unknown field', { ...viewFiles, fields: ['originalFilename', 'secret'] }, 'grants.1.fields.1'],
    ['fields of everything', { resource: '*', action: 'view', fields: ['name'] }, 'grants.1.fields'],
    [
      'a rule about everything',
      { resource: '*', action: 'view', where: { field: 'name', op: 'eq', value: 'x' } },
      'grants.1.where',
    ],
    [
      'a rule on an unknown field',
      { ...viewFiles, where: { and: [{ field: 'nothing', op: 'eq', value: 1 }] } },
      'grants.1.where.and.0.field',
    ],
    [
      'a value of another type',
      { ...viewFiles, where: { field: 'fileSize', op: 'gt', value: 'much' } },
      'grants.1.where.value',
    ],
    [
      'a rule about a key',
      { resource: 'apiKey', action: 'view', where: { field: 'name', op: 'eq', value: 'x' } },
      'grants.1.where',
    ],
  ])('%s', async (_, grant, path) => {
    const { organization, person } = await memberAs('owner')
    const error = await make(person, { organization, grants: [viewFiles, grant] }).catch((reason: unknown) => reason)
    expect(error).toBeInstanceOf(DomainError)
    expect(error).toMatchObject({ code: 'invalid' })
    expect(Object.keys((error as DomainError).fields ?? {})).toEqual([path])
  })
})

describe('nobody grants more than they hold', () => {
  it('in a new role', async () => {
    const { organization, person } = await memberAs('administrator')
    await expect(make(person, { organization, grants: [everything] })).rejects.toMatchObject(exceeds)
    await expect(
      make(person, { organization, grants: [{ resource: 'organization', action: 'delete' }] }),
    ).rejects.toMatchObject(exceeds)
    await expect(make(person, { organization, grants: [{ resource: 'file', action: '*' }] })).resolves.toBeDefined()
  })

  it('by what they hold elsewhere', async () => {
    const { organization, person } = await memberAs('administrator')
    await world.member(person, { of: (await world.organization()).id, as: 'owner' })
    await expect(make(person, { organization, grants: [everything] })).rejects.toMatchObject(exceeds)
  })

  it('by changing a role', async () => {
    const { organization, person } = await memberAs('administrator')
    const role = await make(person, { organization })
    await expect(update(person, role.id, { grants: [everything] })).rejects.toMatchObject(exceeds)
    expect(await update(person, role.id, { grants: [viewFiles, ownFiles] })).toMatchObject({ version: 2 })
  })

  it('nor by a rule that reaches nothing in their own hands, and more in those of the role’s holders', async () => {
    const owner = await memberAs('owner')
    const { organization } = owner
    const rule: Grant = {
      ...viewFiles,
      where: { field: 'customFields.country', op: 'eq', value: '$membership.country' },
    }
    const keeper = await make(owner.person, {
      organization,
      slug: 'keeper',
      grants: [rule, { resource: 'role', action: '*' }],
    })
    const clerk = await make(owner.person, { organization, slug: 'clerk', grants: [] })
    const { person: keeping } = await memberAs('viewer', organization)
    const { person: german } = await memberAs('viewer', organization)
    await world.sql('update membership set role_id = $1 where user_id = $2', [keeper.id, keeping.id])
    await world.sql(`update membership set role_id = $1, attributes = '{"country": "DE"}' where user_id = $2`, [
      clerk.id,
      german.id,
    ])
    await expect(update(keeping, clerk.id, { grants: [rule] })).rejects.toMatchObject(exceeds)
    expect(await update(owner.person, clerk.id, { grants: [rule] })).toMatchObject({ grants: [rule] })
  })

  it('nor takes away what they do not hold from those who have it', async () => {
    const owner = await memberAs('owner')
    const { organization } = owner
    const { person: administrator } = await memberAs('administrator', organization)
    const role = await make(owner.person, { organization, grants: [everything] })
    const { person: strong } = await memberAs('viewer', organization)
    await world.sql('update membership set role_id = $1 where user_id = $2', [role.id, strong.id])
    await expect(update(administrator, role.id, { grants: [] })).rejects.toMatchObject(exceeds)
    await expect(update(administrator, role.id, { requiresSecondFactor: true })).rejects.toMatchObject(exceeds)
    expect(await update(administrator, role.id, { name: 'Strong' })).toMatchObject({ name: 'Strong' })
    expect(await update(owner.person, role.id, { grants: [viewFiles] })).toMatchObject({ grants: [viewFiles] })
  })

  it('nor beyond their own reach, where a role reaches below', async () => {
    const { organization, person } = await memberAs('owner')
    const role = await make(person, { organization })
    const reaching = await world.person()
    await world.member(reaching, { of: organization, as: role.id, includesDescendants: true })
    await expect(update(person, role.id, { grants: [ownFiles] })).rejects.toMatchObject(exceeds)
    await world.sql('update membership set includes_descendants = true where user_id = $1', [person.id])
    await expect(update(person, role.id, { grants: [ownFiles] })).resolves.toBeDefined()
  })
})

describe('a role in use', () => {
  it('that changes changes what its holders may do, at once', async () => {
    const { organization, person } = await memberAs('owner')
    const role = await make(person, { organization })
    const clerk = await world.person()
    await world.member(clerk, { of: organization, as: role.id })
    const { access } = await world.tokensOf(clerk)
    const grants = async () => (await authenticate(world.services, { bearer: access })).memberships[0]?.grants
    expect(await grants()).toEqual([viewFiles])
    await update(person, role.id, { grants: [ownFiles] })
    expect(await grants()).toEqual([ownFiles])
  })

  it('cannot be deleted', async () => {
    const { organization, person } = await memberAs('owner')
    const role = await make(person, { organization })
    const { person: clerk } = await memberAs('viewer', organization)
    await world.sql('update membership set role_id = $1, is_active = false where user_id = $2', [role.id, clerk.id])
    await expect(remove(person, role.id)).rejects.toMatchObject({ code: 'conflict', reason: 'role_in_use' })
    await world.sql('delete from membership where user_id = $1', [clerk.id])
    await expect(remove(person, role.id)).resolves.toMatchObject({ id: role.id })
  })

  it('by an invitation cannot be deleted either', async () => {
    const { organization, person } = await memberAs('owner')
    const role = await make(person, { organization })
    await world.sql(
      `insert into invitation (id, organization_id, email, role_id, expires_at)
       values (gen_random_uuid(), $1, 'new@example.com', $2, now() + interval '1 day')`,
      [organization, role.id],
    )
    await expect(remove(person, role.id)).rejects.toMatchObject({ reason: 'role_in_use' })
  })
})

describe('the seeded roles', () => {
  it('are a superuser’s to change, and nobody’s to delete', async () => {
    const { person } = await memberAs('owner')
    const root = await world.person({ isSuperuser: true })
    const viewer = await world.roleId('viewer')
    await expect(update(person, viewer, { grants: [] })).rejects.toMatchObject({ code: 'forbidden' })
    await expect(remove(person, viewer)).rejects.toMatchObject({ code: 'forbidden' })
    expect(await update(root, viewer, { description: 'Reads' })).toMatchObject({ description: 'Reads' })
    await expect(remove(root, viewer)).rejects.toMatchObject({ code: 'conflict', reason: 'seeded_role' })
  })

  it('leave an owner everything', async () => {
    const root = await world.person({ isSuperuser: true })
    const owner = await world.roleId('owner')
    await expect(update(root, owner, { grants: [viewFiles] })).rejects.toMatchObject({ reason: 'owner_role' })
  })
})

describe('a membership names a shared role or one of its own organization', () => {
  it('also for somebody who is in both organizations', async () => {
    const [here, there] = [await memberAs('owner'), await world.organization()]
    const both = here.person
    await world.member(both, { of: there.id, as: 'owner' })
    const theirs = await make(both, { organization: there.id, slug: 'theirs' })
    const { person: newcomer } = await memberAs('viewer', there.id)
    const give = async (organization: string, role: string) =>
      createMembership(world.services, await world.context(both), { organization, user: newcomer.id, role })
    for (const role of [theirs.id, 'theirs', v7()]) {
      await expect(give(here.organization, role)).rejects.toMatchObject({
        code: 'invalid',
        reason: 'no_such_reference',
        fields: { role: [expect.any(String)] },
      })
    }
  })

  it('and by its slug means the organization’s own before the shared one', async () => {
    const { organization, person } = await memberAs('owner')
    const own = await make(person, { organization, slug: 'viewer', name: 'Our viewer' })
    const { person: newcomer } = await memberAs('member', organization)
    await world.sql('delete from membership where user_id = $1', [newcomer.id])
    const root = await world.context(await world.person({ isSuperuser: true }))
    const made = await createMembership(world.services, root, { organization, user: newcomer.id, role: 'viewer' })
    expect(made.role).toBe(own.id)
  })
})

describe('asking for a second factor', () => {
  const setUpFirst = { code: 'conflict', reason: 'set_up_first' }
  /** Someone who is signed in already, and sets a factor up. */
  const withFactor = async (person: Person) => {
    const context = await world.context(person)
    await world.sql('update app_user set has_second_factor = true where id = $1', [person.id])
    return context
  }

  it('by a role that one has oneself needs a factor of one’s own', async () => {
    const { organization, person } = await memberAs('owner')
    const role = await make(person, { organization, grants: [everything] })
    await expect(update(person, role.id, { requiresSecondFactor: true })).resolves.toBeDefined()
    await update(person, role.id, { requiresSecondFactor: false })
    await memberAs('owner', organization)
    await world.sql('update membership set role_id = $1 where user_id = $2', [role.id, person.id])
    await expect(update(person, role.id, { requiresSecondFactor: true })).rejects.toMatchObject(setUpFirst)
    const context = await withFactor(person)
    expect(await updateRole(world.services, context, role.id, { requiresSecondFactor: true })).toMatchObject({
      requiresSecondFactor: true,
    })
  })

  it('of a whole organization needs the right to change roles, and a factor of one’s own', async () => {
    const { organization, person } = await memberAs('administrator')
    const ask = (by: WorkContext) =>
      updateOrganization(world.services, by, organization, { requiresSecondFactor: true })
    await expect(ask(await world.context(person))).rejects.toMatchObject(setUpFirst)
    expect(await ask(await withFactor(person))).toMatchObject({ requiresSecondFactor: true })

    const other = await memberAs('owner')
    const editor = await make(other.person, {
      organization: other.organization,
      grants: ['view', 'change'].map((action) => ({ resource: 'organization', action })),
    })
    const clerk = await world.person()
    await world.member(clerk, { of: other.organization, as: editor.id })
    const change = async (patch: object) =>
      updateOrganization(world.services, await world.context(clerk), other.organization, patch)
    await expect(change({ requiresSecondFactor: true })).rejects.toMatchObject({ reason: 'roles_not_yours' })
    await expect(change({ name: `Renamed ${v7()}` })).resolves.toBeDefined()
  })
})
