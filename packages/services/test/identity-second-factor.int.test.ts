import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  authenticate,
  disableTotp,
  listSessions,
  refreshTokens,
  renewBackupCodes,
  resetSecondFactor,
  setUpTotp,
  signIn,
  verifyTotp,
} from '../src/identity/index.ts'
import { authenticator } from './authenticator.ts'
import { createWorld, origin, type Person, type World } from './identity-world.ts'

let world: World
beforeAll(async () => {
  world = await createWorld()
})
afterAll(() => world.close())

const otpInvalid = { code: 'unauthenticated', reason: 'otp_invalid' }
const otpRequired = { code: 'otp_required' }

/** Somebody with an authenticator app that has been confirmed, half a minute ago. */
async function withFactor(given: Partial<Person> = {}) {
  const user = await world.person(given)
  const context = await world.context(user)
  const { secret } = await setUpTotp(world.services, context)
  const codeNow = authenticator(secret, world.clock)
  const { backupCodes } = await verifyTotp(world.services, context, { code: codeNow() })
  world.wait(60)
  const enter = (otp?: string) =>
    signIn(world.services, { username: user.username, password: user.password, ...(otp && { otp }) }, origin)
  return { user, context, secret, codeNow, backupCodes, enter }
}

const actionsOf = async (id: string) => (await world.audit(id)).map(({ action }) => action)
const sessionCount = async (id: string) => {
  const [row] = await world.sql<{ count: number }>('select count(*)::int as count from session where user_id = $1', [
    id,
  ])
  return row?.count
}

describe('setting a second factor up', () => {
  it('gives a secret of 160 bits, its address and a picture of it, and changes nothing yet', async () => {
    const user = await world.person()
    const context = await world.context(user)
    const { secret, otpauthUrl, qr } = await setUpTotp(world.services, context)
    expect(secret).toMatch(/^[A-Z2-7]{32}$/)
    expect(new URL(otpauthUrl).searchParams.get('secret')).toBe(secret)
    expect(Buffer.from(qr.replace('data:image/svg+xml;base64,', ''), 'base64').toString()).toMatch(
      /^<svg .*<\/svg>\s*$/s,
    )
    await expect(world.tokensOf(user)).resolves.toHaveProperty('access')
  })

  it('keeps the secret sealed: nothing in the database or the trail shows it', async () => {
    const { user, secret, backupCodes } = await withFactor()
    const [stored] = await world.sql<{ everything: string }>(
      `select concat(
         (select string_agg(row_to_json(f)::text, '') from second_factor f),
         (select string_agg(row_to_json(c)::text, '') from backup_code c),
         (select string_agg(row_to_json(a)::text, '') from audit_entry a),
         (select string_agg(row_to_json(o)::text, '') from outbox_event o)) as everything`,
    )
    expect(stored?.everything).toContain(user.id)
    for (const hidden of [secret, ...backupCodes]) expect(stored?.everything).not.toContain(hidden)
  })

  it('is on once a code of the app was right, answers with ten backup codes, and ends the other sessions', async () => {
    const user = await world.person()
    const context = await world.context(user)
    const elsewhere = await world.tokensOf(user)
    const { secret } = await setUpTotp(world.services, context)
    const { backupCodes } = await verifyTotp(world.services, context, { code: authenticator(secret, world.clock)() })

    expect(new Set(backupCodes).size).toBe(10)
    await expect(authenticate(world.services, { bearer: elsewhere.access })).rejects.toMatchObject({
      reason: 'session_ended',
    })
    await expect(refreshTokens(world.services, elsewhere)).rejects.toMatchObject({ reason: 'session_ended' })
    expect(await listSessions(world.services, context)).toMatchObject([{ isCurrent: true }])
    expect(await actionsOf(user.id)).toContain('SECOND_FACTOR_ENABLE')
  })

  it('stays off after a wrong code, and after one of a secret that was replaced meanwhile', async () => {
    const user = await world.person()
    const context = await world.context(user)
    const first = authenticator((await setUpTotp(world.services, context)).secret, world.clock)
    const second = authenticator((await setUpTotp(world.services, context)).secret, world.clock)
    const wrong = { code: 'invalid', reason: 'otp_invalid', fields: { code: expect.anything() } }
    await expect(verifyTotp(world.services, context, { code: first() })).rejects.toMatchObject(wrong)
    await expect(verifyTotp(world.services, context, { code: second(-3) })).rejects.toMatchObject(wrong)
    await expect(world.tokensOf(user)).resolves.toHaveProperty('access')
    await expect(verifyTotp(world.services, context, { code: second() })).resolves.toHaveProperty('backupCodes')
  })

  it('is refused while one is on: whoever has the session alone cannot replace it', async () => {
    const { context, codeNow } = await withFactor()
    const active = { code: 'conflict', reason: 'second_factor_active' }
    await expect(setUpTotp(world.services, context)).rejects.toMatchObject(active)
    await expect(verifyTotp(world.services, context, { code: codeNow() })).rejects.toMatchObject(active)
  })

  it('cannot be verified before it was set up', async () => {
    const context = await world.context(await world.person())
    await expect(verifyTotp(world.services, context, { code: '123456' })).rejects.toMatchObject({
      reason: 'second_factor_not_set_up',
    })
  })
})

