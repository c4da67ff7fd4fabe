import { createHash, randomUUID } from 'node:crypto'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import type { StorageKey } from '../src/index.ts'
import { storageKey } from '../src/index.ts'

export const MIB = 1024 * 1024

/** A key nobody else has. */
export const newKey = ({ organization = randomUUID() as string, name = 'report.pdf' } = {}): StorageKey =>
  storageKey({
    organization,
    system: 'workspace',
    objectType: 'doc',
    objectId: 'doc-1',
    fileId: randomUUID(),
    name,
    timestamp: new Date(),
  })

/** `bytes` bytes in uneven chunks that do not repeat, so that a part lost, doubled or swapped changes the hash. */
export async function* chunksOf(bytes: number): AsyncGenerator<Buffer> {
  for (let made = 0, round = 1; made < bytes; round += 1) {
    const chunk = Buffer.alloc(Math.min(50_000 + ((round * 7919) % 60_000), bytes - made))
    for (let at = 0; at + 4 <= chunk.length; at += 4) chunk.writeUInt32LE(((made + at) * 2654435761) % 2 ** 32, at)
    made += chunk.length
    yield chunk
  }
}

/** A source that breaks after `bytes` bytes, as a client does that goes away. */
export async function* brokenAfter(bytes: number, error: Error): AsyncGenerator<Buffer> {
  yield* chunksOf(bytes)
  throw error
}

/** A source that calls `then` after `bytes` bytes and goes on without an end. */
export async function* endlessAfter(bytes: number, then: () => void): AsyncGenerator<Buffer> {
  yield* chunksOf(bytes)
  then()
  while (true) yield Buffer.alloc(64 * 1024)
}

export const textBody = (text: string): Readable => Readable.from([Buffer.from(text)])

export const textOf = async (stream: Readable): Promise<string> => (await buffer(stream)).toString()

export async function sha256Of(chunks: AsyncIterable<Buffer>): Promise<string> {
  const hash = createHash('sha256')
  for await (const chunk of chunks) hash.update(chunk)
  return hash.digest('hex')
}
