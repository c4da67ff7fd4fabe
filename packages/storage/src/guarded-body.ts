import { setMaxListeners } from 'node:events'
import { addAbortSignal, type Readable } from 'node:stream'

/**
 * Ties a body to the signal from the first moment of a put. A source may fail before its first byte is asked for; whoever reads it
 * later still gets that error, but with no listener in between it would end the process.
 */
export function guardedBody(body: Readable, signal: AbortSignal): Readable {
  body.on('error', () => undefined)
  setMaxListeners(0, signal) // One signal may stand for many puts, as at a shutdown: that is no leak.
  return addAbortSignal(signal, body)
}
