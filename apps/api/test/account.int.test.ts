import { mkdtemp, rm } from 'node:fs/promises'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { asSystem } from '@groundwork/db'
import { type DomainEvent, payloadOf, StoredFile } from '@groundwork/domain'
import { listMails, openMail, readMail, sendInvitation, sendPasswordReset } from '@groundwork/services'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { password, startTestApi, type TestApi } from './support/start-test-api.ts'

const system = asSystem('set the scene of a test')

let api: TestApi
let directory: string
let acme: string
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'groundwork-mail-'))
  api = await startTestApi({ DATA_DIR: directory, NODE_ENV: 'development', PUBLIC_URL: 'https://gw.example.com' })
  acme = await api.organization('Acme')
})
afterAll(async () => {
  await api.stop()
  await rm(directory, { recursive: true, force: true })
})

/** Does what the worker would do with the newest event of a kind, and gives the token in the mail. */
async function mailedToken(topic: string): Promise<string> {
  const { services } = api
  const [event] = await services.database.withUnitOfWork(system, (work) =>
    work.query<DomainEvent>(
      `select id, topic, organization_id as organization, object_id as "objectId" from outbox_event
       where topic = $1 order by id desc limit 1`,
      [topic],
    ),
  )
  if (!event) throw new Error(`no ${topic}`)
  const mail = openMail(services.config, services.clock)
  const done = async () => {}
  if (topic === 'passwordReset.requested') {
    await sendPasswordReset({ ...services, mail }, payloadOf('mail.passwordReset', event), done)
  } else {
    await sendInvitation({ ...services, mail }, payloadOf('mail.invitation', event), done)
  }
  const folder = join(directory, 'mail')
  const [newest = ''] = await listMails(folder)
  return /token=([\w-]+)/.exec((await readMail(folder, newest))?.text ?? '')?.[1] ?? ''
}

/** A page as a browser asks for it, with headers that `fetch` would not send. */
function page(path: string, headers: Record<string, string> = {}, port = api.port) {
  return new Promise<{ status: number; body: string }>((resolve, reject) => {
    const sent = request(
      { host: '127.0.0.1', port, path, headers: { host: `localhost:${port}`, ...headers } },
      (res) => {
        let body = ''
        res.setEncoding('utf8')
        res.on('data', (chunk: string) => {
          body += chunk
        })
        res.on('end', () => resolve({ status: res.statusCode ?? 0, body }))
      },
    )
    sent.on('error', reject)
    sent.end()
  })
}

describe('POST /auth/password/reset/', () => {
  it('answers 202 with the same bytes for known and unknown addresses', async () => {
    await api.member(acme, 'viewer')
    const ask = (email: string) => api.anonymous('POST', '/auth/password/reset/', { email })
    const [known, unknown] = [await ask('viewer-2@example.com'), await ask('nobody@example.com')]
    expect(known.status).toBe(202)
    expect({ ...unknown, headers: null }).toEqual({ ...known, headers: null })
    expect((await ask('no address')).status).toBe(400)
  })

  it('confirm/ takes the token once and answers 204', async () => {
    const member = await api.member(acme, 'viewer')
    const { body: me } = await member('GET', `/users/${member.id}/`)
    await api.anonymous('POST', '/auth/password/reset/', { email: me.email })
    const token = await mailedToken('passwordReset.requested')
    const confirm = (given: object) => api.anonymous('POST', '/auth/password/reset/confirm/', given)
    const weak = await confirm({ token, new_password: 'short' })
    expect(weak).toMatchObject({ status: 400, body: { errors: { new_password: [expect.any(String)] } } })
    expect((await confirm({ token, new_password: 'nine purple kites' })).status).toBe(204)
    expect(await confirm({ token, new_password: 'nine purple kites' })).toMatchObject({
      status: 400,
      body: { code: 'invalid', reason: 'link_invalid' },
    })
    expect((await member('GET', '/profiles/me/')).status).toBe(401)
    expect(api.logged()).not.toContain(token)
  })
})

