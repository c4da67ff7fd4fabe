import { createCipheriv, createDecipheriv } from 'node:crypto'

const algorithm = 'aes-256-gcm'
const bytesOf = { nonce: 12, tag: 16 } as const

interface Sealing {
  readonly key: Buffer
  /** Whose it is: what was sealed for one owner does not open for another. */
  readonly owner: string
}

/** Hides bytes that have to be read again later, which no hash allows. */
export function seal({ key, owner }: Sealing, secret: Buffer, nonce: Buffer): string {
  const cipher = createCipheriv(algorithm, key, nonce, { authTagLength: bytesOf.tag }).setAAD(Buffer.from(owner))
  const hidden = Buffer.concat([cipher.update(secret), cipher.final()])
  return `v1.${Buffer.concat([nonce, hidden, cipher.getAuthTag()]).toString('base64url')}`
}

export const newNonce = (random: (bytes: number) => Buffer) => random(bytesOf.nonce)

/** Throws where a single bit is not as it was sealed. */
export function unseal({ key, owner }: Sealing, sealed: string): Buffer {
  const bytes = Buffer.from(sealed.replace(/^v1\./, ''), 'base64url')
  const nonce = bytes.subarray(0, bytesOf.nonce)
  const tag = bytes.subarray(-bytesOf.tag)
  const decipher = createDecipheriv(algorithm, key, nonce, { authTagLength: bytesOf.tag })
    .setAAD(Buffer.from(owner))
    .setAuthTag(tag)
  return Buffer.concat([decipher.update(bytes.subarray(bytesOf.nonce, -bytesOf.tag)), decipher.final()])
}
