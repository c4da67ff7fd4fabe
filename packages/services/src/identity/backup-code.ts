import { createHmac } from 'node:crypto'
import { readableLetters, readLetters } from './readable-letters.ts'

const howMany = 10
/** Sixty bits. */
const shape = { count: 12, inGroupsOf: 4 } as const

export const newBackupCodes = (random: (bytes: number) => Buffer): string[] =>
  Array.from({ length: howMany }, () => readableLetters(random, shape))

/** Sixty random bits need no slow hash; the pepper makes a stolen table worthless by itself. */
export const hashOfBackupCode = (
  pepper: Buffer,
  { userId, code }: { readonly userId: string; readonly code: string },
) =>
  createHmac('sha256', pepper)
    .update(`${userId}\0${readLetters(code)}`)
    .digest('hex')
