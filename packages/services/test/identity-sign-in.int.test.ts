import { hash } from '@node-rs/argon2'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { authenticate, signIn, signOut } from '../src/identity/index.ts'
import { readRefreshToken } from '../src/identity/refresh-token.ts'
import { createWorld, origin, type World } from './identity-world.ts'

let world: World
beforeAll(async () => {
  world = await createWorld()
})
afterAll(() => world.close())

const sessionOf = (refresh: string) => {
  const presented = readRefreshToken(world.keys.refreshSecret, refresh)
  if (!presented) throw new Error('Not a refresh token of ours')
  return presented.sessionId
}
const refused = { code: 'unauthenticated', reason: 'invalid_credentials' }

describe('signing in', () => {
  it('takes a user name or an e-mail address, in any case', async () => {
    const { id, username, email, password } = await world.person({ username: 'Ada', email: 'ada@example.com' })
    const tries = [
      { username, password },
      { username: 'aDA', password },
      { username: email, password },
      { email: 'ADA@example.com', password },
    ]
    for (const input of tries) {
      const { access } = await signIn(world.services, input, origin)
      expect(await authenticate(world.services, { bearer: access })).toMatchObject({ userId: id, username: 'Ada' })
    }
  })

  it('gives one answer for an unknown name, a wrong password and a deactivated user', async () => {
    const { id, username, password } = await world.person()
    const answers: unknown[] = []
    const fail = async (input: { username: string; password: string }) =>
      answers.push(await signIn(world.services, input, origin).catch((error: unknown) => error))

    await fail({ username: 'nobody at all', password })
    await fail({ username, password: 'not the password' })
    await world.sql('update app_user set is_active = false where id = $1', [id])
    await fail({ username, password })

    expect(answers).toEqual([answers[0], answers[0], answers[0]])
    expect(answers[0]).toMatchObject(refused)
    expect(JSON.stringify(answers)).not.toContain(password)
  })

  it('works as long for a name that nobody has as for a wrong password', async () => {
    const hasher = world.services.passwords
    let verifications = 0
    const passwords = {
      ...hasher,
      verify: (stored: string | null, password: string) => {
        verifications += 1
        return hasher.verify(stored, password)
      },
    }
    const attempt = { username: 'nobody here either', password: 'whatever it was' }
    await expect(signIn({ ...world.services, passwords }, attempt, origin)).rejects.toMatchObject(refused)
    expect(verifications).toBe(1)
  })

  it('lets nobody in who has no password yet', async () => {
    const { id, username, password } = await world.person()
    await world.sql('delete from credential where user_id = $1', [id])
    await expect(signIn(world.services, { username, password }, origin)).rejects.toMatchObject(refused)
  })

  it('keeps neither the password nor a token', async () => {
    const user = await world.person()
    const { refresh } = await world.tokensOf(user)
    const [stored] = await world.sql<{ password_hash: string; refresh_hash: string; everything: string }>(
      `select password_hash, refresh_hash, row_to_json(session)::text || row_to_json(credential)::text as everything
       from session join credential using (user_id) where user_id = $1`,
      [user.id],
    )
    expect(stored?.password_hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
    expect(stored?.refresh_hash).toMatch(/^[0-9a-f]{64}$/)
    expect(stored?.everything).not.toContain(refresh)
    expect(stored?.everything).not.toContain(user.password)
  })

  it('replaces a hash of weaker parameters by today’s', async () => {
    const user = await world.person()
    const weak = await hash(user.password, { memoryCost: 8192 })
    await world.sql('update credential set password_hash = $2 where user_id = $1', [user.id, weak])
    await world.tokensOf(user)
    const [stored] = await world.sql<{ password_hash: string }>(
      'select password_hash from credential where user_id = $1',
      [user.id],
    )
    expect(stored?.password_hash).toContain('m=19456')
    await expect(world.tokensOf(user)).resolves.toHaveProperty('access')
  })

  it('notes when and from where', async () => {
    const user = await world.person()
    const { refresh } = await world.tokensOf(user)
    const [session] = await world.sql('select user_agent, ip from session where id = $1', [sessionOf(refresh)])
    expect(session).toEqual({ user_agent: 'a browser', ip: '203.0.113.7' })
    const [noted] = await world.sql<{ recent: boolean }>(
      'select last_login_at is not null as recent from app_user where id = $1',
      [user.id],
    )
    expect(noted?.recent).toBe(true)
  })
})

describe('the audit trail of signing in', () => {
  it('tells who signed in and out, and who failed', async () => {
    const user = await world.person()
    const wrong = { username: user.username, password: 'not the password' }
    await expect(signIn(world.services, wrong, origin)).rejects.toMatchObject(refused)
    const { refresh } = await world.tokensOf(user)
    await signOut(world.services, { refresh }, origin)

    const failed = (await world.audit(user.id)).filter(({ action }) => action === 'LOGIN_FAILED')
    expect(failed).toEqual([
      { action: 'LOGIN_FAILED', user_id: null, object_repr: user.username, organization_id: null },
    ])
    const entry = { user_id: user.id, object_repr: user.username, organization_id: null }
    expect(await world.audit(sessionOf(refresh))).toEqual([
      { action: 'LOGIN_SUCCESS', ...entry },
      { action: 'LOGOUT', ...entry },
    ])
  })

  it('does not keep what was typed for an unknown name: it may have been a password', async () => {
    const typed = 'correct horse battery staple'
    await expect(signIn(world.services, { username: typed, password: 'x' }, origin)).rejects.toMatchObject(refused)
    const [found] = await world.sql<{ count: number }>(
      'select count(*)::int as count from audit_entry entry where entry::text like $1',
      [`%${typed}%`],
    )
    expect(found?.count).toBe(0)
  })
})

describe('guessing', () => {
  it('is slowed down after five mistakes on one account, whichever of its names is tried', async () => {
    const { username, email, password } = await world.person()
    for (const login of [username, email, username, email, username]) {
      await expect(signIn(world.services, { username: login, password: 'a guess' }, origin)).rejects.toMatchObject(
        refused,
      )
    }
    const throttled = { code: 'rate_limited', reason: 'too_many_attempts', details: { retryAfterSeconds: 1 } }
    await expect(signIn(world.services, { email, password }, origin)).rejects.toMatchObject(throttled)
    world.wait(1)
    await expect(signIn(world.services, { email, password }, origin)).resolves.toHaveProperty('access')
  })

  it('is slowed down also when all guesses come at the same moment', async () => {
    const { username } = await world.person()
    const guesses = Array.from({ length: 12 }, (_, at) =>
      signIn(world.services, { username, password: `guess ${at}` }, origin),
    )
    const reasons = (await Promise.allSettled(guesses)).map(
      (guess) => guess.status === 'rejected' && guess.reason.reason,
    )
    expect(reasons.filter((reason) => reason === 'invalid_credentials')).toHaveLength(5)
    expect(reasons.filter((reason) => reason === 'too_many_attempts')).toHaveLength(7)
  })
})
