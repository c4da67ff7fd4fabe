import type { PartMemory } from './part-memory.ts'
import { PARTS_UNDER_WAY } from './part-sending.ts'

/** One fills while the others are on their way to the store. */
export const BUFFERS = PARTS_UNDER_WAY + 1

/** A few buffers by turns. Nothing more of an upload is ever in memory. */
export class PartBuffers {
  readonly #size: number
  readonly #capacity: number
  readonly #memory: PartMemory
  readonly #buffers: (Buffer | undefined)[] = []
  #turn = 0
  #filled = 0

  /** @param wholeBytes of all that will ever come: what fills no part needs no more room than it has bytes */
  constructor(memory: PartMemory, partBytes: number, wholeBytes = Number.POSITIVE_INFINITY) {
    this.#memory = memory
    this.#size = partBytes
    this.#capacity = Math.min(partBytes, wholeBytes)
  }

  /** Of memory, at most. */
  static bytesFor(partBytes: number, wholeBytes: number): number {
    return wholeBytes > partBytes ? Math.min(BUFFERS, Math.ceil(wholeBytes / partBytes)) * partBytes : wholeBytes
  }

  /** What has been filled since the last part. */
  get filling(): Buffer {
    return this.#current().subarray(0, this.#filled)
  }

  /** Takes a piece in, telling each part that it makes whole. A part is good while `PARTS_UNDER_WAY` more of them are not yet taken. */
  *add(piece: Buffer): Generator<Buffer, undefined> {
    for (let rest = piece; rest.length > 0; ) {
      const taken = rest.copy(this.#current(), this.#filled)
      this.#filled += taken
      rest = rest.subarray(taken)
      if (this.#filled === this.#size) {
        const part = this.#current()
        this.#turn = (this.#turn + 1) % BUFFERS
        this.#filled = 0
        yield part
      }
    }
  }

  /** Lets their memory go to the next upload. Nothing that came out of here may be in use any more. */
  release(): void {
    const buffers = this.#buffers.splice(0).filter((buffer) => buffer !== undefined)
    if (this.#isForParts()) this.#memory.giveBack(buffers)
  }

  #current(): Buffer {
    const buffer = this.#buffers[this.#turn] ?? this.#make()
    this.#buffers[this.#turn] = buffer
    return buffer
  }

  #make(): Buffer {
    return this.#isForParts() ? this.#memory.take(this.#size) : Buffer.allocUnsafeSlow(this.#capacity)
  }

  #isForParts(): boolean {
    return this.#capacity === this.#size
  }
}
