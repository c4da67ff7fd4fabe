import { Readable } from 'node:stream'
import { guardedBody } from './guarded-body.ts'
import { StorageError } from './storage-error.ts'
import type { PutPartOptions } from './storage-provider.ts'

/** The chunks of a part, which fail when they are more or fewer bytes than announced; too many are never handed on. */
export async function* partChunks(body: Buffer | Readable, { bytes, signal }: PutPartOptions): AsyncGenerator<Buffer> {
  let missing = bytes
  const chunks: AsyncIterable<Buffer> | Iterable<Buffer> = body instanceof Readable ? guardedBody(body, signal) : [body]
  for await (const chunk of chunks) {
    missing -= chunk.length
    if (missing < 0) throw new StorageError('refused', `A part has more than the ${bytes} bytes announced`)
    yield chunk
  }
  if (missing > 0) throw new StorageError('refused', `A part ended ${missing} bytes before the ${bytes} announced`)
}

/** A part as one piece of memory, for stores to which it may have to be sent again. */
export async function wholePart(body: Buffer | Readable, options: PutPartOptions): Promise<Buffer> {
  if (Buffer.isBuffer(body) && body.length === options.bytes) return body
  const whole = Buffer.allocUnsafe(options.bytes)
  let filled = 0
  for await (const chunk of partChunks(body, options)) filled += chunk.copy(whole, filled)
  return whole
}

/** Lets a stream go that nobody will read; a buffer needs nothing. */
export function letGo(body: Buffer | Readable): void {
  if (body instanceof Readable) body.destroy()
}
