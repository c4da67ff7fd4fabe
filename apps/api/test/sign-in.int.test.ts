import { Secret, TOTP } from 'otpauth'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type Caller, password, startTestApi, type TestApi } from './support/start-test-api.ts'

let api: TestApi
let ada: Caller & { readonly id: string }
let username: string

beforeAll(async () => {
  api = await startTestApi()
})
afterAll(() => api.stop())
beforeEach(async () => {
  ada = await api.member(await api.organization('Ours'), 'viewer')
  username = (await ada('GET', `/users/${ada.id}/`)).body.username
})

const signIn = (more: object = {}) => api.anonymous('POST', '/auth/token/', { username, password, ...more })

/** Sets the second factor of `ada` up and gives what an app would show, so many half minutes from now. */
async function setUp() {
  const { status, body } = await ada('POST', '/auth/2fa/totp/setup/')
  const totp = new TOTP({ secret: Secret.fromBase32(body.secret) })
  const code = (stepsAway = 0) => totp.generate({ timestamp: Date.now() + stepsAway * 30_000 })
  return { status, body, code }
}

async function turnOn() {
  const { code } = await setUp()
  const { body } = await ada('POST', '/auth/2fa/totp/verify/', { code: code() })
  return { code, backupCodes: body.backup_codes as string[] }
}

describe('JWT obtain and refresh endpoints', () => {
  it('answer username or e-mail and password with a pair, and the refresh token with the next one', async () => {
    const { status, body } = await signIn()
    expect([status, Object.keys(body).sort()]).toEqual([200, ['access', 'expires_in', 'refresh']])
    const next = await api.anonymous('POST', '/auth/token/refresh/', { refresh: body.refresh })
    expect(next.status).toBe(200)
    expect(next.body.refresh).not.toBe(body.refresh)
  })

  it('refuse wrong credentials with 401', async () => {
    const { status, body } = await signIn({ password: 'not the password' })
    expect([status, body.code, body.reason]).toEqual([401, 'unauthenticated', 'invalid_credentials'])
  })
})

describe('TOTP setup and verification', () => {
  it('POST /setup/ answers with a secret, its address and a QR code', async () => {
    const { status, body } = await setUp()
    expect([status, Object.keys(body).sort()]).toEqual([200, ['otpauth_url', 'qr', 'secret']])
    expect(body.otpauth_url).toContain(`secret=${body.secret}`)
    expect(body.qr).toMatch(/^data:image\/svg\+xml/)
  })

  it('POST /verify/ with a wrong code is refused, with a right one answers ten backup codes', async () => {
    const { code } = await setUp()
    expect((await ada('POST', '/auth/2fa/totp/setup/', { digits: 8 })).status).toBe(400)
    const wrong = await ada('POST', '/auth/2fa/totp/verify/', { code: code(-5) })
    expect([wrong.status, wrong.body.reason, Object.keys(wrong.body.errors)]).toEqual([400, 'otp_invalid', ['code']])
    const right = await ada('POST', '/auth/2fa/totp/verify/', { code: code() })
    expect([right.status, right.body.backup_codes.length]).toEqual([200, 10])
    expect((await ada('GET', `/users/${ada.id}/`)).body.has_second_factor).toBe(true)
  })

  it('POST /verify/ takes six digits, also in two groups, and nothing else', async () => {
    const { code } = await setUp()
    expect((await ada('POST', '/auth/2fa/totp/verify/', { code: '12345' })).status).toBe(400)
    const grouped = code().replace(/^(...)/, '$1 ')
    expect((await ada('POST', '/auth/2fa/totp/verify/', { code: grouped })).status).toBe(200)
  })
})

