/**
 * Cuts a stream into parts and takes their memory back: parts of several megabytes that are made anew each time pile up faster than
 * they are collected.
 */
export class PartCutter {
  readonly #partBytes: number
  readonly #spare: Buffer[] = []

  constructor(partBytes: number) {
    this.#partBytes = partBytes
  }

  /** Parts of exactly `partBytes`; only the last may be shorter, and there is none for an empty body. */
  async *cut(body: AsyncIterable<Buffer>): AsyncGenerator<Buffer, undefined> {
    let chunks: Buffer[] = []
    let missing = this.#partBytes
    for await (let chunk of body) {
      while (chunk.length >= missing) {
        chunks.push(chunk.subarray(0, missing))
        yield this.#joined(chunks)
        chunk = chunk.subarray(missing)
        chunks = []
        missing = this.#partBytes
      }
      chunks.push(chunk)
      missing -= chunk.length
    }
    if (missing < this.#partBytes) yield Buffer.concat(chunks)
  }

  /** To be called with a part that nobody reads any more. */
  giveBack(part: Buffer): void {
    if (part.length === this.#partBytes) this.#spare.push(part)
  }

  #joined(chunks: Buffer[]): Buffer {
    const part = this.#spare.pop() ?? Buffer.allocUnsafeSlow(this.#partBytes)
    let filled = 0
    for (const chunk of chunks) filled += chunk.copy(part, filled)
    return part
  }
}