describe('the mails of development', () => {
  it('are listed and read at /dev/mail, everything in them escaped', async () => {
    const owner = await api.member(await api.organization('<script>alert(1)</script>'), 'owner')
    const { body } = await owner('POST', '/invitations/', { email: 'x@example.com', role: 'viewer' })
    expect(body.email).toBe('x@example.com')
    const token = await mailedToken('invitation.created')
    const list = await page('/dev/mail')
    expect(list.status).toBe(200)
    expect(list.body).toContain('Invitation to &lt;script&gt;alert(1)&lt;/script&gt;')
    const [, path = ''] = /href="(\/dev\/mail\/[^"]+)"/.exec(list.body) ?? []
    const mail = await page(path)
    expect(mail.body).toContain(`href="https://gw.example.com/invitation?token=${token}"`)
    expect(list.body + mail.body).not.toContain('<script>')
  })

  it('are for a browser on this machine alone', async () => {
    const shown = async (headers: Record<string, string>) => (await page('/dev/mail', headers)).body
    expect(await shown({})).toContain('Mails of this development system')
    for (const headers of [
      { 'x-forwarded-for': '203.0.113.7' },
      { forwarded: 'for=x' },
      { host: 'evil.example.com' },
    ]) {
      expect(await shown(headers)).not.toContain('Mails of this development system')
    }
    expect((await page('/dev/mail/..%2f..%2fsecrets.json')).body).not.toContain('Mails of this')
  })

  it('do not exist in production, which says that mail is off and invites nobody', async () => {
    const production = await startTestApi({ NODE_ENV: 'production' })
    try {
      expect((await page('/dev/mail', {}, production.port)).body).not.toContain('Mails of this')
      expect(production.logged()).toContain('mail is off')
      const owner = await production.member(await production.organization('Acme'), 'owner')
      expect(await owner('POST', '/invitations/', { email: 'x@example.com', role: 'viewer' })).toMatchObject({
        status: 503,
        body: { code: 'unavailable', reason: 'mail_not_configured' },
      })
    } finally {
      await production.stop()
    }
  })
})

describe('/invitations/', () => {
  it('is made, listed, sent again, shown, accepted and gone', async () => {
    const owner = await api.member(acme, 'owner')
    const email = 'guest@example.com'
    const made = await owner('POST', '/invitations/', { organization: acme, email, role: 'member' })
    expect(made).toMatchObject({ status: 201, body: { email, role_name: 'Member', organization: acme } })
    const { id } = made.body
    expect((await owner('GET', '/invitations/?search=guest')).body.results).toHaveLength(1)
    const old = await mailedToken('invitation.created')
    expect((await owner('POST', `/invitations/${id}/resend/`)).status).toBe(200)
    const token = await mailedToken('invitation.resent')

    const show = (given: string) => api.anonymous('POST', '/auth/invitation/', { token: given })
    expect((await show(old)).body).toMatchObject({ reason: 'link_invalid' })
    expect((await show(token)).body).toMatchObject({ organization_name: 'Acme', email, is_existing_user: false })

    const accept = (given: object) => api.anonymous('POST', '/auth/invitation/accept/', { token, ...given })
    expect((await accept({})).body).toMatchObject({ errors: { username: [expect.any(String)] } })
    expect((await accept({ username: 'bad name' })).status).toBe(400)
    expect(await accept({ username: 'guest', password, first_name: 'G' })).toMatchObject({
      status: 200,
      body: { username: 'guest' },
    })
    const guest = await api.signIn('guest')
    expect((await guest('GET', '/organizations/')).body.results).toMatchObject([{ id: acme }])
    expect((await owner('GET', `/invitations/${id}/`)).status).toBe(404)
    expect(api.logged()).not.toContain(token)
  })

  it('is withdrawn with DELETE, and is nobody else’s', async () => {
    const owner = await api.member(acme, 'owner')
    const { body } = await owner('POST', '/invitations/', {
      organization: acme,
      email: 'y@example.com',
      role: 'viewer',
    })
    const stranger = await api.member(await api.organization('Beta'), 'owner')
    for (const [method, path] of [
      ['GET', `/invitations/${body.id}/`],
      ['DELETE', `/invitations/${body.id}/`],
      ['POST', `/invitations/${body.id}/resend/`],
    ] as const) {
      expect((await stranger(method, path)).status).toBe(404)
      expect((await api.anonymous(method, path)).status).toBe(401)
    }
    expect((await owner('PATCH', `/invitations/${body.id}/`, {})).status).toBe(405)
    expect((await owner('DELETE', `/invitations/${body.id}/`)).status).toBe(204)
  })
})

describe('POST /users/{id}/deactivate/ and activate/', () => {
  it('end and give back access', async () => {
    const organization = await api.organization('Gamma')
    const admin = await api.member(organization, 'administrator')
    const member = await api.member(organization, 'member')
    expect((await member('GET', '/profiles/me/')).status).toBe(200)
    expect((await member('POST', `/users/${admin.id}/deactivate/`)).status).not.toBe(200)
    expect(await admin('POST', `/users/${member.id}/deactivate/`)).toMatchObject({
      status: 200,
      body: { id: member.id, is_active: false },
    })
    expect((await member('GET', '/profiles/me/')).status).toBe(401)
    expect(await admin('POST', `/users/${member.id}/activate/`)).toMatchObject({ body: { is_active: true } })
    expect((await member('GET', '/profiles/me/')).status).toBe(401)
  })
})

