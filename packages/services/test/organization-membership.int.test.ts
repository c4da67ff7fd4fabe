import type { CreateOf, Membership } from '@groundwork/domain'
import { v7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { authenticate, createApiKey, createUser } from '../src/identity/index.ts'
import { createMembership, removeMembership, updateMembership } from '../src/organization/index.ts'
import { createWorld, type Person, type World } from './identity-world.ts'

let world: World
beforeAll(async () => {
  world = await createWorld()
})
afterAll(() => world.close())

const exceeds = { code: 'forbidden', reason: 'grants_exceed_own' }
const lastOwner = { code: 'conflict', reason: 'last_owner' }

/** An organization with one member of each named role. */
async function organizationWith(...roles: readonly string[]) {
  const { id } = await world.organization()
  const people: Person[] = []
  const memberships: string[] = []
  for (const role of roles) {
    const person = await world.person()
    people.push(person)
    memberships.push((await world.member(person, { of: id, as: role })).id)
  }
  return { organization: id, people, memberships }
}

const first = <Item>([item]: readonly Item[]): Item => {
  if (item === undefined) throw new Error('There is none')
  return item
}

/** Somebody new, made by whoever adds them: a stranger could not be named. */
async function newcomerOf(by: Person): Promise<string> {
  const { username, email, password } = world.names()
  const { id } = await createUser(world.services, await world.context(by), { username, email, password })
  return id
}

const add = async (by: Person, input: Partial<CreateOf<typeof Membership>> & { organization: string }) =>
  createMembership(world.services, await world.context(by), {
    user: input.user ?? (await newcomerOf(by)),
    role: 'viewer',
    ...input,
  })

describe('making somebody a member', () => {
  it('takes a role by its id or by its slug', async () => {
    const { organization, people } = await organizationWith('administrator')
    const byId = await add(first(people), { organization, role: await world.roleId('member') })
    const bySlug = await add(first(people), { organization, role: 'member' })
    expect(byId).toMatchObject({ organization, roleName: 'Member', isActive: true, createdBy: first(people).id })
    expect(bySlug.role).toBe(byId.role)
    await expect(add(first(people), { organization, role: 'emperor' })).rejects.toMatchObject({
      code: 'invalid',
      fields: { role: [expect.any(String)] },
    })
  })

  it('works at once for somebody who is signed in', async () => {
    const { organization, people } = await organizationWith('owner')
    const names = world.names()
    const { id } = await createUser(world.services, await world.context(first(people)), names)
    const { access } = await world.tokensOf({ id, ...names })
    expect((await authenticate(world.services, { bearer: access })).memberships).toEqual([])
    await add(first(people), { organization, user: id })
    expect((await authenticate(world.services, { bearer: access })).memberships).toMatchObject([{ organization }])
  })

  it('twice is a conflict', async () => {
    const { organization, people } = await organizationWith('owner')
    const user = await newcomerOf(first(people))
    await add(first(people), { organization, user })
    await expect(add(first(people), { organization, user })).rejects.toMatchObject({ code: 'conflict' })
  })

  it('that is a stranger, or nobody, is refused on the field alike', async () => {
    const { organization, people } = await organizationWith('owner')
    const { id: stranger } = await world.person()
    const [foreign, unknown] = await Promise.all(
      [stranger, v7()].map((user) => add(first(people), { organization, user }).catch((error: unknown) => error)),
    )
    expect(foreign).toMatchObject({ code: 'invalid', fields: { user: [expect.any(String)] } })
    expect(foreign).toEqual(unknown)
  })

  it('is for those who may add members', async () => {
    const { organization, people } = await organizationWith('manager')
    await expect(add(first(people), { organization, user: first(people).id })).rejects.toMatchObject({
      code: 'forbidden',
    })
  })

  it('of a stranger’s organization is as of none', async () => {
    const { people } = await organizationWith('owner')
    const { organization: theirs } = await organizationWith('owner')
    const [foreign, unknown] = await Promise.all(
      [theirs, v7()].map((organization) =>
        add(first(people), { organization, user: first(people).id }).catch((error: unknown) => error),
      ),
    )
    expect(foreign).toEqual(unknown)
    expect(foreign).toMatchObject({ code: 'not_found' })
  })

  it('of an organization that is not there is not found for a superuser either', async () => {
    const root = await world.person({ isSuperuser: true })
    await expect(add(root, { organization: v7() })).rejects.toMatchObject({ code: 'not_found' })
  })
})

describe('nobody gives more than they hold', () => {
  it('an administrator makes administrators, but no owners', async () => {
    const { organization, people } = await organizationWith('administrator')
    await expect(add(first(people), { organization, role: 'administrator' })).resolves.toHaveProperty('id')
    await expect(add(first(people), { organization, role: 'owner' })).rejects.toMatchObject(exceeds)
  })

  it('an owner makes owners', async () => {
    const { organization, people } = await organizationWith('owner')
    await expect(add(first(people), { organization, role: 'owner' })).resolves.toHaveProperty('id')
  })

  it('what is held elsewhere does not count here', async () => {
    const { organization, people } = await organizationWith('administrator')
    await world.member(first(people), { of: (await world.organization()).id, as: 'owner' })
    await expect(add(first(people), { organization, role: 'owner' })).rejects.toMatchObject(exceeds)
  })

  it('reach into descendants is given only by those who have it', async () => {
    const { organization, people } = await organizationWith('owner')
    const given = { organization, role: 'viewer', includesDescendants: true }
    await expect(add(first(people), given)).rejects.toMatchObject(exceeds)
    await world.sql('update membership set includes_descendants = true where user_id = $1', [first(people).id])
    await expect(add(first(people), given)).resolves.toMatchObject({ includesDescendants: true })
  })

  it('a key gives no reach into descendants, and no more than its own grants', async () => {
    const { organization, people } = await organizationWith('owner')
    await world.sql('update membership set includes_descendants = true where user_id = $1', [first(people).id])
    const grants = [
      { resource: 'membership', action: 'add' },
      { resource: 'organization', action: 'view' },
      { resource: 'product', action: 'view' },
    ]
    const { key } = await createApiKey(world.services, await world.context(first(people)), {
      name: 'hiring',
      organization,
      grants,
    })
    const context = { actor: await authenticate(world.services, { apiKey: key }) }
    const user = await newcomerOf(first(people))
    const give = (more: object) =>
      createMembership(world.services, context, { organization, user, role: 'viewer', ...more })
    await expect(give({})).rejects.toMatchObject(exceeds)
    const whole = await createApiKey(world.services, await world.context(first(people)), {
      name: 'hiring',
      organization,
    })
    const wholeContext = { actor: await authenticate(world.services, { apiKey: whole.key }) }
    const giveWhole = (more: object) =>
      createMembership(world.services, wholeContext, { organization, user, role: 'viewer', ...more })
    await expect(giveWhole({ includesDescendants: true })).rejects.toMatchObject(exceeds)
    await expect(giveWhole({})).resolves.toHaveProperty('id')
  })

  it('an administrator can neither demote nor remove an owner', async () => {
    const { people, memberships } = await organizationWith('administrator', 'owner', 'owner')
    const context = await world.context(first(people))
    const owner = memberships[1] ?? ''
    await expect(updateMembership(world.services, context, owner, { role: 'viewer' })).rejects.toMatchObject(exceeds)
    await expect(updateMembership(world.services, context, owner, { isActive: false })).rejects.toMatchObject(exceeds)
    await expect(removeMembership(world.services, context, owner)).rejects.toMatchObject(exceeds)
  })

  it('nobody raises themselves', async () => {
    const { people, memberships } = await organizationWith('administrator', 'owner')
    const context = await world.context(first(people))
    await expect(
      updateMembership(world.services, context, first(memberships), { role: 'owner' }),
    ).rejects.toMatchObject(exceeds)
  })
})

describe('changing and ending a membership', () => {
  it('bites at once', async () => {
    const { people, memberships } = await organizationWith('owner', 'viewer')
    const [owner, viewer] = people as [Person, Person]
    const { access } = await world.tokensOf(viewer)
    const roles = async () =>
      (await authenticate(world.services, { bearer: access })).memberships.map(({ role }) => role)
    const context = await world.context(owner)
    const membership = memberships[1] ?? ''

    expect(await roles()).toEqual(['viewer'])
    await updateMembership(world.services, context, membership, { role: 'manager' })
    expect(await roles()).toEqual(['manager'])
    await updateMembership(world.services, context, membership, { isActive: false })
    expect(await roles()).toEqual([])
    await updateMembership(world.services, context, membership, { isActive: true })
    expect(await roles()).toEqual(['manager'])
    await removeMembership(world.services, context, membership)
    expect(await roles()).toEqual([])
  })

  it('leaves one audit entry each', async () => {
    const { organization, people, memberships } = await organizationWith('owner', 'viewer')
    const context = await world.context(first(people))
    const membership = memberships[1] ?? ''
    await updateMembership(world.services, context, membership, { role: 'member' })
    await removeMembership(world.services, context, membership)
    const entry = { user_id: first(people).id, organization_id: organization }
    expect((await world.audit(membership)).slice(1)).toMatchObject([
      { action: 'PERMISSION_CHANGE', ...entry },
      { action: 'PERMISSION_REVOKE', ...entry },
    ])
  })

  it('refuses a stale version', async () => {
    const { people, memberships } = await organizationWith('owner', 'viewer')
    const context = await world.context(first(people))
    const change = (role: string) =>
      updateMembership(world.services, context, memberships[1] ?? '', { role, version: 1 })
    await change('member')
    await expect(change('manager')).rejects.toMatchObject({ code: 'stale' })
  })

  it('of a stranger’s organization is as of none', async () => {
    const { people } = await organizationWith('owner')
    const { memberships: theirs } = await organizationWith('owner')
    const context = await world.context(first(people))
    for (const attempt of [
      (key: string) => updateMembership(world.services, context, key, { role: 'viewer' }),
      (key: string) => removeMembership(world.services, context, key),
    ]) {
      const [foreign, unknown] = await Promise.all(
        [first(theirs), v7()].map((key) => attempt(key).catch((error: unknown) => error)),
      )
      expect(foreign).toEqual(unknown)
      expect(foreign).toMatchObject({ code: 'not_found' })
    }
  })
})

describe('an organization keeps an owner', () => {
  it('the last one can be neither removed, demoted nor deactivated, not even by a superuser', async () => {
    const { memberships } = await organizationWith('owner', 'administrator')
    const context = await world.context(await world.person({ isSuperuser: true }))
    const owner = first(memberships)
    await expect(removeMembership(world.services, context, owner)).rejects.toMatchObject(lastOwner)
    await expect(updateMembership(world.services, context, owner, { role: 'viewer' })).rejects.toMatchObject(lastOwner)
    await expect(updateMembership(world.services, context, owner, { isActive: false })).rejects.toMatchObject(lastOwner)
    await expect(
      updateMembership(world.services, context, owner, { attributes: { country: 'DE' } }),
    ).resolves.toHaveProperty('id')
  })

  it('an inactive owner is none', async () => {
    const { people, memberships } = await organizationWith('owner', 'owner')
    await world.sql('update membership set is_active = false where id = $1', [memberships[1]])
    const context = await world.context(first(people))
    await expect(removeMembership(world.services, context, first(memberships))).rejects.toMatchObject(lastOwner)
    await expect(removeMembership(world.services, context, memberships[1] ?? '')).resolves.toHaveProperty('id')
  })

  it('one of two may go', async () => {
    const { people, memberships } = await organizationWith('owner', 'owner')
    const context = await world.context(first(people))
    await expect(removeMembership(world.services, context, first(memberships))).resolves.toHaveProperty('id')
  })

  it('of two who remove each other at the same moment, one stays', async () => {
    const { organization, people, memberships } = await organizationWith('owner', 'owner')
    const contexts = await Promise.all(people.map((person) => world.context(person)))
    const results = await Promise.allSettled(
      contexts.map((context, at) => removeMembership(world.services, context, memberships[1 - at] ?? '')),
    )
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    expect(await world.sql('select id from membership where organization_id = $1', [organization])).toHaveLength(1)
  })
})
