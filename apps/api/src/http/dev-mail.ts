import type { IncomingMessage } from 'node:http'
import { escapeHtml, type KeptMail, listMails, readMail } from '@groundwork/services'
import { type RequestHandler, Router } from 'express'
import type { ApiServices } from '../services.ts'

const path = '/dev/mail'

/**
 * The mails that development keeps instead of sending, to read at this machine. They hold links that open accounts: so the
 * page exists in development alone and only without a mail server, and answers nobody but a browser on the machine itself.
 */
export function devMail({ config }: Pick<ApiServices, 'config'>): RequestHandler {
  const { mail } = config
  if (config.environment !== 'development' || mail.kind !== 'folder') return (_req, _res, next) => next()
  const { directory } = mail

  return Router()
    .use(path, (req, res, next) => {
      if (!isFromThisMachine(req)) return next('router')
      res.setHeader('Cache-Control', 'no-store')
      next()
    })
    .get(path, async (_req, res) => {
      const names = (await listMails(directory)).slice(0, mostShown)
      const mails = await Promise.all(names.map(async (name) => ({ name, mail: await readMail(directory, name) })))
      res.type('html').send(page('Mails', listOf(mails)))
    })
    .get(`${path}/:name`, async (req, res, next) => {
      const kept = await readMail(directory, req.params.name)
      if (!kept) return next('router')
      res.type('html').send(page(kept.subject, letterOf(kept)))
    })
}

const mostShown = 200

/** Neither through a proxy, nor by a name that some page made lead here. */
function isFromThisMachine({ socket, headers }: IncomingMessage): boolean {
  const isLocal = /^(::1|(::ffff:)?127\.\d+\.\d+\.\d+)$/.test(socket.remoteAddress ?? '')
  const isDirect = headers.forwarded === undefined && headers['x-forwarded-for'] === undefined
  return isLocal && isDirect && /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/.test(headers.host ?? '')
}

const listOf = (mails: readonly { readonly name: string; readonly mail: KeptMail | null }[]) =>
  mails.length === 0
    ? '<p>No mails yet.</p>'
    : `<ul>${mails.map(({ name, mail }) => (mail ? lineOf(name, mail) : '')).join('')}</ul>`

const lineOf = (name: string, { subject, to, sentAt }: KeptMail) =>
  `<li><a href="${path}/${escapeHtml(name)}">${escapeHtml(subject)}</a> to ${escapeHtml(to)}, ${escapeHtml(sentAt)}</li>`

/** The text, with its links to follow. What a receiver's program makes of the HTML is not shown: it would be ours to trust. */
const letterOf = ({ from, to, sentAt, subject, text }: KeptMail) => `
<p><a href="${path}">All mails</a></p>
<h2>${escapeHtml(subject)}</h2>
<p>From ${escapeHtml(from)} to ${escapeHtml(to)}, ${escapeHtml(sentAt)}</p>
<pre style="white-space: pre-wrap; overflow-wrap: anywhere">${linked(text)}</pre>`

const linked = (text: string) =>
  text
    .split(/(https?:\/\/\S+)/)
    .map((part, at) => (at % 2 ? `<a href="${escapeHtml(part)}">${escapeHtml(part)}</a>` : escapeHtml(part)))
    .join('')

const page = (title: string, body: string) => `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escapeHtml(title)}</title></head>
<body style="font-family: system-ui, sans-serif; max-width: 44rem; margin: 2rem auto; padding: 0 1rem">
<h1>Mails of this development system</h1>
${body}
</body>
</html>
`
