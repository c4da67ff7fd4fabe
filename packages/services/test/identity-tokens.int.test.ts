import { randomBytes } from 'node:crypto'
import type { TokenPair } from '@groundwork/domain'
import { v7 } from 'uuid'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { authenticate, listSessions, refreshTokens, revokeSession, signOut } from '../src/identity/index.ts'
import { firstRefreshToken } from '../src/identity/refresh-token.ts'
import { createWorld, origin, type Person, type World } from './identity-world.ts'

let world: World
let ada: Person
beforeAll(async () => {
  world = await createWorld()
})
afterAll(() => world.close())
beforeEach(async () => {
  ada = await world.person()
})

const refresh = ({ refresh: token }: Pick<TokenPair, 'refresh'>) =>
  refreshTokens(world.services, { refresh: token }, origin)
const ask = ({ access }: TokenPair) => authenticate(world.services, { bearer: access })
const ended = { code: 'unauthenticated', reason: 'session_ended' }
const invalid = { code: 'unauthenticated', reason: 'token_invalid' }

describe('refreshing', () => {
  it('exchanges the pair for a new one of the same session', async () => {
    const first = await world.tokensOf(ada)
    const second = await refresh(first)
    expect(second.refresh).not.toBe(first.refresh)
    expect((await ask(second)).sessionId).toBe((await ask(first)).sessionId)
    await expect(refresh(second)).resolves.toHaveProperty('access')
  })

  it('answers the token just replaced with the same successor for ten seconds: parallel tabs stay signed in', async () => {
    const first = await world.tokensOf(ada)
    const second = await refresh(first)
    world.wait(10)
    expect((await refresh(first)).refresh).toBe(second.refresh)
    await expect(refresh(second)).resolves.toHaveProperty('access')
  })

  it('gives all tabs that refresh at the same moment one successor', async () => {
    const first = await world.tokensOf(ada)
    const pairs = await Promise.all(Array.from({ length: 8 }, () => refresh(first)))
    pairs.push(await refresh(first))
    expect(new Set(pairs.map((pair) => pair.refresh)).size).toBe(1)
    await expect(refresh(pairs[0] as TokenPair)).resolves.toHaveProperty('access')
  })

  it('ends the session when a replaced token comes back later: somebody has a copy', async () => {
    const first = await world.tokensOf(ada)
    const second = await refresh(first)
    await ask(second)
    world.wait(10.001)
    await expect(refresh(first)).rejects.toMatchObject(ended)
    await expect(refresh(second)).rejects.toMatchObject(ended)
    await expect(ask(second)).rejects.toMatchObject(ended)
  })

  it('has a grace for the direct parent only: a grandparent ends the session at any time', async () => {
    const first = await world.tokensOf(ada)
    const second = await refresh(first)
    const third = await refresh(second)
    await expect(refresh(first)).rejects.toMatchObject(ended)
    await expect(refresh(third)).rejects.toMatchObject(ended)
  })

  it('tells of a reused token in the audit trail', async () => {
    const first = await world.tokensOf(ada)
    const { sessionId = '' } = await ask(first)
    await refresh(await refresh(first))
    await expect(refresh(first)).rejects.toMatchObject(ended)
    expect((await world.audit(sessionId)).map(({ action }) => action)).toEqual(['LOGIN_SUCCESS', 'TOKEN_REUSE'])
  })

  it('leaves the user’s other sessions alone', async () => {
    const [stolen, other] = [await world.tokensOf(ada), await world.tokensOf(ada)]
    await refresh(await refresh(stolen))
    await expect(refresh(stolen)).rejects.toMatchObject(ended)
    await expect(refresh(other)).resolves.toHaveProperty('access')
  })

  it('is possible for thirty days from the last time', async () => {
    const days = 24 * 3600
    const first = await world.tokensOf(ada)
    world.wait(29 * days)
    const second = await refresh(first)
    world.wait(29 * days)
    const third = await refresh(second)
    world.wait(30 * days)
    await expect(refresh(third)).rejects.toMatchObject(ended)
  })

  it('does not work for somebody deactivated meanwhile', async () => {
    const pair = await world.tokensOf(ada)
    await world.sql('update app_user set is_active = false where id = $1', [ada.id])
    await expect(refresh(pair)).rejects.toMatchObject(ended)
  })

  it('refuses an invented token, and nobody’s session suffers from it', async () => {
    const pair = await world.tokensOf(ada)
    const { sessionId = '' } = await ask(pair)
    const invented = [
      firstRefreshToken(randomBytes(32), sessionId, randomBytes(32)),
      'x',
      '',
      pair.access,
      pair.refresh.toLowerCase(),
      `${pair.refresh}A`,
    ]
    for (const token of invented) await expect(refresh({ refresh: token })).rejects.toMatchObject(invalid)
    await expect(refresh(pair)).resolves.toHaveProperty('access')
  })

  it('refuses a token of ours whose session is not there', async () => {
    const token = firstRefreshToken(world.keys.refreshSecret, v7(), randomBytes(32))
    await expect(refresh({ refresh: token })).rejects.toMatchObject(ended)
  })
})

