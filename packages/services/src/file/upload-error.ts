import { DomainError, isDomainError, type Refusal } from '@groundwork/domain'
import { isStorageError } from '@groundwork/storage'

/** A verdict as the error a caller sees: the size has a code of its own, a broken file is bad input, the rest is about types. */
export function refusal({ code, message }: { readonly code: Refusal; readonly message: string }): DomainError {
  const details = { reason: code, fields: { file: [message] } }
  if (code === 'too_large' || code === 'too_many_pixels') return new DomainError('too_large', message, details)
  if (code === 'empty_file' || code === 'truncated' || code === 'damaged')
    return new DomainError('invalid', message, details)
  return new DomainError('unsupported_type', message, details)
}

/** The sender broke off: the connection ended, or the body was not what it said. */
export class UploadAborted extends Error {
  override readonly name = 'UploadAborted'
}

/** Whatever ended an upload, as the caller may see it; null for a bug. */
export function toUploadError(error: unknown): DomainError | null {
  if (isDomainError(error)) return error
  if (isStorageError(error)) {
    return new DomainError('unavailable', 'Files cannot be stored at the moment; nothing was kept. Try again soon.', {
      reason: 'storage_unavailable',
      cause: error,
    })
  }
  if (isBreakOff(error)) {
    const message = 'The upload stopped before its end; nothing was kept'
    return new DomainError('invalid', message, { reason: 'upload_aborted', fields: { file: [message] }, cause: error })
  }
  return null
}

/** What the audit trail says of a bug. The caller sees the bug itself, as one. */
export const failedHere = (cause: unknown) =>
  new DomainError('unavailable', 'The upload failed on our side; nothing was kept', { reason: 'internal', cause })

const brokenOff = new Set(['ECONNRESET', 'ERR_STREAM_PREMATURE_CLOSE', 'EPIPE', 'ABORT_ERR'])

const isBreakOff = (error: unknown) =>
  error instanceof UploadAborted ||
  (error instanceof Error && error.name === 'TimeoutError') ||
  (error instanceof Error && 'code' in error && brokenOff.has(String(error.code)))
