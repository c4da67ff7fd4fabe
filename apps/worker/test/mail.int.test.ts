import { once } from 'node:events'
import { text } from 'node:stream/consumers'
import { asSystem } from '@groundwork/db'
import { type AccountNotice, Invitation, Role } from '@groundwork/domain'
import {
  acceptInvitation,
  createIdentityServices,
  createUser,
  deriveKeys,
  requestPasswordReset,
  resendInvitation,
  resetPassword,
  smtpSender,
  updateUser,
} from '@groundwork/services'
import { Queue } from 'bullmq'
import { pino } from 'pino'
import { SMTPServer } from 'smtp-server'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createWorkerWorld, redisUrl, type WorkerWorld } from './worker-world.ts'

const redisNumber = 21
const system = asSystem('set a test up')
const keys = deriveKeys('a secret of this test, long enough for it')
const mailConfig = { mail: { kind: 'smtp', url: 'smtp://127.0.0.1', from: 'us@example.com' } } as const

/** A real mail server, which refuses the next mails with these answers. */
const received: { to: string; source: string }[] = []
const refusals: number[] = []
const smtp = new SMTPServer({
  authOptional: true,
  hideSTARTTLS: true,
  onRcptTo: ({ address }, _session, done) => {
    const responseCode = refusals.shift()
    done(responseCode ? Object.assign(new Error(`no ${address}`), { responseCode }) : null)
  },
  onData: async (stream, { envelope }, done) => {
    received.push({ to: envelope.rcptTo.map(({ address }) => address).join(), source: await text(stream) })
    done()
  },
})

const lines: string[] = []
let world: WorkerWorld
let identity: ReturnType<typeof createIdentityServices> & { readonly config: typeof mailConfig }

beforeAll(async () => {
  const listening = smtp.listen(0, '127.0.0.1')
  await once(listening, 'listening')
  const { port } = listening.address() as { port: number }
  world = await createWorkerWorld(redisNumber, {
    mail: smtpSender({ url: `smtp://127.0.0.1:${port}`, from: 'Groundwork <us@example.com>' }),
    keys,
    config: { publicUrl: 'https://gw.example.com' },
    log: pino({ level: 'debug' }, { write: (line: string) => void lines.push(line) }),
  })
  identity = { ...createIdentityServices({ database: world.database, keys }), config: mailConfig }
  await world.start()
})
afterAll(async () => {
  await world.services.mail?.close()
  await world.close()
  await new Promise<void>((resolve) => smtp.close(() => resolve()))
})
beforeEach(() => {
  received.length = 0
  refusals.length = 0
})

let count = 0
const person = async () => {
  count += 1
  const username = `person-${count}`
  const email = `${username}@example.com`
  return { ...(await createUser(identity, system, { username, email, password: 'seven green lamps' })), email }
}

/** The readable part of a mail: quoted-printable as the receiver sees it. */
const textOf = (source: string) =>
  source
    .replace(/=\r\n/g, '')
    .replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))

const arrived = async (to: string, howMany = 1) => {
  const mine = () => received.filter((mail) => mail.to === to)
  await expect.poll(() => mine().length, { timeout: 20_000, interval: 20 }).toBe(howMany)
  return textOf(mine().at(-1)?.source ?? '')
}

const linkIn = (mail: string) => new URL(/https:\/\/\S+token=[\w-]+/.exec(mail)?.[0] ?? 'https://no.link')
const tokenIn = (mail: string) => linkIn(mail).searchParams.get('token') ?? ''

describe('a forgotten password', () => {
  it('is replaced by the link in the mail, which leads to the configured address', async () => {
    const ada = await person()
    await requestPasswordReset(identity, { email: ada.email })
    const mail = await arrived(ada.email)
    expect(linkIn(mail)).toMatchObject({ origin: 'https://gw.example.com', pathname: '/reset' })
    await resetPassword(identity, { token: tokenIn(mail), newPassword: 'nine purple kites' })
    expect(await arrived(ada.email, 2)).toContain('Your password was reset')
  })

  it('leaves no token in any row, queue or line of the log', async () => {
    const ada = await person()
    await requestPasswordReset(identity, { email: ada.email })
    const secret = tokenIn(await arrived(ada.email)).slice(24)
    expect(secret).toHaveLength(40)
    for (const table of ['password_reset', 'outbox_event', 'audit_entry', 'effect']) {
      expect(JSON.stringify(await world.sql(`select t::text from ${table} t`))).not.toContain(secret)
    }
    const keys = await world.redis.keys('*')
    const held = await Promise.all(keys.map((key) => world.redis.hgetall(key).catch(() => ({}))))
    expect(JSON.stringify(held)).not.toContain(secret)
    expect(lines.join('')).not.toContain(secret)
    expect(lines.join('')).not.toContain(ada.email)
  })

  it('of nobody sends nothing, and its event is done with all the same', async () => {
    await requestPasswordReset(identity, { email: 'nobody@example.com' })
    const [event] = await world.sql<{ object_id: string }>(
      `select object_id from outbox_event where topic = 'passwordReset.requested' order by id desc limit 1`,
    )
    await world.isDone(event?.object_id ?? '', 'mail.passwordReset')
    expect(received).toEqual([])
  })
})

