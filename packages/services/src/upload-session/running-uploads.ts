import { createHash, type Hash } from 'node:crypto'
import { UploadAborted } from '../file/upload-error.ts'

/** A digest of an upload's bytes from the first one on, as long as this process has seen them all. */
export interface RunningDigest {
  readonly hash: Hash
  bytes: number
}

/** The right to write to a session, until `end`. */
export interface Turn {
  /** Aborted when the same sender comes anew: a connection that is dead to them may look alive to us for minutes. */
  readonly signal: AbortSignal
  end(): void
}

interface Writer {
  readonly abort: AbortController
  readonly ended: Promise<void>
}

const MOST_DIGESTS = 1000

/** What this process alone knows of uploads under way: who is writing, and how far their digests are. Losing it costs time, never bytes. */
export class RunningUploads {
  readonly #writers = new Map<string, Writer>()
  readonly #digests = new Map<string, RunningDigest>()

  /** Ends whatever writes to the session here, waits until it has kept what it got, and takes its place. */
  async takeTurn(session: string): Promise<Turn> {
    for (let other = this.#writers.get(session); other; other = this.#writers.get(session)) {
      other.abort.abort(new UploadAborted('The sender came back over another connection'))
      await other.ended
    }
    const abort = new AbortController()
    let finish = () => {}
    const ended = new Promise<void>((resolve) => {
      finish = resolve
    })
    this.#writers.set(session, { abort, ended })
    return {
      signal: abort.signal,
      end: () => {
        this.#writers.delete(session)
        finish()
      },
    }
  }

  /** The digest of the first `bytes` bytes; null when somebody else has received some of them. It is the taker's own. */
  takeDigest(session: string, bytes: number): RunningDigest | null {
    const kept = this.#digests.get(session)
    this.#digests.delete(session)
    if (kept?.bytes === bytes) return kept
    return bytes === 0 ? { hash: createHash('sha256'), bytes: 0 } : null
  }

  keepDigest(session: string, digest: RunningDigest): void {
    this.#digests.set(session, digest)
    const [oldest] = this.#digests.keys()
    if (this.#digests.size > MOST_DIGESTS && oldest !== undefined) this.#digests.delete(oldest)
  }

  forget(session: string): void {
    this.#digests.delete(session)
  }
}