describe('the same by tRPC', () => {
  const call = async (path: string, input: object, token = '') => {
    const response = await fetch(`${api.url}/api/trpc/${path}`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', ...(token && { Authorization: `Bearer ${token}` }) },
      body: JSON.stringify(input),
    })
    const { result, error } = (await response.json()) as { result?: { data: unknown }; error?: { data: object } }
    return { status: response.status, data: result?.data, error: error?.data }
  }

  it('invites, shows, accepts, resets and deactivates', async () => {
    const organization = await api.organization('Delta')
    const owner = await api.member(organization, 'owner')
    const values = { organization, email: 'delta@example.com', role: 'viewer' }
    const { data: made } = await call('invitation.create', { values }, owner.token)
    expect(made).toMatchObject({ email: values.email, abilities: expect.arrayContaining(['delete', 'resend']) })
    const token = await mailedToken('invitation.created')
    expect((await call('auth.showInvitation', { token })).data).toMatchObject({ roleName: 'Viewer' })
    const accepted = await call('auth.acceptInvitation', { token, username: 'delta', password })
    expect(accepted.data).toEqual({ username: 'delta' })
    expect(await call('auth.acceptInvitation', { token, username: 'delta', password })).toMatchObject({
      status: 400,
      error: { code: 'invalid', reason: 'link_invalid' },
    })

    expect((await call('auth.requestPasswordReset', { email: values.email })).data).toEqual({ isAccepted: true })
    const resetToken = await mailedToken('passwordReset.requested')
    expect((await call('auth.resetPassword', { token: resetToken, newPassword: 'nine purple kites' })).status).toBe(200)

    const { body } = await owner('GET', `/organization-memberships/?organization=${organization}`)
    const { user } = body.results.find(({ username }: { username: string }) => username === 'delta')
    expect((await call('user.deactivate', { id: user }, owner.token)).data).toMatchObject({ isActive: false })
    expect((await call('user.deactivate', { id: user })).status).toBe(401)
  })
})

describe('MyProfile: GET and PUT/PATCH on /profiles/me/ (seed 001)', () => {
  it('needs authentication', async () => {
    expect((await api.anonymous('GET', '/profiles/me/')).status).toBe(401)
    expect((await api.anonymous('PATCH', '/profiles/me/', {})).status).toBe(401)
  })

  it.each(['PUT', 'PATCH'])('%s updates fields, including setting/unsetting profile_picture', async (method) => {
    const member = await api.member(acme, 'member')
    const picture = await api.services.database.withUnitOfWork(system, (work) =>
      work.insert(StoredFile, {
        organization: acme,
        originalFilename: 'me.png',
        filePath: crypto.randomUUID(),
        uploadedBy: member.id,
        mimeType: 'image/png',
        status: 'available',
      }),
    )
    const changed = await member(method, '/profiles/me/', {
      job_title: 'Smith',
      phone_number: '+49 30 1234567',
      language: 'de',
      timezone: 'Europe/Berlin',
      notification_preferences: { 'file.available': { email: true } },
      custom_fields: { desk: 'B12' },
      profile_picture: picture.id,
    })
    expect(changed).toMatchObject({
      status: 200,
      body: { job_title: 'Smith', phone_number: '+49301234567', profile_picture: picture.id },
    })
    expect((await member(method, '/profiles/me/', { profile_picture: null })).body.profile_picture).toBeNull()
    const { body: read } = await member('GET', '/profiles/me/')
    expect(read).toMatchObject({ language: 'de', timezone: 'Europe/Berlin', custom_fields: { desk: 'B12' } })
    const { body: same } = await member(method, '/profiles/me/', {})
    expect(same.version).toBe(read.version)
  })

  it('validate_custom_fields: and every other field, each by its name', async () => {
    const member = await api.member(acme, 'member')
    for (const [field, value] of Object.entries({
      custom_fields: 'text',
      phone_number: '12',
      language: 'klingonisch',
      timezone: 'Mars/Olympus',
      manager: '01890a5d-ac96-774b-bcce-b302099a8057',
      profile_picture: '01890a5d-ac96-774b-bcce-b302099a8057',
      notification_preferences: { 'file.available': { fax: true } },
    })) {
      const { status, body } = await member('PATCH', '/profiles/me/', { [field]: value })
      expect({ field, status }).toEqual({ field, status: 400 })
      expect(Object.keys(body.errors)[0]).toMatch(new RegExp(`^${field}`))
    }
  })
})
