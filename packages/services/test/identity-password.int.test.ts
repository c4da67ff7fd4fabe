import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import {
  authenticate,
  changePassword,
  createApiKey,
  listSessions,
  refreshTokens,
  signIn,
} from '../src/identity/index.ts'
import { createWorld, type Person, type World } from './identity-world.ts'

const newPassword = 'a longer passphrase'

let world: World
let ada: Person
beforeAll(async () => {
  world = await createWorld()
})
afterAll(() => world.close())
beforeEach(async () => {
  ada = await world.person()
})

const change = async (oldPassword: string, to: string = newPassword) =>
  changePassword(world.services, await world.context(ada), { oldPassword, newPassword: to })

describe('changing one’s password', () => {
  it('needs the old one', async () => {
    const wrong = { code: 'invalid', reason: 'wrong_password', fields: { oldPassword: expect.anything() } }
    await expect(change('a guess')).rejects.toMatchObject(wrong)
    expect((await world.audit(ada.id)).map(({ action }) => action)).toContain('LOGIN_FAILED')
    await expect(world.tokensOf(ada)).resolves.toHaveProperty('access')
  })

  it('is no faster way to guess it than signing in', async () => {
    const context = await world.context(ada)
    const guess = () => changePassword(world.services, context, { oldPassword: 'a guess', newPassword })
    for (let at = 0; at < 5; at += 1) await expect(guess()).rejects.toMatchObject({ reason: 'wrong_password' })
    await expect(guess()).rejects.toMatchObject({ code: 'rate_limited' })
    await expect(world.tokensOf(ada)).rejects.toMatchObject({ code: 'rate_limited' })
  })

  it.each(['short', 'password123', 'the user name'])('refuses %j', async (chosen) => {
    const to = chosen === 'the user name' ? ada.username : chosen
    const refused = { code: 'invalid', reason: 'password_refused', fields: { newPassword: expect.anything() } }
    await expect(change(ada.password, to)).rejects.toMatchObject(refused)
    await expect(world.tokensOf(ada)).resolves.toHaveProperty('access')
  })

  it('ends all other sessions at once, and not the one that changes it', async () => {
    const other = await world.tokensOf(ada)
    const context = await world.context(ada)
    await authenticate(world.services, { bearer: other.access })
    await changePassword(world.services, context, { oldPassword: ada.password, newPassword })
    const ended = { code: 'unauthenticated', reason: 'session_ended' }
    await expect(authenticate(world.services, { bearer: other.access })).rejects.toMatchObject(ended)
    await expect(refreshTokens(world.services, other)).rejects.toMatchObject(ended)
    expect(await listSessions(world.services, context)).toMatchObject([{ isCurrent: true }])
    await expect(world.tokensOf(ada)).rejects.toMatchObject({ reason: 'invalid_credentials' })
    await expect(world.tokensOf({ ...ada, password: newPassword })).resolves.toHaveProperty('access')
  })

  it('leaves no session to somebody whose old password was looked at a moment before', async () => {
    const context = await world.context(ada)
    const { passwords } = world.services
    const verify = async (stored: string | null, password: string) => {
      const isRight = await passwords.verify(stored, password)
      await changePassword(world.services, context, { oldPassword: ada.password, newPassword })
      return isRight
    }
    const meanwhile = { ...world.services, passwords: { ...passwords, verify } }
    const attempt = signIn(meanwhile, { username: ada.username, password: ada.password })
    await expect(attempt).rejects.toMatchObject({ reason: 'invalid_credentials' })
    expect(await listSessions(world.services, context)).toMatchObject([{ isCurrent: true }])
  })

  it('gives way to whoever changed it while the old one was looked at', async () => {
    const [thief, owner] = [await world.context(ada), await world.context(ada)]
    const { passwords } = world.services
    const hash = async (password: string) => {
      await changePassword(world.services, owner, { oldPassword: ada.password, newPassword })
      return passwords.hash(password)
    }
    const meanwhile = { ...world.services, passwords: { ...passwords, hash } }
    const attempt = changePassword(meanwhile, thief, { oldPassword: ada.password, newPassword: 'the thief’s own' })
    await expect(attempt).rejects.toMatchObject({ code: 'invalid', reason: 'wrong_password' })
    await expect(world.tokensOf({ ...ada, password: newPassword })).resolves.toHaveProperty('access')
  })

  it('needs another one than before', async () => {
    const same = { code: 'invalid', reason: 'password_refused', fields: { newPassword: expect.anything() } }
    await expect(change(ada.password, ada.password)).rejects.toMatchObject(same)
  })

  it('stands in the trail and among the events, without either password', async () => {
    await change(ada.password)
    expect((await world.audit(ada.id)).map(({ action }) => action)).toContain('PASSWORD_CHANGE')
    const [told] = await world.sql<{ everything: string }>(
      `select concat((select string_agg(entry::text, '') from audit_entry entry),
         (select string_agg(event::text, '') from outbox_event event)) as everything`,
    )
    expect(told?.everything).toContain('session.ended')
    for (const secret of [ada.password, newPassword]) expect(told?.everything).not.toContain(secret)
  })

  it('is for people, not for keys', async () => {
    const { key } = await createApiKey(world.services, await world.context(ada), { name: 'k' })
    const actor = await authenticate(world.services, { apiKey: key })
    const asKey = changePassword(world.services, { actor }, { oldPassword: ada.password, newPassword })
    await expect(asKey).rejects.toMatchObject({ code: 'forbidden', reason: 'person_required' })
  })
})
