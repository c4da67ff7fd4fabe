import { type LastWord, lateFieldsOf, type Upload } from './upload.ts'

/** What the transport says after the bytes. It may take its time, but no longer than the upload as a whole. @throws why that has ended */
export async function lastWordOf(upload: Upload, signal: AbortSignal): Promise<LastWord> {
  signal.throwIfAborted()
  if (!upload.finished) return {}
  let giveUp: (() => void) | undefined
  const over = new Promise<never>((_, reject) => {
    giveUp = () => reject(signal.reason)
    signal.addEventListener('abort', giveUp)
  })
  try {
    const { landing, ...late } = await Promise.race([upload.finished(), over])
    const fields = Object.keys(late).length ? lateFieldsOf({ ...upload, ...late }) : late
    return landing ? { ...fields, landing } : fields
  } finally {
    if (giveUp) signal.removeEventListener('abort', giveUp)
  }
}
