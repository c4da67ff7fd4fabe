import { asSystem, type WorkContext } from '@groundwork/db'
import { Membership, Organization, Product } from '@groundwork/domain'
import { v7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { updateRole, viewAs } from '../src/access/index.ts'
import {
  authenticate,
  createApiKey,
  listSessions,
  revokeSession,
  updateMyProfile,
  whoAmI,
} from '../src/identity/index.ts'
import { createOrganization, removeMembership } from '../src/organization/index.ts'
import { catalogue } from '../src/resource/catalogue.ts'
import { createWorld, type Person, type World } from './identity-world.ts'

let world: World
beforeAll(async () => {
  world = await createWorld()
})
afterAll(() => world.close())

const system = asSystem('set a test up')
const readOnly = { code: 'forbidden', reason: 'preview_read_only' }

async function memberAs(role: string, of?: string, attributes = {}) {
  const organization = of ?? (await world.organization()).id
  const person = await world.person()
  const membership = await world.member(person, { of: organization, as: role, attributes })
  return { organization, person, membership }
}

const product = (organization: string, values: object = {}) =>
  world.database.withUnitOfWork(system, (work) =>
    work.insert(Product, { organization, sku: v7(), name: 'Bolt', productType: 'PHYSICAL_GOOD', ...values }),
  )

/** The context of somebody's preview, asked for and used as a client does. */
async function preview(by: Person, organization: string, role: string): Promise<WorkContext> {
  const { access } = await viewAs(world.services, await world.context(by), { organization, role })
  return { actor: await authenticate(world.services, { bearer: access }) }
}

const names = async (context: WorkContext) =>
  (await world.database.reader(context).list(Product)).rows.map(({ name }) => name).sort()

describe('viewing an organization as a role', () => {
  it('shows what somebody with that role would see', async () => {
    const { organization, person } = await memberAs('administrator', undefined, { country: 'CH' })
    await product(organization, { name: 'Swiss', customFields: { country: 'CH' } })
    await product(organization, { name: 'Austrian', customFields: { country: 'AT' } })
    expect(await names(await world.context(person))).toEqual(['Austrian', 'Swiss'])
    expect(await names(await preview(person, organization, 'territorial-administrator'))).toEqual(['Swiss'])
    expect(await names(await preview(person, organization, 'viewer'))).toEqual(['Austrian', 'Swiss'])
    expect(await names(await preview(person, organization, 'uploader'))).toEqual([])
    const viewer = world.database.reader(await preview(person, organization, 'viewer'))
    expect((await viewer.list(Membership)).rows).toEqual([])
  })

  it('never shows more than one sees oneself, nor another organization', async () => {
    const { organization, person } = await memberAs('administrator')
    const { id: elsewhere } = await world.organization()
    await world.member(person, { of: elsewhere, as: 'owner' })
    await product(elsewhere, { name: 'Elsewhere' })
    const { rows } = await world.database.reader(await preview(person, organization, 'owner')).list(Organization)
    expect(rows.map(({ id }) => id)).toEqual([organization])
    expect(await names(await preview(person, organization, 'owner'))).toEqual([])
    const { actor } = await preview(person, organization, 'owner')
    expect(actor).toMatchObject({ isSuperuser: false, preview: { organization, role: 'owner' } })
    expect(
      actor.kind !== 'system' && actor.memberships.flatMap(({ grants }) => grants.map(({ action }) => action)),
    ).not.toContain('*')
  })

  it('is told by whoAmI', async () => {
    const { organization, person } = await memberAs('owner')
    const context = await preview(person, organization, 'viewer')
    if (context.actor.kind === 'system') throw new Error('A preview is a person’s')
    expect(await whoAmI(world.services, context, context.actor)).toMatchObject({
      preview: { organization, role: 'viewer' },
      memberships: [{ organization, role: 'viewer', roleName: 'Viewer' }],
    })
    const own = await world.principal(person)
    expect(await whoAmI(world.services, { actor: own }, own)).toMatchObject({ preview: null })
  })

  it('is in the audit trail', async () => {
    const { organization, person } = await memberAs('administrator')
    await preview(person, organization, 'viewer')
    const entries = await world.sql(
      'select user_id, object_id, object_repr from audit_entry where organization_id = $1 and action_type = $2',
      [organization, 'VIEW_AS'],
    )
    expect(entries).toEqual([{ user_id: person.id, object_id: await world.roleId('viewer'), object_repr: 'Viewer' }])
  })
})

describe('a preview changes nothing', () => {
  it('neither rows nor oneself', async () => {
    const { organization, person } = await memberAs('owner')
    const { id } = await product(organization)
    const context = await preview(person, organization, 'owner')
    const { services } = world
    const forbidden = { code: 'forbidden' }
    const sku = v7()
    await expect(
      catalogue.product.create(services, context, { organization, sku, name: 'Nut', productType: 'SERVICE' }),
    ).rejects.toMatchObject(forbidden)
    await expect(catalogue.product.update(services, context, id, { name: 'Nut' })).rejects.toMatchObject(forbidden)
    await expect(catalogue.product.remove(services, context, id)).rejects.toMatchObject(forbidden)
    await expect(
      createOrganization(services, context, { name: 'x', code: v7(), organizationType: 'Team', parent: organization }),
    ).rejects.toMatchObject(forbidden)
    await expect(updateMyProfile(services, context, { jobTitle: 'x' })).rejects.toMatchObject(readOnly)
    await expect(catalogue.user.update(services, context, person.id, { firstName: 'x' })).rejects.toMatchObject(
      forbidden,
    )
    await expect(createApiKey(services, context, { name: 'x' })).rejects.toMatchObject(readOnly)
    await expect(listSessions(services, context)).rejects.toMatchObject(readOnly)
    await expect(viewAs(services, context, { organization, role: 'viewer' })).rejects.toMatchObject(readOnly)
  })

  it('and its rows say so', async () => {
    const { organization, person } = await memberAs('owner')
    await product(organization)
    const { rows } = await world.database.reader(await preview(person, organization, 'owner')).list(Product)
    expect(rows.map(({ abilities }) => abilities)).toEqual([[]])
  })
})

describe('who may view as others', () => {
  it('are those who hold it there: not members, not strangers, not keys', async () => {
    const { organization, person: owner } = await memberAs('owner')
    const { person: manager } = await memberAs('manager', organization)
    await expect(preview(manager, organization, 'viewer')).rejects.toMatchObject({ code: 'forbidden' })
    const { organization: theirs } = await memberAs('owner')
    const [foreign, unknown] = await Promise.all(
      [theirs, v7()].map((id) => preview(owner, id, 'viewer').catch((error: unknown) => error)),
    )
    expect(foreign).toMatchObject({ code: 'not_found' })
    expect(foreign).toEqual(unknown)
    const { key } = await createApiKey(world.services, await world.context(owner), { name: 'mine' })
    const byKey = { actor: await authenticate(world.services, { apiKey: key }) }
    await expect(viewAs(world.services, byKey, { organization, role: 'viewer' })).rejects.toMatchObject({
      reason: 'person_required',
    })
  })

  it('may be a superuser, who is a member of nothing', async () => {
    const { organization } = await memberAs('owner')
    await product(organization)
    const root = await world.person({ isSuperuser: true })
    expect(await names(await preview(root, organization, 'viewer'))).toEqual(['Bolt'])
    expect(await names(await preview(root, organization, 'uploader'))).toEqual([])
  })

  it('name a role that is there', async () => {
    const { organization, person } = await memberAs('owner')
    await expect(preview(person, organization, 'emperor')).rejects.toMatchObject({ reason: 'no_such_reference' })
  })
})

describe('a preview ends', () => {
  const begin = async (person: Person, organization: string, role: string) => {
    const context = await world.context(person)
    const { access, expiresIn } = await viewAs(world.services, context, { organization, role })
    const isOpen = () =>
      authenticate(world.services, { bearer: access }).then(
        () => true,
        ({ code }: { code: string }) => code,
      )
    expect(await isOpen()).toBe(true)
    return { context, expiresIn, isOpen }
  }

  it('with the session that it came from', async () => {
    const { organization, person } = await memberAs('owner')
    const { context, isOpen } = await begin(person, organization, 'viewer')
    const sessionId = context.actor.kind === 'user' ? context.actor.sessionId : undefined
    await revokeSession(world.services, context, sessionId ?? '')
    expect(await isOpen()).toBe('unauthenticated')
  })

  it('with the right to it', async () => {
    const { organization, person, membership } = await memberAs('administrator')
    const { person: owner } = await memberAs('owner', organization)
    const { isOpen } = await begin(person, organization, 'viewer')
    await removeMembership(world.services, await world.context(owner), membership.id)
    expect(await isOpen()).toBe('unauthenticated')
  })

  it('after ten minutes', async () => {
    const { organization, person } = await memberAs('owner')
    const { expiresIn, isOpen } = await begin(person, organization, 'viewer')
    expect(expiresIn).toBe(600)
    world.wait(600)
    expect(await isOpen()).toBe('unauthenticated')
  })

  it('not when its role changes: it shows what the role shows now', async () => {
    const { organization, person } = await memberAs('owner')
    const root = await world.context(await world.person({ isSuperuser: true }))
    await product(organization)
    const { access } = await viewAs(world.services, await world.context(person), { organization, role: 'manager' })
    const seen = async () => names({ actor: await authenticate(world.services, { bearer: access }) })
    expect(await seen()).toEqual(['Bolt'])
    await updateRole(world.services, root, await world.roleId('manager'), { grants: [] })
    expect(await seen()).toEqual([])
  })
})