describe('signing in once a second factor is on', () => {
  it('answers 401 otp_required without a code, over REST and tRPC alike', async () => {
    await turnOn()
    const { status, body } = await signIn()
    expect([status, body.code]).toEqual([401, 'otp_required'])
    const overTrpc = await fetch(`${api.url}/api/trpc/auth.signIn`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ username, password }),
    })
    const { error } = (await overTrpc.json()) as { error: { data: { code: string } } }
    expect([overTrpc.status, error.data.code]).toEqual([401, 'otp_required'])
  })

  it('takes a code of the app, and refuses it the second time', async () => {
    const { code } = await turnOn()
    // The step of now was used to turn the factor on.
    const otp = code(1)
    expect((await signIn({ otp })).status).toBe(200)
    const again = await signIn({ otp })
    expect([again.status, again.body.code, again.body.reason]).toEqual([401, 'unauthenticated', 'otp_invalid'])
  })

  it('takes a backup code, once', async () => {
    const { backupCodes } = await turnOn()
    const [otp] = backupCodes
    expect((await signIn({ otp })).status).toBe(200)
    expect((await signIn({ otp })).body.reason).toBe('otp_invalid')
  })

  it('POST /backup-codes/ with the password makes new ones', async () => {
    const { backupCodes } = await turnOn()
    const { status, body } = await ada('POST', '/auth/2fa/backup-codes/', { password })
    expect([status, body.backup_codes.length]).toEqual([200, 10])
    expect((await signIn({ otp: backupCodes[0] })).status).toBe(401)
    expect((await signIn({ otp: body.backup_codes[0] })).status).toBe(200)
  })

  it('POST /disable/ requires the password', async () => {
    await turnOn()
    const wrong = await ada('POST', '/auth/2fa/totp/disable/', { password: 'a guess' })
    expect([wrong.status, Object.keys(wrong.body.errors)]).toEqual([400, ['password']])
    expect((await ada('POST', '/auth/2fa/totp/disable/', { password })).status).toBe(204)
    expect((await signIn()).status).toBe(200)
  })
})

describe('password change', () => {
  it('needs the old password, refuses a common one, and ends the other sessions', async () => {
    const change = (old_password: string, new_password: string) =>
      ada('POST', '/auth/password/change/', { old_password, new_password })
    const other = (await signIn()).body
    const wrong = await change('a guess', 'a longer passphrase')
    expect([wrong.status, wrong.body.errors]).toEqual([400, { old_password: [expect.any(String)] }])
    const common = await change(password, 'password123')
    expect([common.status, common.body.errors]).toEqual([400, { new_password: [expect.any(String)] }])
    expect((await change(password, 'a longer passphrase')).status).toBe(204)

    expect((await signIn()).status).toBe(401)
    expect((await signIn({ password: 'a longer passphrase' })).status).toBe(200)
    expect((await api.anonymous('POST', '/auth/token/refresh/', { refresh: other.refresh })).status).toBe(401)
    expect((await ada('GET', '/auth/sessions/')).status).toBe(200)
  })
})

describe('sessions', () => {
  it('are listed with device and address, and end when told to', async () => {
    const other = (await signIn()).body
    const { body } = await ada('GET', '/auth/sessions/')
    expect(body.count).toBe(2)
    for (const session of body.results) {
      expect(session).toMatchObject({ ip: expect.stringContaining('127.0.0.1'), user_agent: 'node' })
    }
    const { id } = body.results.find((session: { is_current: boolean }) => !session.is_current)
    expect((await ada('DELETE', `/auth/sessions/${id}/`)).status).toBe(204)
    expect((await ada('DELETE', `/auth/sessions/${id}/`)).status).toBe(404)
    expect((await ada('DELETE', '/auth/sessions/not-an-id/')).status).toBe(404)
    expect((await api.anonymous('POST', '/auth/token/refresh/', { refresh: other.refresh })).status).toBe(401)
  })

  it('of somebody else are not there', async () => {
    const stranger = await api.member(await api.organization('Theirs'), 'owner')
    const { body } = await ada('GET', '/auth/sessions/')
    expect((await stranger('DELETE', `/auth/sessions/${body.results[0].id}/`)).status).toBe(404)
  })

  it('refuse a parameter that they do not know', async () => {
    expect((await ada('GET', '/auth/sessions/?user=x')).status).toBe(400)
  })

  it('all end at once by logging out everywhere', async () => {
    const other = (await signIn()).body
    expect((await ada('POST', '/auth/logout-all/')).status).toBe(204)
    expect((await ada('GET', '/auth/sessions/')).status).toBe(401)
    expect((await api.anonymous('POST', '/auth/token/refresh/', { refresh: other.refresh })).status).toBe(401)
  })
})