describe('signing out', () => {
  it('ends the session at once, and once', async () => {
    const pair = await world.tokensOf(ada)
    await ask(pair)
    await signOut(world.services, pair, origin)
    await expect(ask(pair)).rejects.toMatchObject(ended)
    await expect(refresh(pair)).rejects.toMatchObject(ended)
    await expect(signOut(world.services, pair, origin)).resolves.toBeUndefined()
  })

  it('works with a token that was replaced already', async () => {
    const first = await world.tokensOf(ada)
    const second = await refresh(first)
    await signOut(world.services, first, origin)
    await expect(ask(second)).rejects.toMatchObject(ended)
  })

  it('refuses an invented token', async () => {
    await expect(signOut(world.services, { refresh: 'x' }, origin)).rejects.toMatchObject(invalid)
  })
})

describe('sessions', () => {
  it('are listed with device and address, and the current one is marked', async () => {
    await world.tokensOf(ada)
    const actor = await ask(await world.tokensOf(ada))
    const sessions = await listSessions(world.services, { actor })
    expect(sessions).toHaveLength(2)
    expect(sessions.map(({ isCurrent, id }) => [isCurrent, id === actor.sessionId])).toContainEqual([true, true])
    expect(sessions[0]).toMatchObject({ userAgent: 'a browser', ip: '203.0.113.7' })
    expect(Object.keys(sessions[0] ?? {}).sort()).toEqual(
      ['createdAt', 'expiresAt', 'id', 'ip', 'isCurrent', 'lastUsedAt', 'userAgent'].sort(),
    )
  })

  it('can be ended one by one', async () => {
    const [here, there] = [await world.tokensOf(ada), await world.tokensOf(ada)]
    const { sessionId = '' } = await ask(there)
    await revokeSession(world.services, { actor: await ask(here) }, sessionId)
    await expect(ask(there)).rejects.toMatchObject(ended)
    await expect(ask(here)).resolves.toMatchObject({ userId: ada.id })
    expect((await world.audit(sessionId)).map(({ action }) => action)).toEqual(['LOGIN_SUCCESS', 'SESSION_REVOKE'])
  })

  it('of somebody else are not there', async () => {
    const theirs = await ask(await world.tokensOf(await world.person()))
    const context = { actor: await ask(await world.tokensOf(ada)) }
    const [foreign, unknown] = await Promise.all(
      [theirs.sessionId ?? '', v7()].map((id) =>
        revokeSession(world.services, context, id).catch((error: unknown) => error),
      ),
    )
    expect(foreign).toEqual(unknown)
    expect(foreign).toMatchObject({ code: 'not_found' })
  })

  it('are not for API keys to see or end', async () => {
    const principal = await ask(await world.tokensOf(ada))
    const context = { actor: { ...principal, kind: 'apiKey' as const } }
    await expect(listSessions(world.services, context)).rejects.toMatchObject({ code: 'forbidden' })
    await expect(revokeSession(world.services, context, v7())).rejects.toMatchObject({ code: 'forbidden' })
  })
})
