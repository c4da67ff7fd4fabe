import type { Readable } from 'node:stream'

export interface Head {
  readonly bytes: Buffer
  /** There is nothing after it: the stream has ended. */
  readonly isWhole: boolean
}

/** Looks at the first bytes of a stream and puts them back, so that the next reader sees all of it. */
export function readHead(source: Readable, size: number): Promise<Head> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    let taken = 0

    const stop = () => {
      source.off('readable', onReadable).off('end', onEnd).off('error', onError).off('close', onClose)
      return Buffer.concat(chunks, taken)
    }
    /** No more than is looked at: the stream would join all that has come so far in memory of its own. */
    const next = (): Buffer | null => source.read(Math.min(size - taken, source.readableLength))
    const onReadable = () => {
      for (let chunk = next(); chunk !== null; chunk = next()) {
        chunks.push(chunk)
        taken += chunk.length
        if (taken < size) continue
        const bytes = stop()
        source.unshift(bytes) // In the same breath: a stream that notices it is empty ends, and takes nothing back.
        resolve({ bytes, isWhole: false })
        return
      }
    }
    const onEnd = () => resolve({ bytes: stop(), isWhole: true })
    const onError = (error: Error) => {
      stop()
      reject(error)
    }
    const onClose = () =>
      onError(source.errored ?? Object.assign(new Error('Closed too early'), { code: 'ERR_STREAM_PREMATURE_CLOSE' }))

    source.on('readable', onReadable).on('end', onEnd).on('error', onError).on('close', onClose)
    if (source.readableEnded) onEnd()
    else if (source.destroyed) onClose()
  })
}
