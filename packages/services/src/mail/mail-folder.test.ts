import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { composeMail } from './compose-mail.ts'
import { folderSender, listMails, readMail } from './mail-folder.ts'

let root: string
let directory: string
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'groundwork-mail-'))
  directory = join(root, 'mail')
})
afterEach(() => rm(root, { recursive: true }))

const from = 'Groundwork <no-reply@localhost>'
const write = (key: string, now: number, to = 'ada@example.com') =>
  folderSender({ directory, from, clock: () => new Date(now) }).send(
    composeMail({ key, to, subject: `Mail ${key}`, paragraphs: ['Hello.'], closing: 'End.' }),
  )

it('keeps one file per mail, which only we can read, and lists the newest first', async () => {
  expect(await listMails(directory)).toEqual([])
  await write('one', 1000)
  await write('two', 2000)
  const names = await listMails(directory)
  expect(names).toEqual(['0000000002000-two.json', '0000000001000-one.json'])
  expect(await readMail(directory, names[0] ?? '')).toMatchObject({
    from,
    to: 'ada@example.com',
    subject: 'Mail two',
    sentAt: '1970-01-01T00:00:02.000Z',
  })
  expect((await stat(join(directory, names[0] ?? ''))).mode & 0o077).toBe(0)
  expect(await readdir(directory)).toHaveLength(2)
})

it('takes no name for a path', async () => {
  await write('one', 1000)
  await writeFile(join(root, '0000000000001-x.json'), '{}')
  for (const name of ['../0000000000001-x.json', '..', '', '0000000000009-none.json', 'x.json', '/etc/passwd']) {
    expect(await readMail(directory, name)).toBeNull()
  }
})

it('refuses what SMTP would refuse', async () => {
  await expect(write('one', 1000, 'ada@example.com\r\nBcc: eve@example.com')).rejects.toMatchObject({
    isPermanent: true,
  })
  expect(await listMails(directory)).toEqual([])
})