describe('an invitation', () => {
  it('is mailed when it is made and when it is sent again, each time with the link that works now', async () => {
    const { rows } = await world.database
      .reader(system)
      .list(Role, { filter: { field: 'slug', op: 'eq', value: 'viewer' } })
    const email = 'guest@example.com'
    const invitation = await world.database.withUnitOfWork(system, (work) =>
      work.insert(Invitation, {
        organization: world.organization,
        email,
        role: rows[0]?.id ?? '',
        expiresAt: new Date(Date.now() + 60_000).toISOString(),
      }),
    )
    const first = await arrived(email)
    expect(first).toContain('Invitation to Test')
    expect(linkIn(first)).toMatchObject({ origin: 'https://gw.example.com', pathname: '/invitation' })
    await resendInvitation(identity, system, invitation.id)
    const second = await arrived(email, 2)
    const accept = (token: string) =>
      acceptInvitation(identity, { token, username: 'guest', password: 'seven green lamps' })
    await expect(accept(tokenIn(first))).rejects.toMatchObject({ reason: 'link_invalid' })
    await expect(accept(tokenIn(second))).resolves.toEqual({ username: 'guest' })
  })
})

describe('the owner of an account', () => {
  it.each<[AccountNotice, string]>([
    ['user.passwordChanged', 'Your password was changed'],
    ['user.secondFactorEnabled', 'Your second factor is on'],
    ['user.secondFactorDisabled', 'Your second factor is off'],
  ])('is told of %s', async (topic, subject) => {
    const ada = await person()
    await world.database.withUnitOfWork(system, async (work) => {
      work.emit({ topic, organization: null, resource: 'account', objectId: ada.id, payload: {} })
    })
    expect(await arrived(ada.email)).toContain(`Subject: ${subject}`)
    await world.isDone(ada.id, 'mail.accountNotice')
  })
})

describe('the address that an account had before', () => {
  it('is told of the new one, and stands in no row any more', async () => {
    const ada = await person()
    await updateUser(identity, system, ada.id, { email: `moved-${ada.id}@example.com` })
    const told = await arrived(ada.email)
    expect(told).toContain('Subject: Your e-mail address was changed')
    expect(told).not.toContain('moved-')
    const rows = await world.sql('select payload from outbox_event where object_id = $1', [ada.id])
    expect(JSON.stringify(rows)).not.toContain(ada.email)
    await world.isDone(ada.id, 'mail.accountNotice')
  })
})

describe('a mail server that', () => {
  it('is busy gets the mail a little later, once', async () => {
    const ada = await person()
    refusals.push(451)
    await requestPasswordReset(identity, { email: ada.email })
    await arrived(ada.email)
    expect(refusals).toEqual([])
    const failed = lines.find((line) => line.includes('job failed')) ?? ''
    expect(failed).toContain('EENVELOPE 451')
    expect(lines.join('')).not.toContain(ada.email)
  })

  it('refuses for good is not asked again', async () => {
    const ada = await person()
    refusals.push(550)
    await requestPasswordReset(identity, { email: ada.email })
    const [event] = await world.sql<{ object_id: string }>(
      `select object_id from outbox_event where topic = 'passwordReset.requested' order by id desc limit 1`,
    )
    await world.isDone(event?.object_id ?? '', 'mail.passwordReset')
    expect(received).toEqual([])
    expect(lines.join('')).toContain('a mail cannot be delivered')
  })

  it('has the mail gets no second one, however often the job is delivered', async () => {
    const ada = await person()
    await requestPasswordReset(identity, { email: ada.email })
    await arrived(ada.email)
    const [event] = await world.sql<{ id: string; object_id: string }>(
      `select id, object_id from outbox_event where topic = 'passwordReset.requested' order by id desc limit 1`,
    )
    if (!event) throw new Error('there is an event')
    await world.isDone(event.object_id, 'mail.passwordReset')
    const queue = new Queue('mail.passwordReset', { connection: { url: redisUrl(redisNumber) }, prefix: 'groundwork' })
    await queue.add('mail.passwordReset', { event: event.id, organization: null, objectId: event.object_id })
    await expect
      .poll(async () => (await queue.getJobCounts('wait', 'active', 'completed')).completed, { timeout: 10_000 })
      .toBe(1)
    await queue.close()
    expect(received).toHaveLength(1)
  })
})
