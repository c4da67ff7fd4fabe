/**
 * Two buffers by turns: while one part is on its way to the store, the next one fills. Nothing more of an upload is ever in memory.
 */
export class PartBuffers {
  readonly #size: number
  readonly #capacity: number
  readonly #buffers: (Buffer | undefined)[] = []
  #turn = 0
  #filled = 0

  /** @param wholeBytes of all that will ever come: what fills no part needs no more room than it has bytes */
  constructor(partBytes: number, wholeBytes = Number.POSITIVE_INFINITY) {
    this.#size = partBytes
    this.#capacity = Math.min(partBytes, wholeBytes)
  }

  /** Of memory, at most. */
  static bytesFor(partBytes: number, wholeBytes: number): number {
    return wholeBytes > partBytes ? 2 * partBytes : wholeBytes
  }

  /** What has been filled since the last part. */
  get filling(): Buffer {
    return this.#current().subarray(0, this.#filled)
  }

  /** Takes a piece in, telling each part that it makes whole. A part is good until the one after the next. */
  *add(piece: Buffer): Generator<Buffer, undefined> {
    for (let rest = piece; rest.length > 0; ) {
      const taken = rest.copy(this.#current(), this.#filled)
      this.#filled += taken
      rest = rest.subarray(taken)
      if (this.#filled === this.#size) {
        const part = this.#current()
        this.#turn = 1 - this.#turn
        this.#filled = 0
        yield part
      }
    }
  }

  #current(): Buffer {
    const buffer = this.#buffers[this.#turn] ?? Buffer.allocUnsafeSlow(this.#capacity)
    this.#buffers[this.#turn] = buffer
    return buffer
  }
}
