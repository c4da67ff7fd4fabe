import { afterAll, beforeAll, expect, it } from 'vitest'
import { changePassword, disableTotp, setUpTotp, verifyTotp } from '../src/identity/index.ts'
import { authenticator } from './authenticator.ts'
import { createWorld, type World } from './identity-world.ts'

let world: World
beforeAll(async () => {
  world = await createWorld()
})
afterAll(() => world.close())

it('what is done to an account is told to its owner, and shown to nobody else', async () => {
  const ada = await world.person()
  const context = await world.context(ada)
  const { secret } = await setUpTotp(world.services, context)
  await verifyTotp(world.services, context, { code: authenticator(secret, world.clock)() })
  await disableTotp(world.services, context, { password: ada.password })
  await changePassword(world.services, context, { oldPassword: ada.password, newPassword: 'nine purple kites' })

  const told = await world.sql<{ topic: string; organization_id: string | null; payload: object }>(
    `select topic, organization_id, payload from outbox_event where object_id = $1 and resource = 'account' order by id`,
    [ada.id],
  )
  expect(told).toEqual(
    ['user.secondFactorEnabled', 'user.secondFactorDisabled', 'user.passwordChanged'].map((topic) => ({
      topic,
      organization_id: null,
      payload: {},
    })),
  )
})
