import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { basename } from 'node:path'
import { Readable } from 'node:stream'
import { blobName, type ResumableInput, type ResumableSource, type UploadSource } from '../platform.ts'

/** How much of a stream is kept, to be sent again after a break: nothing of it can be read twice. */
const keptBytes = 8 * 1024 * 1024

/** Files and bytes are read from wherever the server wants them; a stream must say how long it is. */
export async function resumableSource(source: UploadSource): Promise<ResumableSource> {
  if (typeof source === 'string') {
    const { size } = await stat(source)
    const input = createReadStream(source)
    return { name: basename(source), size, input: known(input), close: () => input.destroy() }
  }
  if (source instanceof Blob) return streamed(blobName(source), source.size, Readable.from(iterable(source.stream())))
  const { name } = source
  if ('bytes' in source) {
    const { buffer, byteOffset, byteLength } = source.bytes
    return { name, size: byteLength, input: Buffer.from(buffer, byteOffset, byteLength), close: () => {} }
  }
  if (source.size === undefined) throw new TypeError('A stream must say its size to be uploaded so that it can resume')
  return streamed(name, source.size, Readable.from(iterable(source.stream)))
}

const streamed = (name: string, size: number, input: Readable): ResumableSource => ({
  name,
  size,
  chunkBytes: keptBytes,
  input: known(input),
  close: () => input.destroy(),
})

/** Node's web streams are async iterable, though the browser's types do not say so. */
const iterable = (stream: unknown) => stream as AsyncIterable<Uint8Array>

/** tus-js-client takes Node's streams, though its types name the browser's alone. */
const known = (input: Readable) => input as unknown as ResumableInput