describe('signing in with a second factor', () => {
  it('asks for a code after a right password, and opens no session before', async () => {
    const { user, enter, codeNow } = await withFactor()
    const before = await sessionCount(user.id)
    await expect(enter()).rejects.toMatchObject(otpRequired)
    expect(await sessionCount(user.id)).toBe(before)
    await expect(enter(codeNow())).resolves.toHaveProperty('access')
    expect(await sessionCount(user.id)).toBe((before ?? 0) + 1)
  })

  it('does not tell who has one to whoever does not know the password', async () => {
    const { user, codeNow } = await withFactor()
    for (const otp of [undefined, codeNow()]) {
      const guess = { username: user.username, password: 'not the password', ...(otp && { otp }) }
      await expect(signIn(world.services, guess, origin)).rejects.toMatchObject({ reason: 'invalid_credentials' })
    }
  })

  it('takes no code twice, nor an older one than the last', async () => {
    const { enter, codeNow } = await withFactor()
    const code = codeNow()
    await enter(code)
    await expect(enter(code)).rejects.toMatchObject(otpInvalid)
    await expect(enter(codeNow(-1))).rejects.toMatchObject(otpInvalid)
    world.wait(30)
    await expect(enter(codeNow())).resolves.toHaveProperty('access')
  })

  it('does not take the code that turned the factor on', async () => {
    const user = await world.person()
    const context = await world.context(user)
    const codeNow = authenticator((await setUpTotp(world.services, context)).secret, world.clock)
    const code = codeNow()
    await verifyTotp(world.services, context, { code })
    const again = { username: user.username, password: user.password, otp: code }
    await expect(signIn(world.services, again, origin)).rejects.toMatchObject(otpInvalid)
  })

  it('lets one of many through who send the same code at the same moment', async () => {
    const { enter, codeNow } = await withFactor()
    const code = codeNow()
    const tries = await Promise.allSettled(Array.from({ length: 5 }, () => enter(code)))
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  })

  it('allows five tries in a quarter of an hour, whatever the network, and then waits', async () => {
    const { user, enter, codeNow } = await withFactor()
    for (let at = 0; at < 5; at += 1) await expect(enter('000000')).rejects.toMatchObject(otpInvalid)
    const throttled = { code: 'rate_limited', reason: 'too_many_attempts' }
    await expect(enter(codeNow())).rejects.toMatchObject(throttled)
    const fromElsewhere = { username: user.username, password: user.password, otp: codeNow() }
    await expect(signIn(world.services, fromElsewhere, { ip: '198.51.100.9' })).rejects.toMatchObject(throttled)
    world.wait(15 * 60)
    await expect(enter(codeNow())).resolves.toHaveProperty('access')
  })

  it('leaves failures in the trail, apart from wrong passwords', async () => {
    const { user, enter } = await withFactor()
    await expect(enter('000000')).rejects.toMatchObject(otpInvalid)
    const [entry] = await world.sql<{ context: { reason: string } }>(
      `select context from audit_entry where object_id = $1 order by created_at desc, id desc limit 1`,
      [user.id],
    )
    expect(await actionsOf(user.id)).toContain('LOGIN_FAILED')
    expect(entry?.context.reason).toBe('otp_invalid')
  })
})

describe('a backup code', () => {
  it('opens one session in place of a code, once, and stands in the trail', async () => {
    const { user, enter, backupCodes } = await withFactor()
    const [first = '', second = ''] = backupCodes
    await expect(enter(first)).resolves.toHaveProperty('access')
    await expect(enter(first)).rejects.toMatchObject(otpInvalid)
    await expect(enter(` ${second.toUpperCase().replaceAll('-', ' ')} `)).resolves.toHaveProperty('access')
    const uses = (await world.audit(user.id)).filter(({ action }) => action === 'BACKUP_CODE_USED')
    expect(uses).toMatchObject([{ user_id: user.id }, { user_id: user.id }])
  })

  it('is burnt by one of many who send it at the same moment', async () => {
    const { enter, backupCodes } = await withFactor()
    const tries = await Promise.allSettled(Array.from({ length: 5 }, () => enter(backupCodes[0])))
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  })

  it('opens nobody else’s account', async () => {
    const { backupCodes } = await withFactor()
    const { enter } = await withFactor()
    await expect(enter(backupCodes[0])).rejects.toMatchObject(otpInvalid)
  })

  it('ends when new ones are made, with the password', async () => {
    const { user, context, enter, backupCodes } = await withFactor()
    await expect(renewBackupCodes(world.services, context, { password: 'a guess' })).rejects.toMatchObject({
      reason: 'wrong_password',
    })
    const renewed = await renewBackupCodes(world.services, context, { password: user.password })
    expect(renewed.backupCodes).toHaveLength(10)
    await expect(enter(backupCodes[0])).rejects.toMatchObject(otpInvalid)
    await expect(enter(renewed.backupCodes[0])).resolves.toHaveProperty('access')
  })
})

