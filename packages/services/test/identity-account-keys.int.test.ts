import { User } from '@groundwork/domain'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { authenticate, createApiKey, getMyProfile, updateMyProfile, updateUser } from '../src/identity/index.ts'
import { createWorld, type World } from './identity-world.ts'

let world: World
beforeAll(async () => {
  world = await createWorld()
})
afterAll(() => world.close())

describe('an API key and the account of its owner', () => {
  it.each([
    [
      'limited to grants that name it',
      { grants: ['user', 'profile'].map((resource) => ({ resource, action: 'view' })) },
    ],
    ['without limits', {}],
  ])('%s: reads it and changes nothing', async (_, limits) => {
    const ada = await world.person()
    const { id } = await world.organization()
    await world.member(ada, { of: id, as: 'owner' })
    const { key } = await createApiKey(world.services, await world.context(ada), { name: 'import', ...limits })
    const context = { actor: await authenticate(world.services, { apiKey: key }) }

    const refused = { code: 'forbidden', reason: 'person_required' }
    const change = updateUser(world.services, context, ada.id, { email: 'thief@example.com' })
    await expect(change).rejects.toMatchObject(refused)
    await expect(updateMyProfile(world.services, context, { jobTitle: 'Thief' })).rejects.toMatchObject(refused)
    await expect(getMyProfile(world.services, context)).resolves.toMatchObject({ user: ada.id, jobTitle: '' })
    await expect(world.database.reader(context).get(User, ada.id)).resolves.toMatchObject({ email: ada.email })
  })
  it('limited to other grants: does not see it at all', async () => {
    const ada = await world.person()
    const { id } = await world.organization()
    await world.member(ada, { of: id, as: 'owner' })
    const grants = [{ resource: 'product', action: 'view' }]
    const { key } = await createApiKey(world.services, await world.context(ada), { name: 'import', grants })
    const context = { actor: await authenticate(world.services, { apiKey: key }) }
    const reader = world.database.reader(context)
    await expect(reader.get(User, ada.id)).rejects.toMatchObject({ code: 'not_found' })
    expect((await reader.list(User, {})).rows).toEqual([])
    await expect(getMyProfile(world.services, context)).rejects.toMatchObject({ code: 'not_found' })
  })
})
