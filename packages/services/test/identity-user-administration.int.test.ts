import type { WorkContext } from '@groundwork/db'
import { v7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { activateUser, authenticate, createApiKey, deactivateUser, signIn, updateUser } from '../src/identity/index.ts'
import { createWorld, origin, type Person, type World } from './identity-world.ts'

let world: World
beforeAll(async () => {
  world = await createWorld()
})
afterAll(() => world.close())

const mayNot = { code: 'forbidden', reason: 'not_all_organizations' }

async function place(role = 'administrator') {
  const { id } = await world.organization()
  const person = await world.person()
  await world.member(person, { of: id, as: role })
  return { organization: id, person, context: await world.context(person) }
}

async function memberOf(organization: string, as = 'member'): Promise<Person> {
  const person = await world.person()
  await world.member(person, { of: organization, as })
  return person
}

const deactivate = (context: WorkContext, { id }: Pick<Person, 'id'>) => deactivateUser(world.services, context, id)
const activate = (context: WorkContext, { id }: Pick<Person, 'id'>) => activateUser(world.services, context, id)

describe('deactivating a user', () => {
  it('keeps them out at once: sessions, refresh, API keys and sign-in, in every process', async () => {
    const { organization, context } = await place()
    const ada = await memberOf(organization)
    const { access } = await world.tokensOf(ada)
    const bearer = { bearer: access }
    const own = { actor: await authenticate(world.services, bearer), origin }
    const { key } = await createApiKey(world.services, own, { name: 'mine' })
    await authenticate(world.services, bearer)

    expect(await deactivate(context, ada)).toMatchObject({ id: ada.id, isActive: false })
    for (const services of [world.services, world.otherProcess()]) {
      await expect(authenticate(services, bearer)).rejects.toMatchObject({ reason: 'session_ended' })
      await expect(authenticate(services, { apiKey: key })).rejects.toMatchObject({ reason: 'api_key_invalid' })
    }
    await expect(world.tokensOf(ada)).rejects.toMatchObject({ reason: 'invalid_credentials' })
  })

  it('is undone by activating them, and what was ended stays ended', async () => {
    const { organization, context } = await place()
    const ada = await memberOf(organization)
    const { access } = await world.tokensOf(ada)
    await deactivate(context, ada)
    expect(await activate(context, ada)).toMatchObject({ isActive: true })
    await expect(authenticate(world.services, { bearer: access })).rejects.toMatchObject({ reason: 'session_ended' })
    await expect(
      signIn(world.services, { username: ada.username, password: ada.password }, origin),
    ).resolves.toBeTruthy()
  })

  it('leaves entries that name who did it, and events that tell the other processes', async () => {
    const { organization, context, person } = await place()
    const ada = await memberOf(organization)
    await deactivate(context, ada)
    await deactivate(context, ada)
    await activate(context, ada)
    const trail = JSON.stringify(
      await world.sql('select t::text from audit_entry t where t.object_id = $1 order by t.created_at', [ada.id]),
    )
    expect(trail.match(/USER_DEACTIVATE/g)).toHaveLength(1)
    expect(trail.match(/USER_ACTIVATE/g)).toHaveLength(1)
    expect(trail).toContain(person.id)
    const events = await world.sql<{ topic: string }>(
      'select topic from outbox_event where object_id = $1 order by id',
      [ada.id],
    )
    expect(events.map(({ topic }) => topic)).toEqual([
      'user.created',
      'session.ended',
      'user.deactivated',
      'user.activated',
    ])
  })

  it('is for those who may in every organization the user belongs to', async () => {
    const here = await place()
    const there = await place('owner')
    const ada = await memberOf(here.organization)
    await world.member(ada, { of: there.organization, as: 'viewer' })
    await expect(deactivate(here.context, ada)).rejects.toMatchObject(mayNot)

    await world.member(here.person, { of: there.organization, as: 'administrator' })
    const inBoth = await world.context(here.person)
    expect(await deactivate(inBoth, ada)).toMatchObject({ isActive: false })
    await expect(activate(here.context, ada)).rejects.toMatchObject(mayNot)
  })

  it('and hold there what the user holds', async () => {
    const { organization, context } = await place()
    await expect(deactivate(context, await memberOf(organization, 'owner'))).rejects.toMatchObject(mayNot)
    const auditor = await world.context(await memberOf(organization, 'auditor'))
    await expect(deactivate(auditor, await memberOf(organization, 'viewer'))).rejects.toMatchObject(mayNot)
    expect(await deactivate(context, await memberOf(organization, 'administrator'))).toMatchObject({ isActive: false })
  })

  it('counts what reaches into organizations below', async () => {
    const top = await place()
    const { id: below } = await world.organization({ parent: top.organization })
    const ada = await world.person()
    await world.member(ada, { of: top.organization, as: 'member', includesDescendants: true })
    await expect(deactivate(top.context, ada)).rejects.toMatchObject(mayNot)
    await world.member(top.person, { of: below, as: 'administrator' })
    expect(await deactivate(await world.context(top.person), ada)).toMatchObject({ isActive: false })
  })

  it('is nobody’s for themselves, nor a key’s, nor for strangers, and never tells who exists', async () => {
    const { organization, context, person } = await place('owner')
    await expect(deactivate(context, person)).rejects.toMatchObject({ reason: 'oneself' })
    const key = { actor: { ...context.actor, kind: 'apiKey' } } as WorkContext
    await expect(deactivate(key, await memberOf(organization))).rejects.toMatchObject({ reason: 'person_required' })
    const stranger = await world.person()
    const foreign = await deactivate(context, stranger).catch((error: unknown) => error)
    const unknown = await deactivate(context, { id: v7() }).catch((error: unknown) => error)
    expect(foreign).toMatchObject({ code: 'not_found' })
    expect(String(foreign)).toBe(String(unknown))
  })

  it('of a superuser is a superuser’s, and never of the last one', async () => {
    const root = await world.person({ isSuperuser: true })
    const { organization, context } = await place('owner')
    await world.member(root, { of: organization, as: 'viewer' })
    await expect(deactivate(context, root)).rejects.toMatchObject(mayNot)

    const other = await world.person({ isSuperuser: true })
    const asRoot = await world.context(root)
    const asOther = await world.context(other)
    const outcomes = await Promise.allSettled([deactivate(asRoot, other), deactivate(asOther, root)])
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    expect(outcomes.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { reason: 'last_superuser' } })

    const [last] = await world.sql<{ id: string }>('select id from app_user where is_superuser and is_active')
    const survivor = last?.id === root.id ? asRoot : asOther
    const patch = updateUser(world.services, survivor, last?.id ?? '', { isActive: false })
    await expect(patch).rejects.toMatchObject({ reason: 'last_superuser' })
  })

  it('by a superuser’s change of the user ends sessions just as well', async () => {
    const root = await world.context(await world.person({ isSuperuser: true }))
    const ada = await world.person()
    const { access } = await world.tokensOf(ada)
    await updateUser(world.services, root, ada.id, { isActive: false })
    await updateUser(world.services, root, ada.id, { isActive: true })
    await expect(authenticate(world.services, { bearer: access })).rejects.toMatchObject({ reason: 'session_ended' })
  })
})
