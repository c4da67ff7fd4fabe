import { finished, type Readable, Transform } from 'node:stream'

interface Bounds {
  readonly maxBytes: number
  readonly tooLarge: () => Error
  /** What whoever reads is told of a failing source. */
  readonly explain: (error: Error) => Error
}

/**
 * The bytes of a source, up to so many of them: one more ends both. A source that breaks off is explained before anybody hears of
 * it: a pipeline reads the first error that a stream was destroyed with.
 */
export function boundedBytes(source: Readable, { maxBytes, tooLarge, explain }: Bounds): Readable {
  let bytes = 0
  const bound = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      bytes += chunk.length
      if (bytes > maxBytes) done(tooLarge())
      else done(null, chunk)
    },
  })
  finished(source, { writable: false }, (error) => {
    if (error) bound.destroy(explain(error))
  })
  bound.once('close', () => source.destroy())
  return source.pipe(bound)
}
