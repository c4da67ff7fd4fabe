import { RestError } from '@azure/storage-blob'
import { isPassingStatus } from './retry.ts'
import { StorageError, type StorageErrorCode } from './storage-error.ts'

const codes: Record<string, StorageErrorCode> = {
  BlobNotFound: 'not_found',
  CannotVerifyCopySource: 'not_found',
  InvalidRange: 'invalid_range',
  Md5Mismatch: 'unavailable',
}

/** `conditionUnmet` is what an unmet condition means here: the key is taken to a writer, the source changed to a copy. */
export function azureError(error: unknown, conditionUnmet: StorageErrorCode = 'refused'): StorageError {
  if (error instanceof StorageError) return error
  const status = error instanceof RestError ? error.statusCode : undefined
  const name = nameOf(error)
  const isUnmet = status === 412 || name === 'BlobAlreadyExists'
  const code = isUnmet ? conditionUnmet : (codes[name] ?? (isPassingStatus(status) ? 'unavailable' : 'refused'))
  return new StorageError(code, `Azure storage failed: ${name} (${status ?? 'no answer'})`, { cause: error })
}

/** An answer to HEAD has no body: there the name of the error is a header alone. */
function nameOf(error: unknown): string {
  if (error instanceof RestError) return error.response?.headers.get('x-ms-error-code') ?? error.code ?? error.name
  return error instanceof Error ? error.name : 'unknown'
}
