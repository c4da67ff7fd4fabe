import type { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'

/** A file of any size, of which only a few places are looked at. */
export interface ByteSource {
  readonly bytes: number
  open(range?: { readonly start: number; readonly end: number }): Promise<Readable>
}

/** A hostile file may point on and on. */
const MAX_LOOKS = 40

/** Looks at parts of a file, so many and no more. */
export class ByteWindow {
  readonly bytes: number
  readonly #source: ByteSource
  #looks = 0

  constructor(source: ByteSource) {
    this.bytes = source.bytes
    this.#source = source
  }

  /** What there is of `length` bytes from `start` on; empty beyond the end, and when it was looked at too often. */
  async at(start: number, length: number): Promise<Buffer> {
    this.#looks += 1
    if (start < 0 || start >= this.bytes || this.#looks > MAX_LOOKS) return Buffer.alloc(0)
    return buffer(await this.#source.open({ start, end: Math.min(start + length, this.bytes) - 1 }))
  }
}
