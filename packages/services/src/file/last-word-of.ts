import { once } from 'node:events'
import { type LateFields, lateFieldsOf, type Upload } from './upload.ts'

/** What the transport says after the bytes. It may take its time, but no longer than the upload as a whole. @throws why that has ended */
export async function lastWordOf(upload: Upload, signal: AbortSignal): Promise<LateFields> {
  signal.throwIfAborted()
  if (!upload.finished) return {}
  const said = new AbortController()
  const aborted = once(signal, 'abort', { signal: said.signal }).then(() => Promise.reject(signal.reason))
  try {
    return lateFieldsOf({ ...upload, ...(await Promise.race([upload.finished(), aborted])) })
  } finally {
    said.abort()
  }
}
