import { expect, it } from 'vitest'
import { composeMail } from './compose-mail.ts'

const hostile = '<img src=x onerror="alert(1)"> & \'Co\'\r\nBcc: eve@example.com'

const mail = composeMail({
  key: 'k',
  to: 'ada@example.com',
  subject: `Welcome to ${hostile}`,
  paragraphs: [`You are invited to ${hostile}.`],
  link: { label: `Join ${'<b>'}`, url: 'https://example.com/invitation?token=a"b' },
  closing: hostile,
})

it('nothing that somebody chose becomes markup', () => {
  expect(mail.html).not.toMatch(/<img|<b>|token=a"b/)
  expect(mail.html).toContain('&lt;img src=x onerror=&quot;alert(1)&quot;&gt; &amp; &#39;Co&#39; Bcc: eve@example.com')
  expect(mail.html).toContain('href="https://example.com/invitation?token=a&quot;b"')
})

it('the subject has no line breaks', () => {
  expect(mail.subject).toBe(`Welcome to <img src=x onerror="alert(1)"> & 'Co' Bcc: eve@example.com`)
})

it('text and HTML say the same, the link stands in both', () => {
  expect(mail.text).toContain('Join <b>:\nhttps://example.com/invitation?token=a"b\n')
  expect(mail.text.split('\n\n')).toHaveLength(3)
})
