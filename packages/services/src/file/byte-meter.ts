import { createHash } from 'node:crypto'
import { Transform, type TransformCallback } from 'node:stream'
import { TAIL_BYTES } from './is-truncated.ts'

/** Of 64 kB each from the network; up to eight times that from a disk. */
const CHUNKS_AHEAD = 4

/** Passes bytes on unchanged and learns what must be known of them: how many, their sha256, the last few. Keeps none of the rest. */
export class ByteMeter extends Transform {
  bytes = 0
  readonly #hash = createHash('sha256')
  readonly #allowMore: (total: number) => Promise<number>
  readonly #mayEnd: () => Promise<void>
  #allowance: number
  #tail: Buffer[] = []
  #tailBytes = 0

  /**
   * `allowMore` is asked before a chunk would pass `allowance`: it answers the new one, or throws to end the transfer. The end is passed
   * on once `mayEnd`, which is called then, is fulfilled: whoever stores the bytes cannot have them whole before.
   */
  constructor(
    allowance: number,
    allowMore: (total: number) => Promise<number>,
    mayEnd: () => Promise<void> = async () => undefined,
  ) {
    // Chunks leave one by one: a reader of bytes that takes all there are would have them joined, copied once more.
    super({ readableObjectMode: true, readableHighWaterMark: CHUNKS_AHEAD, writableHighWaterMark: 262_144 })
    this.#allowance = allowance
    this.#allowMore = allowMore
    this.#mayEnd = mayEnd
  }

  override _transform(chunk: Buffer, _encoding: string, done: TransformCallback): void {
    const total = this.bytes + chunk.length
    if (total <= this.#allowance) {
      done(null, this.#count(chunk))
      return
    }
    this.#allowMore(total).then(
      (allowance) => {
        this.#allowance = allowance
        done(null, this.#count(chunk))
      },
      (error: Error) => done(error),
    )
  }

  override _flush(done: TransformCallback): void {
    this.#mayEnd().then(() => done(), done)
  }

  sha256(): string {
    return this.#hash.digest('hex')
  }

  tail(): Buffer {
    const kept = Buffer.concat(this.#tail)
    return kept.subarray(Math.max(0, kept.length - TAIL_BYTES))
  }

  #count(chunk: Buffer): Buffer {
    this.bytes += chunk.length
    this.#hash.update(chunk)
    this.#tail.push(chunk)
    this.#tailBytes += chunk.length
    for (let first = this.#tail[0]; first && this.#tailBytes - first.length >= TAIL_BYTES; first = this.#tail[0]) {
      this.#tailBytes -= first.length
      this.#tail.shift()
    }
    return chunk
  }
}
