import type { Readable } from 'node:stream'
import type { PartCutter } from './part-cutter.ts'
import { StorageError } from './storage-error.ts'

const PARTS_AT_ONCE = 3

export interface PartStream<Sent> {
  body: Readable
  /** The first part, which its reader has already cut off to see whether there are more. */
  first: Buffer
  rest: AsyncGenerator<Buffer, undefined>
  cutter: PartCutter
  signal: AbortSignal
  largestPartCount: number
  /** Sends one part, counted from 1, and stops when the signal says so. */
  send(part: Buffer, number: number, signal: AbortSignal): Promise<Sent>
}

/**
 * Sends a body of unknown length in parts, a few at once, and gives back what was said of each, in order. The first failure stops
 * the others and the body, which may never come to an end. Nothing is under way any more when it returns or throws.
 */
export async function sendParts<Sent>(stream: PartStream<Sent>): Promise<{ bytes: number; sent: Sent[] }> {
  const sender = new PartSender(stream)
  let bytes = 0
  try {
    for (let part: Buffer | undefined = stream.first; part; part = (await stream.rest.next()).value) {
      bytes += part.length
      await sender.add(part)
    }
    return { bytes, sent: await sender.finish() }
  } catch (error) {
    sender.stop(error)
    throw error
  } finally {
    await sender.settle() // A part that arrived after its upload was given up would stay in the store.
  }
}

class PartSender<Sent> {
  readonly #stream: PartStream<Sent>
  readonly #failure = new AbortController()
  readonly #sending = new Set<Promise<void>>()
  readonly #sent: Sent[] = []
  #count = 0

  constructor(stream: PartStream<Sent>) {
    this.#stream = stream
    stream.signal.addEventListener('abort', this.#onAbort)
  }

  /** Resolves when there is room for the next part. */
  async add(part: Buffer): Promise<void> {
    const { largestPartCount } = this.#stream
    this.#count += 1
    if (this.#count > largestPartCount)
      throw new StorageError('refused', `More than ${largestPartCount} parts for one object`)
    const sending = this.#send(part, this.#count)
      .catch((error: unknown) => this.stop(error))
      .finally(() => this.#sending.delete(sending))
    this.#sending.add(sending)
    if (this.#sending.size >= PARTS_AT_ONCE) await Promise.race(this.#sending)
    this.#failure.signal.throwIfAborted()
  }

  async finish(): Promise<Sent[]> {
    await this.settle()
    this.#failure.signal.throwIfAborted()
    return this.#sent
  }

  stop(reason: unknown): void {
    this.#failure.abort(reason)
    this.#stream.body.destroy()
  }

  /** Waits for what is under way; then the signal has nothing left to stop. */
  async settle(): Promise<void> {
    await Promise.all(this.#sending)
    this.#stream.signal.removeEventListener('abort', this.#onAbort)
  }

  readonly #onAbort = () => this.stop(this.#stream.signal.reason)

  async #send(part: Buffer, number: number): Promise<void> {
    this.#sent[number - 1] = await this.#stream.send(part, number, this.#failure.signal)
    this.#stream.cutter.giveBack(part)
  }
}
