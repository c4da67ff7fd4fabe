import { createHash, sign, verify } from 'node:crypto'
import type { SigningKey } from '../config/derive-keys.ts'

/** What is written down about the audit trail outside the database: how far the chains are, or what is about to be dropped. */
export type CheckpointBody =
  | {
      readonly kind: 'checkpoint'
      readonly at: string
      /** Position and hash of each chain that has grown since the checkpoint before. */
      readonly heads: Readonly<Record<string, readonly [position: number, hash: string]>>
    }
  | { readonly kind: 'retention'; readonly at: string; readonly from: string; readonly to: string }

export type CheckpointLine = CheckpointBody & {
  /** The thumbprint of the key that signed. */
  readonly kid: string
  /** SHA-256 of the line before, so that none can be taken out; null in the first. */
  readonly previous: string | null
  /** Ed25519 of all that stands before it in the line. */
  readonly signature: string
}

/** One line of JSON, without its end. */
export function signLine(
  body: CheckpointBody,
  { key, previous }: { key: SigningKey; previous: string | null },
): string {
  const unsigned = JSON.stringify({ ...body, kid: key.kid, previous })
  const signature = sign(null, Buffer.from(unsigned), key.privateKey).toString('base64url')
  return `${unsigned.slice(0, -1)},"signature":"${signature}"}`
}

/** Null for what this key has not signed. */
export function readLine(line: string, key: Pick<SigningKey, 'publicKey'>): CheckpointLine | null {
  const [, unsigned, signature] = /^(.+),"signature":"([\w-]+)"\}$/.exec(line) ?? []
  if (!unsigned || !signature) return null
  const isOurs = verify(null, Buffer.from(`${unsigned}}`), key.publicKey, Buffer.from(signature, 'base64url'))
  return isOurs ? (JSON.parse(line) as CheckpointLine) : null
}

export const hashOfLine = (line: string): string => createHash('sha256').update(line).digest('hex')
