import { beforeAbort } from './before-abort.ts'
import { type LastWord, lateFieldsOf, type Upload } from './upload.ts'

/** What the transport says after the bytes. It may take its time, but no longer than the upload as a whole. @throws why that has ended */
export async function lastWordOf(upload: Upload, signal: AbortSignal): Promise<LastWord> {
  signal.throwIfAborted()
  if (!upload.finished) return {}
  const { landing, ...late } = await beforeAbort(upload.finished(), signal)
  const fields = Object.keys(late).length ? lateFieldsOf({ ...upload, ...late }) : late
  return landing ? { ...fields, landing } : fields
}
