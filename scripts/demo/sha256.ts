import { createHash } from 'node:crypto'
import { pipeline } from 'node:stream/promises'

/** The hash of bytes as they flow by. */
export async function sha256(bytes: AsyncIterable<Uint8Array>): Promise<string> {
  const hash = createHash('sha256')
  await pipeline(bytes, hash)
  return hash.digest('hex')
}
