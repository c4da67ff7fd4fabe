import { once } from 'node:events'
import { createServer, type Server } from 'node:net'
import { text } from 'node:stream/consumers'
import { SMTPServer, type SMTPServerOptions } from 'smtp-server'
import { afterEach, describe, expect, it } from 'vitest'
import { composeMail } from './compose-mail.ts'
import { MailError } from './mail-error.ts'
import type { MailMessage } from './mail-sender.ts'
import { smtpSender } from './smtp-sender.ts'

interface Received {
  readonly from: string
  readonly to: readonly string[]
  readonly source: string
}

const closing: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const close of closing.splice(0)) await close()
})

/** A real mail server on a port of its own. */
async function mailServer(options: SMTPServerOptions = {}) {
  const received: Received[] = []
  const server = new SMTPServer({
    authOptional: true,
    hideSTARTTLS: true,
    closeTimeout: 100,
    onData: async (stream, session, done) => {
      const { mailFrom, rcptTo } = session.envelope
      const source = await text(stream)
      received.push({ from: mailFrom ? mailFrom.address : '', to: rcptTo.map(({ address }) => address), source })
      done()
    },
    ...options,
  })
  server.on('error', () => undefined)
  const listening = server.listen(0, '127.0.0.1')
  await once(listening, 'listening')
  closing.push(() => new Promise((resolve) => server.close(() => resolve())))
  const { port } = listening.address() as { port: number }
  return { port, received }
}

const from = 'Groundwork <no-reply@gw.example.com>'
const sender = (url: string) => {
  const made = smtpSender({ url, from })
  closing.push(() => made.close())
  return made
}

const mail = (given: Partial<MailMessage> = {}): MailMessage => ({
  ...composeMail({ key: 'event-1', to: 'ada@example.com', subject: 'Hello', paragraphs: ['One.'], closing: 'End.' }),
  ...given,
})

/** The headers, unfolded, as a receiver reads them. */
const headersOf = ({ source }: Received) => source.slice(0, source.indexOf('\r\n\r\n')).replace(/\r\n[ \t]+/g, ' ')

describe('sending by SMTP', () => {
  it('hands the mail over as text and HTML, under a name that stays the same', async () => {
    const { port, received } = await mailServer()
    const smtp = sender(`smtp://127.0.0.1:${port}`)
    await smtp.send(mail())
    await smtp.send(mail())
    const [first, second] = received
    if (!first || !second) throw new Error('two mails were sent')
    expect(first).toMatchObject({ from: 'no-reply@gw.example.com', to: ['ada@example.com'] })
    expect(headersOf(first)).toMatch(/^Message-ID: <event-1@gw\.example\.com>$/m)
    expect(headersOf(second)).toMatch(/^Message-ID: <event-1@gw\.example\.com>$/m)
    expect(headersOf(first)).toMatch(/^Auto-Submitted: auto-generated$/m)
    expect(first.source).toMatch(/text\/plain[\s\S]*One\.[\s\S]*text\/html[\s\S]*<p>One\.<\/p>/)
  })

  it('signs in where the address names a user', async () => {
    const seen: unknown[] = []
    const { port } = await mailServer({
      authOptional: false,
      allowInsecureAuth: true,
      onAuth: ({ username, password }, _session, done) => {
        seen.push(username, password)
        done(null, { user: username })
      },
    })
    await sender(`smtp://us%40example.com:p%2Fw@127.0.0.1:${port}`).send(mail())
    expect(seen).toEqual(['us@example.com', 'p/w'])
  })

  it('lets no header, recipient or second message be slipped in', async () => {
    const { port, received } = await mailServer()
    const smtp = sender(`smtp://127.0.0.1:${port}`)
    const hostile = 'Acme\r\nBcc: eve@example.com\r\n\r\nbody\r\n.\r\nMAIL FROM:<eve@example.com>'
    await smtp.send(composeMail({ ...letter, subject: hostile, paragraphs: [hostile], closing: hostile }))
    expect(received).toHaveLength(1)
    const [only] = received
    if (!only) throw new Error('one mail was sent')
    expect(only.to).toEqual(['ada@example.com'])
    expect(headersOf(only)).not.toMatch(/^Bcc:/im)
    expect(headersOf(only)).toMatch(/^Subject: Acme Bcc: eve@example\.com body/m)

    await smtp.send(mail({ subject: hostile }))
    expect(headersOf(received[1] ?? only)).not.toMatch(/^Bcc:/im)
    for (const to of ['ada@example.com\r\nBcc: eve@example.com', 'ada@example.com, eve@example.com', 'A <a@b.c>']) {
      await expect(smtp.send(mail({ to }))).rejects.toMatchObject({ isPermanent: true })
    }
    expect(received).toHaveLength(2)
  })

  it.each([
    { number: 550, isPermanent: true },
    { number: 451, isPermanent: false },
    { number: 530, isPermanent: false },
  ])('tells $number, and keeps the words with the address to itself', async ({ number, isPermanent }) => {
    const { port } = await mailServer({
      onRcptTo: ({ address }, _session, done) =>
        done(Object.assign(new Error(`<${address}> is not here`), { responseCode: number })),
    })
    const error = await sender(`smtp://127.0.0.1:${port}`)
      .send(mail())
      .catch((caught: unknown) => caught)
    expect(error).toBeInstanceOf(MailError)
    expect(error).toMatchObject({ isPermanent, reason: `EENVELOPE ${number}` })
    expect(JSON.stringify(error) + String(error)).not.toContain('ada@example.com')
    expect(error).not.toHaveProperty('cause')
  })

  it('does not trust a certificate that nobody vouches for', async () => {
    const { port, received } = await mailServer({ secure: true })
    await expect(sender(`smtps://localhost:${port}`).send(mail())).rejects.toMatchObject({ isPermanent: false })
    await expect(sender(`smtps://localhost:${port}?tls.rejectUnauthorized=false`).send(mail())).rejects.toThrow(
      MailError,
    )
    const starting = await mailServer({ hideSTARTTLS: false })
    await expect(sender(`smtp://localhost:${starting.port}`).send(mail())).rejects.toThrow(MailError)
    expect([...received, ...starting.received]).toEqual([])
  })

  it('never sends a password in clear, but on this machine', async () => {
    const seen: string[] = []
    const { port, received } = await mailServer({
      allowInsecureAuth: true,
      onAuth: ({ username }, _session, done) => {
        seen.push(username ?? '')
        done(null, { user: username })
      },
    })
    await expect(sender(`smtp://us:pw@0.0.0.0:${port}`).send(mail())).rejects.toMatchObject({ isPermanent: false })
    expect([...seen, ...received]).toEqual([])
    await sender(`smtp://us:pw@127.0.0.1:${port}`).send(mail())
    expect(seen).toEqual(['us'])
  })

  it('says so when the server hangs up, or is not there', async () => {
    const silent: Server = createServer((socket) => socket.destroy())
    silent.listen(0, '127.0.0.1')
    await once(silent, 'listening')
    const { port } = silent.address() as { port: number }
    await expect(sender(`smtp://127.0.0.1:${port}`).send(mail())).rejects.toMatchObject({ isPermanent: false })
    await new Promise((resolve) => silent.close(resolve))
    await expect(sender(`smtp://127.0.0.1:${port}`).send(mail())).rejects.toMatchObject({ isPermanent: false })
  })
})

const letter = { key: 'event-1', to: 'ada@example.com', subject: '', paragraphs: [], closing: '' }
