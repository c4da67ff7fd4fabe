import type { FileHandle } from 'node:fs/promises'
import { isWholePages, openDirect, writeWhole, wroteDirectly } from './direct-file.ts'
import { PAGE_BYTES, pageMemory } from './page-memory.ts'

const WRITE_BYTES = 1024 * 1024
/** What goes through the page cache is dearer in larger writes. */
const CACHED_WRITE_BYTES = 256 * 1024

interface Writing {
  readonly path: string
  /** The same file, through the page cache: for what does not lie on pages. */
  readonly file: FileHandle
  /** How much of it is written already. */
  readonly from: number
}

/** Goes on with a file past the page cache. What comes is gathered in one piece of memory, so one call at a time. */
export class DirectWriting {
  readonly #file: FileHandle
  readonly #direct: FileHandle | null
  readonly #memory: Buffer
  #position: number
  #filled = 0

  private constructor({ file, from }: Writing, direct: FileHandle | null) {
    this.#file = file
    this.#direct = direct
    this.#memory = direct ? pageMemory(WRITE_BYTES) : Buffer.allocUnsafeSlow(CACHED_WRITE_BYTES)
    this.#position = from
  }

  static async open(writing: Writing): Promise<DirectWriting> {
    return new DirectWriting(writing, await openDirect(writing.path))
  }

  async write(chunks: readonly Uint8Array[]): Promise<void> {
    for (const chunk of chunks) {
      for (let rest = chunk; rest.length > 0; ) {
        const room = this.#room()
        const piece = rest.subarray(0, room)
        this.#memory.set(piece, this.#filled)
        this.#filled += piece.length
        rest = rest.subarray(piece.length)
        if (piece.length === room) await this.#flush()
      }
    }
  }

  /** Writes what fills no piece. */
  async end(): Promise<void> {
    if (this.#filled > 0) await this.#flush()
  }

  /** Waits for a write still under way. */
  async close(): Promise<void> {
    await this.#direct?.close()
  }

  /** The first piece only reaches to the end of a page. */
  #room(): number {
    const inPage = this.#position % PAGE_BYTES
    return (inPage === 0 ? this.#memory.length : PAGE_BYTES - inPage) - this.#filled
  }

  async #flush(): Promise<void> {
    const bytes = this.#memory.subarray(0, this.#filled)
    if (!(await this.#isDirect(bytes))) await writeWhole(this.#file, bytes, this.#position)
    this.#position += this.#filled
    this.#filled = 0
  }

  async #isDirect(bytes: Buffer): Promise<boolean> {
    if (!this.#direct || !isWholePages(this.#position, bytes.length)) return false
    return wroteDirectly(this.#direct, bytes, this.#position)
  }
}
