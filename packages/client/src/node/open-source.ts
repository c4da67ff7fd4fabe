import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { basename } from 'node:path'
import { blobName, type UploadSource } from '../platform.ts'

export interface OpenedSource {
  readonly name: string
  readonly type: string
  /** Null when unknown until the end. */
  readonly size: number | null
  readonly chunks: AsyncIterable<Uint8Array>
}

const unknownType = 'application/octet-stream'
const chunkBytes = 256 * 1024

/** Makes any source readable piece by piece. */
export async function openSource(source: UploadSource): Promise<OpenedSource> {
  if (typeof source === 'string') {
    const { size } = await stat(source)
    return {
      name: basename(source),
      type: unknownType,
      size,
      chunks: createReadStream(source, { highWaterMark: chunkBytes }),
    }
  }
  if (source instanceof Blob) {
    return {
      name: blobName(source),
      type: source.type || unknownType,
      size: source.size,
      chunks: readable(source.stream()),
    }
  }
  const { name } = source
  if ('bytes' in source) return { name, type: unknownType, size: source.bytes.length, chunks: slices(source.bytes) }
  return { name, type: unknownType, size: source.size ?? null, chunks: readable(source.stream) }
}

/** Node's web streams are async iterable, though the browser's types do not say so. */
const readable = (stream: unknown) => stream as AsyncIterable<Uint8Array>

async function* slices(bytes: Uint8Array) {
  for (let start = 0; start < bytes.length; start += chunkBytes) yield bytes.subarray(start, start + chunkBytes)
}
