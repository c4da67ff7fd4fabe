import type { UploadSession } from '@groundwork/db'
import { DomainError } from '@groundwork/domain'

/** What an upload that was refused says to whoever asks again. */
export function failedBefore({ problem }: UploadSession): DomainError {
  const message = typeof problem?.message === 'string' ? problem.message : 'The file was refused'
  const reason = typeof problem?.reason === 'string' ? problem.reason : 'refused'
  return new DomainError('not_available', message, { reason })
}
