import { randomBytes } from 'node:crypto'
import { mkdir, open, readdir, readFile, rename } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { plainAddress } from './address.ts'
import type { MailMessage, MailSender } from './mail-sender.ts'

const keptMail = z.object({
  key: z.string(),
  from: z.string(),
  to: z.string(),
  subject: z.string(),
  text: z.string(),
  html: z.string(),
  sentAt: z.iso.datetime(),
})
export type KeptMail = z.infer<typeof keptMail>

/** One file per mail, named by its moment and its key, so that they sort by time. */
const fileNames = /^\d{13}-[\w-]{1,80}\.json$/

interface FolderOptions {
  readonly directory: string
  readonly from: string
  readonly clock: () => Date
}

/** For development: mails are written to a folder instead of being sent. */
export function folderSender({ directory, from, clock }: FolderOptions): MailSender {
  return {
    async send(message: MailMessage) {
      plainAddress(message.to)
      const now = clock()
      const mail: KeptMail = { ...message, from, sentAt: now.toISOString() }
      const name = `${String(now.getTime()).padStart(13, '0')}-${message.key.replace(/[^\w-]/g, '_')}.json`
      await mkdir(directory, { recursive: true, mode: 0o700 })
      await writeWhole(join(directory, name), JSON.stringify(mail, null, 2))
    },
    close: async () => {},
  }
}

/** Names of the mails, the newest first. */
export async function listMails(directory: string): Promise<readonly string[]> {
  const names = await readdir(directory).catch(orIfMissing<string[]>([]))
  return names
    .filter((name) => fileNames.test(name))
    .sort()
    .reverse()
}

/** Null for what is no mail of ours. A name is never taken for a path. */
export async function readMail(directory: string, name: string): Promise<KeptMail | null> {
  if (!fileNames.test(name)) return null
  const text = await readFile(join(directory, name), 'utf8').catch(orIfMissing(null))
  return text === null ? null : keptMail.parse(JSON.parse(text))
}

/** Under another name until it is whole: nobody reads half a mail. */
async function writeWhole(path: string, text: string): Promise<void> {
  const draft = `${path}.${randomBytes(6).toString('hex')}`
  const file = await open(draft, 'wx', 0o600)
  try {
    await file.writeFile(text)
    await file.sync()
  } finally {
    await file.close()
  }
  await rename(draft, path)
}

const orIfMissing =
  <Nothing>(nothing: Nothing) =>
  (error: NodeJS.ErrnoException): Nothing => {
    if (error.code === 'ENOENT') return nothing
    throw error
  }
