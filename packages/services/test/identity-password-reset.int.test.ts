import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  activateUser,
  authenticate,
  changePassword,
  createApiKey,
  deactivateUser,
  requestPasswordReset,
  resetPassword,
  signIn,
  updateUser,
} from '../src/identity/index.ts'
import { linkToken } from '../src/mail/link-token.ts'
import { createWorld, origin, type Person, type World } from './identity-world.ts'

let world: World
beforeAll(async () => {
  world = await createWorld()
})
afterAll(() => world.close())

const mail = { kind: 'folder', directory: '/nowhere', from: 'us@example.com' } as const
const services = () => ({ ...world.services, config: { mail } })
const newPassword = 'nine purple kites'
const linkInvalid = { code: 'invalid', reason: 'link_invalid' }

let network = 0
/** Each request from a network of its own: limits by network are another test's. */
const elsewhere = () => {
  network += 1
  return { ...origin, ip: `10.${network >> 8}.${network & 255}.1` }
}

const request = (email: string, from = elsewhere()) => requestPasswordReset(services(), { email }, from)

interface ResetRow {
  readonly id: string
  readonly user_id: string
  readonly expires_at: string
  readonly used_at: string | null
}

const resetsOf = ({ id }: Person) =>
  world.sql<ResetRow>('select id, user_id, expires_at, used_at from password_reset where user_id = $1 order by id', [
    id,
  ])

/** The token that the worker would put into the mail. */
async function tokenOf(person: Person): Promise<string> {
  await request(person.email)
  const reset = (await resetsOf(person)).at(-1)
  if (!reset) throw new Error('no reset was made')
  return tokenFor(reset)
}

const tokenFor = ({ id, expires_at }: ResetRow) =>
  linkToken(world.keys.mailLinkSecret, { purpose: 'password-reset', id, expiresAt: new Date(expires_at) })

const reset = (token: string, password = newPassword) =>
  resetPassword(world.services, { token, newPassword: password }, origin)

describe('asking for a new password', () => {
  it('makes a link that works for half an hour, and leaves an entry', async () => {
    const ada = await world.person()
    await request(ada.email)
    const [made] = await resetsOf(ada)
    expect(new Date(made?.expires_at ?? '').getTime() - world.clock().getTime()).toBe(30 * 60_000)
    const entries = await world.audit(ada.id)
    expect(JSON.stringify(entries)).toContain('PASSWORD_RESET_REQUEST')
  })

  it('does the same for an unknown address: an answer, an entry and an event, and no name in them', async () => {
    const count = async (table: string) =>
      Number((await world.sql<{ n: string }>(`select count(*) as n from ${table}`))[0]?.n)
    const before = [await count('outbox_event'), await count('audit_entry'), await count('password_reset')]
    await expect(request('nobody@example.com')).resolves.toBeUndefined()
    const after = [await count('outbox_event'), await count('audit_entry'), await count('password_reset')]
    expect(after.map((number, at) => number - (before[at] ?? 0))).toEqual([1, 1, 0])
    const told = await world.sql(
      'select entry::text from audit_entry entry union all select event::text from outbox_event event',
    )
    expect(JSON.stringify(told)).not.toContain('nobody@example.com')
  })

  it('puts no token into any row', async () => {
    const ada = await world.person()
    const token = await tokenOf(ada)
    const secret = token.slice(24)
    for (const table of ['password_reset', 'outbox_event', 'audit_entry', 'effect']) {
      const rows = await world.sql(`select t::text from ${table} t`)
      expect(JSON.stringify(rows)).not.toContain(secret)
    }
  })

  it('fills nobody’s mailbox: three links in half an hour, and the answer does not tell', async () => {
    const ada = await world.person()
    for (let time = 0; time < 5; time += 1) await request(ada.email)
    expect(await resetsOf(ada)).toHaveLength(3)
    world.wait(31 * 60)
    await request(ada.email)
    expect(await resetsOf(ada)).toHaveLength(4)
  })

  it('is slowed down per address, known or not, and per network', async () => {
    const ada = await world.person()
    const throttled = { code: 'rate_limited' }
    for (const email of [ada.email, `nobody-${ada.id}@example.com`]) {
      for (let time = 0; time < 5; time += 1) await request(email)
      await expect(request(email)).rejects.toMatchObject(throttled)
    }
    const here = elsewhere()
    for (let time = 0; time < 60; time += 1) await request(`n${time}-${ada.id}@example.com`, here)
    await expect(request(`another-${ada.id}@example.com`, here)).rejects.toMatchObject(throttled)
  })

  it('finds an address in any case, and nobody who may not sign in', async () => {
    const ada = await world.person()
    const root = await world.context(await world.person({ isSuperuser: true }))
    await request(ada.email)
    expect(await resetsOf(ada)).toHaveLength(1)
    await deactivateUser(world.services, root, ada.id)
    await request(ada.email)
    expect(await resetsOf(ada)).toHaveLength(1)
  })

  it('is not offered where no mail can be sent', async () => {
    const off = { ...world.services, config: { mail: { kind: 'off' } as const } }
    await expect(requestPasswordReset(off, { email: 'nobody@example.com' })).rejects.toMatchObject({
      code: 'unavailable',
      reason: 'mail_not_configured',
    })
  })
})