describe('turning it off', () => {
  it('needs the password', async () => {
    const { user, context } = await withFactor()
    const refused = { code: 'invalid', reason: 'wrong_password', fields: { password: expect.anything() } }
    await expect(disableTotp(world.services, context, { password: 'a guess' })).rejects.toMatchObject(refused)
    await disableTotp(world.services, context, { password: user.password })
    await expect(world.tokensOf(user)).resolves.toHaveProperty('access')
    expect(await actionsOf(user.id)).toContain('SECOND_FACTOR_DISABLE')
  })

  it('is no way to guess the password: attempts count as those to sign in do', async () => {
    const { context } = await withFactor()
    const guesses = Array.from({ length: 7 }, () => disableTotp(world.services, context, { password: 'a guess' }))
    const reasons = (await Promise.allSettled(guesses)).map(
      (guess) => guess.status === 'rejected' && guess.reason.reason,
    )
    expect(reasons.filter((reason) => reason === 'too_many_attempts')).toHaveLength(2)
  })

  it('is refused while a role or an organization of the user insists on it', async () => {
    const { user, context } = await withFactor()
    const parent = await world.organization()
    const child = await world.organization({ parent: parent.id })
    const membership = await world.member(user, { of: parent.id, as: 'viewer', includesDescendants: true })
    const turnOff = () => disableTotp(world.services, context, { password: user.password })
    const insisted = { code: 'conflict', reason: 'second_factor_required' }

    const insist = (id: string, on: boolean) =>
      world.sql('update organization set requires_second_factor = $2 where id = $1', [id, on])
    for (const id of [parent.id, child.id]) {
      await insist(id, true)
      await expect(turnOff()).rejects.toMatchObject(insisted)
      await insist(id, false)
    }
    await world.sql('update role set requires_second_factor = true where id = $1', [membership.role])
    await expect(turnOff()).rejects.toMatchObject(insisted)
    await world.sql('update membership set is_active = false where id = $1', [membership.id])
    await expect(turnOff()).resolves.toBeUndefined()
    await world.sql('update role set requires_second_factor = false where id = $1', [membership.role])
  })

  it('is not possible twice', async () => {
    const { user, context } = await withFactor()
    await disableTotp(world.services, context, { password: user.password })
    await expect(disableTotp(world.services, context, { password: user.password })).rejects.toMatchObject({
      reason: 'second_factor_not_set_up',
    })
    await expect(renewBackupCodes(world.services, context, { password: user.password })).rejects.toMatchObject({
      reason: 'second_factor_not_set_up',
    })
  })
})

describe('taking it from somebody who has lost it', () => {
  it('is a superuser’s to do: their password alone opens the account again, and every session has ended', async () => {
    const { user, context, enter } = await withFactor()
    const root = await world.context(await world.person({ isSuperuser: true }))
    await expect(resetSecondFactor(world.services, root, user.id)).resolves.toMatchObject({ hasSecondFactor: false })
    expect(await listSessions(world.services, context)).toEqual([])
    await expect(enter()).resolves.toHaveProperty('access')
    expect(await world.audit(user.id)).toContainEqual(
      expect.objectContaining({
        action: 'SECOND_FACTOR_DISABLE',
        user_id: root.actor.kind === 'user' ? root.actor.userId : '',
      }),
    )
    const told = await world.sql(
      `select from outbox_event where object_id = $1 and topic = 'user.secondFactorDisabled'`,
      [user.id],
    )
    expect(told).toHaveLength(1)
    await expect(resetSecondFactor(world.services, root, user.id)).rejects.toMatchObject({
      code: 'conflict',
      reason: 'second_factor_not_set_up',
    })
  })

  it('is nobody else’s, and no way round one’s own password', async () => {
    const { user, enter } = await withFactor()
    const { id } = await world.organization()
    const owner = await world.person()
    await world.member(user, { of: id, as: 'member' })
    await world.member(owner, { of: id, as: 'owner' })
    const refused = resetSecondFactor(world.services, await world.context(owner), user.id)
    await expect(refused).rejects.toMatchObject({ code: 'forbidden', reason: 'superuser_required' })
    await expect(enter()).rejects.toMatchObject(otpRequired)
    const root = await world.person({ isSuperuser: true })
    const own = resetSecondFactor(world.services, await world.context(root), root.id)
    await expect(own).rejects.toMatchObject({ code: 'forbidden', reason: 'oneself' })
  })
})
