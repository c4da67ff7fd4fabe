import { PassThrough, type Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { RandomAccessReader } from 'yauzl'

/** Any part of the bytes, both ends included. */
export type ReadRange = (start: number, end: number) => Promise<Readable>

/** Whatever bytes there are behind a range, as a file that can be read anywhere. */
export class RangeReader extends RandomAccessReader {
  readonly #read: ReadRange
  /** Why a range could not be read: no fault of what stands in it. */
  failure: unknown

  constructor(read: ReadRange) {
    super()
    this.#read = read
  }

  override _readStreamForRange(start: number, end: number): Readable {
    const through = new PassThrough()
    const noted = (error: unknown) => {
      // Whoever has read enough ends the stream, and that is no failure.
      if (!through.destroyed) this.failure ??= error
    }
    this.#read(start, end - 1)
      .then(
        (body) => pipeline(body.once('error', noted), through),
        (error: Error) => {
          noted(error)
          throw error
        },
      )
      .catch((error: Error) => through.destroy(error))
    return through
  }
}
