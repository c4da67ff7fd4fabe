import { DomainError } from '../error/domain-error.ts'

/** What was noted of an upload under way is gone, or is not to be relied on any more. Nothing is wrong with the file. */
export const uploadInterrupted = (cause?: unknown) =>
  new DomainError('unavailable', 'The upload was interrupted for too long. Send the file again.', {
    reason: 'upload_interrupted',
    cause,
  })
