import { DomainError } from '@groundwork/domain'

/**
 * What waits for one slow reader, up to a bound. Beyond it reading ends with an error: a client that has missed changes
 * must load again what it shows, and no reader may hold the memory of the process.
 */
export class Mailbox<Item> implements AsyncIterable<Item> {
  readonly #waiting: Item[] = []
  #isOverfull = false
  #isClosed = false
  #wake: () => void = () => undefined

  constructor(private readonly most: number) {}

  put(item: Item): void {
    if (this.#waiting.length >= this.most) this.#isOverfull = true
    else this.#waiting.push(item)
    this.#wake()
  }

  close(): void {
    this.#isClosed = true
    this.#wake()
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Item> {
    while (!this.#isClosed) {
      if (this.#isOverfull)
        throw new DomainError('unavailable', 'Too many changes at once: load again', { reason: 'too_slow' })
      const next = this.#waiting.shift()
      if (next !== undefined) yield next
      else
        await new Promise<void>((resolve) => {
          this.#wake = resolve
        })
    }
  }
}
