import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect } from 'vitest'

interface Mail {
  readonly to: string
  readonly subject: string
  readonly text: string
}

/** Mails to this address as a stack without a mail server keeps them, the oldest first. */
async function mailsTo(folder: string, address: string): Promise<Mail[]> {
  const names = (await readdir(folder).catch(() => [])).filter((name) => name.endsWith('.json')).sort()
  const mails = await Promise.all(
    names.map(async (name) => JSON.parse(await readFile(join(folder, name), 'utf8')) as Mail),
  )
  return mails.filter(({ to }) => to === address)
}

/** The link in the newest mail to this address, once there are so many. */
export async function linkMailedTo(folder: string, address: string, mails = 1): Promise<string> {
  await expect.poll(async () => (await mailsTo(folder, address)).length, { timeout: 20_000 }).toBe(mails)
  const link = (await mailsTo(folder, address)).at(-1)?.text.match(/https?:\/\/\S+/)?.[0]
  if (!link) throw new Error(`No link was mailed to ${address}`)
  return link
}
