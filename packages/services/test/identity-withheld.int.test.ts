import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { authenticate, createApiKey, setUpTotp, verifyTotp, whoAmI } from '../src/identity/index.ts'
import { authenticator } from './authenticator.ts'
import { createWorld, type Person, type World } from './identity-world.ts'

let world: World
let ada: Person
beforeAll(async () => {
  world = await createWorld()
})
afterAll(() => world.close())
beforeEach(async () => {
  ada = await world.person()
})

const insist = (table: 'organization' | 'role', id: string) =>
  world.sql(`update ${table} set requires_second_factor = true where id = $1`, [id])

/** By the session of this token. */
async function turnOn(access: string): Promise<void> {
  const context = { actor: await authenticate(world.services, { bearer: access }) }
  const { secret } = await setUpTotp(world.services, context)
  await verifyTotp(world.services, context, { code: authenticator(secret, world.clock)() })
}

/** What they reach and what waits for them. */
async function standing(user: Person) {
  const context = await world.context(user)
  if (context.actor.kind === 'system') throw new Error('A person was asked for')
  const { memberships, withheld } = await whoAmI(world.services, context, context.actor)
  return { open: memberships.map(({ organization }) => organization), withheld }
}

describe('an organization that insists on a second factor', () => {
  it('is withheld from a member without one, and named', async () => {
    const [plain, strict] = [await world.organization(), await world.organization()]
    for (const { id } of [plain, strict]) await world.member(ada, { of: id, as: 'manager' })
    await insist('organization', strict.id)
    expect(await standing(ada)).toEqual({
      open: [plain.id],
      withheld: [{ organization: strict.id, organizationName: strict.name }],
    })
  })

  it('withholds what lies below it, or only what lies below, where a membership reaches there', async () => {
    const parent = await world.organization()
    const child = await world.organization({ parent: parent.id })
    await world.member(ada, { of: parent.id, as: 'manager', includesDescendants: true })
    await insist('organization', child.id)
    expect(await standing(ada)).toMatchObject({ open: [parent.id], withheld: [{ organization: child.id }] })
    await insist('organization', parent.id)
    expect((await standing(ada)).open).toEqual([])
  })

  it('opens as soon as the factor is on', async () => {
    const { id } = await world.organization()
    await world.member(ada, { of: id, as: 'manager' })
    await insist('organization', id)
    const { access } = await world.tokensOf(ada)
    const asking = () => authenticate(world.services, { bearer: access })
    expect(await asking()).toMatchObject({ memberships: [], withheld: [id] })
    await turnOn(access)
    const principal = await asking()
    expect(principal.memberships.map(({ organization }) => organization)).toEqual([id])
    expect(principal).not.toHaveProperty('withheld')
  })

  it('withholds from a key what it withholds from its user', async () => {
    const { id } = await world.organization()
    await world.member(ada, { of: id, as: 'manager' })
    const context = await world.context(ada)
    const { key } = await createApiKey(world.services, context, { name: 'k', organization: id })
    await insist('organization', id)
    world.services.principals.forgetAll()
    expect(await authenticate(world.services, { apiKey: key })).toMatchObject({ memberships: [], withheld: [id] })
  })
})

describe('a role that insists on a second factor', () => {
  it('gives nothing to a member without one, while another membership gives what it gives', async () => {
    const [one, other] = [await world.organization(), await world.organization()]
    const { role } = await world.member(ada, { of: one.id, as: 'manager' })
    await world.member(ada, { of: other.id, as: 'viewer' })
    await insist('role', role)
    expect(await standing(ada)).toMatchObject({ open: [other.id], withheld: [{ organization: one.id }] })
    await world.sql('update role set requires_second_factor = false where id = $1', [role])
    expect(await standing(ada)).toMatchObject({ open: [one.id, other.id], withheld: [] })
  })
})

describe('what one is told of oneself', () => {
  it('names each membership, its role and its attributes', async () => {
    const { id, name } = await world.organization()
    await world.member(ada, { of: id, as: 'manager', attributes: { country: 'DE' } })
    const context = await world.context(ada)
    if (context.actor.kind === 'system') throw new Error('A person was asked for')
    const { memberships } = await whoAmI(world.services, context, context.actor)
    expect(memberships).toMatchObject([
      { organization: id, organizationName: name, role: 'manager', roleName: 'Manager', attributes: { country: 'DE' } },
    ])
  })
})
