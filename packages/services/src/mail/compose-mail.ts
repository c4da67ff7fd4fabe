import { oneLine } from './address.ts'
import type { MailMessage } from './mail-sender.ts'

/** What a mail says. Plain words: nothing here is HTML, and names of people and organizations may hold anything. */
export interface Letter {
  readonly key: string
  readonly to: string
  readonly subject: string
  readonly paragraphs: readonly string[]
  readonly link?: { readonly label: string; readonly url: string }
  /** What to do if the mail comes unexpected. */
  readonly closing: string
}

/** Writes a letter as text and as HTML: the one place where words become markup. */
export function composeMail({ key, to, subject, paragraphs, link, closing }: Letter): MailMessage {
  const before = paragraphs.map(oneLine)
  const after = oneLine(closing)
  const text = [...before, ...(link ? [`${link.label}:\n${link.url}`] : []), after].join('\n\n')
  return {
    key,
    to,
    subject: oneLine(subject),
    text: `${text}\n`,
    html: page([...before.map(paragraph), ...button(link), paragraph(after)]),
  }
}

const page = (parts: readonly string[]) => `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"></head>
<body style="font-family: system-ui, sans-serif; font-size: 16px; line-height: 1.5; color: #1a1b1e; max-width: 34rem">
${parts.join('\n')}
</body>
</html>
`

const paragraph = (words: string) => `<p>${escapeHtml(words)}</p>`

/** The address also stands there to read: some people rightly never follow a button. */
const button = (link: Letter['link']): string[] =>
  link
    ? [
        `<p><a href="${escapeHtml(link.url)}" style="font-weight: 600">${escapeHtml(link.label)}</a></p>`,
        `<p style="font-size: 13px; color: #5c5f66; word-break: break-all">${escapeHtml(link.url)}</p>`,
      ]
    : []

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

export const escapeHtml = (text: string) => text.replace(/[&<>"']/g, (sign) => entities[sign] ?? sign)
