import { pageMemory } from '@groundwork/storage'

interface Keeping {
  /** Buffers that wait for whoever needs them next. */
  readonly most: number
  /** Of each of them: those of another size are hardly ever wanted again. */
  readonly bytes: number
}

/** Memory for parts, used again and again: what is got anew for each connection piles up faster than it is collected. */
export class PartMemory {
  readonly #keeping: Keeping
  readonly #spare: Buffer[] = []

  constructor(keeping: Keeping) {
    this.#keeping = keeping
  }

  take(bytes: number): Buffer {
    const spare = bytes === this.#keeping.bytes ? this.#spare.shift() : undefined
    return spare ?? pageMemory(bytes)
  }

  /** To be called only once nobody reads or writes them any more: they are the next one's, who may be a stranger. */
  giveBack(buffers: readonly Buffer[]): void {
    const { most, bytes } = this.#keeping
    this.#spare.push(...buffers.filter(({ length }) => length === bytes))
    this.#spare.splice(0, Math.max(0, this.#spare.length - most))
  }
}
