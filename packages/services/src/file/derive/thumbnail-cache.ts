import type { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import type { ByteSource, ServedBytes } from '../served-file.ts'

/** A thumbnail has a few kB; what is larger than this is not kept. */
const MOST_OF_ONE = 128 * 1024
const MOST_OF_ALL = 16 * 1024 ** 2

/** What was purged meanwhile is not served, and soon not in memory either. */
const LIFE_MS = 60_000

interface Kept {
  readonly bytes: Buffer
  readonly until: number
}

/**
 * The bytes of thumbnails that were shown a moment ago (docs/decisions/034): a folder shows a screen full of them, again and again,
 * and from a bucket each is a journey. Only bytes are kept: who may see them is judged, and written down, for every look. What is made
 * anew has another tag, and is shown at once.
 */
export class ThumbnailCache {
  /** The oldest first. */
  readonly #kept = new Map<string, Kept>()
  readonly #clock: () => Date
  #keptBytes = 0

  constructor(clock: () => Date) {
    this.#clock = clock
  }

  /** The same answer, its bytes from memory where they are there. */
  serve({ storageProvider, storageKey, tag }: ByteSource, served: ServedBytes): ServedBytes<Readable | Buffer> {
    const { open } = served
    return open ? { ...served, open: () => this.#bytesOf(`${storageProvider} ${storageKey} ${tag}`, open) } : served
  }

  async #bytesOf(name: string, open: () => Promise<Readable>): Promise<Buffer> {
    const now = this.#clock().getTime()
    const kept = this.#kept.get(name)
    if (kept && now < kept.until) return kept.bytes
    const bytes = await buffer(await open())
    this.#keep(name, { bytes, until: now + LIFE_MS }, now)
    return bytes
  }

  #keep(name: string, kept: Kept, now: number): void {
    this.#forget(name)
    if (kept.bytes.length > MOST_OF_ONE) return
    this.#kept.set(name, kept)
    this.#keptBytes += kept.bytes.length
    for (const [oldest, { until }] of this.#kept) {
      if (now < until && this.#keptBytes <= MOST_OF_ALL) break
      this.#forget(oldest)
    }
  }

  #forget(name: string): void {
    this.#keptBytes -= this.#kept.get(name)?.bytes.length ?? 0
    this.#kept.delete(name)
  }
}
