import { createTransport } from 'nodemailer'
import { plainAddress } from './address.ts'
import { MailError } from './mail-error.ts'
import type { MailMessage, MailSender } from './mail-sender.ts'

export interface SmtpOptions {
  /** `smtp://user:password@host:port`, or `smtps:` for TLS from the first byte. Checked when the configuration was read. */
  readonly url: string
  /** `Groundwork <no-reply@example.com>` */
  readonly from: string
}

const seconds = 1000

/**
 * Hands mails to a mail server. Certificates are always verified; a password never crosses a network in clear. What the
 * server says is kept to its number: its words hold addresses.
 */
export function smtpSender({ url, from }: SmtpOptions): MailSender {
  const { protocol, hostname, port, username, password } = new URL(url)
  const host = hostname.replace(/^\[|\]$/g, '')
  const domain = /@([^>\s]+)>?$/.exec(from)?.[1] ?? 'localhost'
  const transport = createTransport({
    host,
    ...(port && { port: Number(port) }),
    secure: protocol === 'smtps:',
    requireTLS: username !== '' && !isLoopback(host),
    ...(username && { auth: { user: decodeURIComponent(username), pass: decodeURIComponent(password) } }),
    tls: { rejectUnauthorized: true },
    connectionTimeout: 10 * seconds,
    greetingTimeout: 10 * seconds,
    socketTimeout: 30 * seconds,
    dnsTimeout: 10 * seconds,
    disableFileAccess: true,
    disableUrlAccess: true,
  })

  return {
    async send({ key, to, subject, text, html }: MailMessage) {
      const recipient = plainAddress(to)
      const headers = { 'Auto-Submitted': 'auto-generated' }
      const mail = {
        from,
        to: { name: '', address: recipient },
        subject,
        text,
        html,
        headers,
        messageId: `<${key}@${domain}>`,
      }
      try {
        await transport.sendMail(mail)
      } catch (error) {
        throw asMailError(error)
      }
    },
    close: async () => transport.close(),
  }
}

const isLoopback = (host: string) => host === 'localhost' || host === '::1' || /^127\./.test(host)

/** A missing or refused password is put right by the operator, and then the mail may go. */
const signInFirst = 530

function asMailError(error: unknown): MailError {
  const { code, responseCode } = error as { readonly code?: unknown; readonly responseCode?: unknown }
  const number = typeof responseCode === 'number' ? responseCode : null
  const reason = [typeof code === 'string' ? code : 'unknown', ...(number === null ? [] : [number])].join(' ')
  const isAboutThisMail = code === 'EENVELOPE' || code === 'EMESSAGE'
  return new MailError(reason, isAboutThisMail && number !== null && number >= 500 && number !== signInFirst)
}
