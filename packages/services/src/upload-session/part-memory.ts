import { pageMemory } from '@groundwork/storage'

/** Memory for parts, used again and again: what is got anew for each connection piles up faster than it is collected. */
export class PartMemory {
  readonly #most: number
  readonly #spare: Buffer[] = []

  /** @param most buffers that wait for whoever needs them next */
  constructor(most: number) {
    this.#most = most
  }

  take(bytes: number): Buffer {
    const at = this.#spare.findIndex(({ length }) => length === bytes)
    const [spare] = at === -1 ? [] : this.#spare.splice(at, 1)
    return spare ?? pageMemory(bytes)
  }

  /** To be called only once nobody reads or writes them any more: they are the next one's, who may be a stranger. */
  giveBack(buffers: readonly Buffer[]): void {
    this.#spare.push(...buffers)
    this.#spare.splice(0, Math.max(0, this.#spare.length - this.#most))
  }
}