describe('choosing the new password', () => {
  it('is possible by the last link alone', async () => {
    const ada = await world.person()
    const [before, last] = [await tokenOf(ada), await tokenOf(ada)]
    await expect(reset(before)).rejects.toMatchObject(linkInvalid)
    await expect(reset(last)).resolves.toBeUndefined()
  })

  it('leaves nothing to somebody who made the account in the name of its address: their API keys end', async () => {
    const ada = await world.person()
    const { id: organization } = await world.organization()
    await world.member(ada, { of: organization, as: 'manager' })
    const maker = await world.context(ada)
    const keys = [
      await createApiKey(world.services, maker, { name: 'for later' }),
      await createApiKey(world.services, maker, { name: 'for later', organization }),
    ]
    for (const { key } of keys) await authenticate(world.services, { apiKey: key })
    await reset(await tokenOf(ada))
    for (const { id, key } of keys) {
      await expect(authenticate(world.services, { apiKey: key })).rejects.toMatchObject({ reason: 'api_key_invalid' })
      expect((await world.audit(id)).at(-1)).toMatchObject({ action: 'API_KEY_REVOKE', user_id: ada.id })
    }
  })

  it('works once, ends every session and every other link, and tells the owner', async () => {
    const ada = await world.person()
    const { access } = await world.tokensOf(ada)
    const other = await tokenOf(ada)
    const token = await tokenOf(ada)
    await reset(token)

    await expect(
      signIn(world.services, { username: ada.username, password: newPassword }, origin),
    ).resolves.toBeTruthy()
    await expect(authenticate(world.services, { bearer: access })).rejects.toMatchObject({ reason: 'session_ended' })
    await expect(authenticate(world.otherProcess(), { bearer: access })).rejects.toMatchObject({
      reason: 'session_ended',
    })
    await expect(reset(token, 'eight orange boats')).rejects.toMatchObject(linkInvalid)
    await expect(reset(other, 'eight orange boats')).rejects.toMatchObject(linkInvalid)
    await expect(world.tokensOf(ada)).rejects.toMatchObject({ reason: 'invalid_credentials' })

    const topics = await world.sql<{ topic: string }>('select topic from outbox_event where object_id = $1', [ada.id])
    expect(topics.map(({ topic }) => topic)).toEqual(expect.arrayContaining(['user.passwordReset', 'session.ended']))
    expect(JSON.stringify(await world.audit(ada.id))).toContain('"PASSWORD_RESET"')
  })

  it('lets one of two at the same moment win', async () => {
    const ada = await world.person()
    const token = await tokenOf(ada)
    const outcomes = await Promise.allSettled([reset(token, 'one blue door'), reset(token, 'two green doors')])
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
  })

  it('ends after half an hour', async () => {
    const ada = await world.person()
    const token = await tokenOf(ada)
    world.wait(30 * 60)
    await expect(reset(token)).rejects.toMatchObject(linkInvalid)
  })

  it('keeps the second factor', async () => {
    const ada = await world.person()
    await world.sql('update app_user set has_second_factor = true where id = $1', [ada.id])
    await world.sql('insert into second_factor (user_id, sealed_secret, confirmed_at) values ($1, $2, now())', [
      ada.id,
      'x',
    ])
    await reset(await tokenOf(ada))
    const attempt = signIn(world.services, { username: ada.username, password: newPassword }, origin)
    await expect(attempt).rejects.toMatchObject({ code: 'otp_required' })
  })

  it('holds to the policy for passwords, and the link stays good for a better one', async () => {
    const ada = await world.person()
    const token = await tokenOf(ada)
    for (const weak of ['short', 'password1', ada.username]) {
      await expect(reset(token, weak)).rejects.toMatchObject({
        code: 'invalid',
        reason: 'password_refused',
        fields: { newPassword: [expect.any(String)] },
      })
    }
    await expect(reset(token)).resolves.toBeUndefined()
  })

  it('is over for links on their way when the password or the address is changed, or the account closed', async () => {
    const root = await world.context(await world.person({ isSuperuser: true }))
    const changes: readonly ((person: Person) => Promise<unknown>)[] = [
      async (person) =>
        changePassword(world.services, await world.context(person), { oldPassword: person.password, newPassword }),
      async (person) =>
        updateUser(world.services, await world.context(person), person.id, {
          email: `new-${person.email}`,
          password: person.password,
        }),
      async ({ id }) => {
        await deactivateUser(world.services, root, id)
        await activateUser(world.services, root, id)
      },
    ]
    for (const change of changes) {
      const ada = await world.person()
      const token = await tokenOf(ada)
      await change(ada)
      await expect(reset(token)).rejects.toMatchObject(linkInvalid)
    }
  })

  it('takes no token that is invented, altered, for another purpose or of somebody who was deactivated', async () => {
    const ada = await world.person()
    const token = await tokenOf(ada)
    const [row] = await resetsOf(ada)
    if (!row) throw new Error('no reset was made')
    const source = { id: row.id, expiresAt: new Date(row.expires_at) }
    const forAnotherPurpose = linkToken(world.keys.mailLinkSecret, { ...source, purpose: 'invitation' })
    const bySomebodyElse = linkToken(Buffer.alloc(32), { ...source, purpose: 'password-reset' })
    const ofNothing = linkToken(world.keys.mailLinkSecret, { ...source, id: ada.id, purpose: 'password-reset' })
    for (const wrong of ['x', '', forAnotherPurpose, bySomebodyElse, ofNothing, `${token}A`, token.toLowerCase()]) {
      await expect(reset(wrong)).rejects.toMatchObject(linkInvalid)
    }
    const root = await world.context(await world.person({ isSuperuser: true }))
    await deactivateUser(world.services, root, ada.id)
    await expect(reset(token)).rejects.toMatchObject(linkInvalid)
  })
})
