import { createHmac } from 'node:crypto'

const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'
const lengths = { prefix: 8, secret: 40 } as const
const shape = new RegExp(`^gw_([0-9A-Za-z]{${lengths.prefix}})_[0-9A-Za-z]{${lengths.secret}}$`)

/** `gw_<prefix>_<secret>`: people tell keys apart by the prefix, and secret scanners find them by the `gw_`. */
export function newApiKeySecret(random: (bytes: number) => Buffer): { key: string; prefix: string } {
  const prefix = letters(random, lengths.prefix)
  return { key: `gw_${prefix}_${letters(random, lengths.secret)}`, prefix }
}

/** What is known of a key without the key itself. */
export interface KnownApiKey {
  readonly prefix: string
  readonly hash: string
}

/** Null for what cannot be one of ours. */
export function readApiKey(pepper: Buffer, key: string): KnownApiKey | null {
  const [, prefix] = shape.exec(key) ?? []
  return prefix === undefined ? null : { prefix, hash: hashOfApiKey(pepper, key) }
}

/** 238 random bits need no slow hash; the pepper makes a stolen table worthless by itself. */
export const hashOfApiKey = (pepper: Buffer, key: string) => createHmac('sha256', pepper).update(key).digest('hex')

function letters(random: (bytes: number) => Buffer, count: number): string {
  const even = alphabet.length * Math.floor(256 / alphabet.length)
  let text = ''
  while (text.length < count) {
    for (const byte of random(count)) if (byte < even) text += alphabet[byte % alphabet.length]
  }
  return text.slice(0, count)
}
