/**
 * - `not_found`: there is no such object.
 * - `exists`: `ifAbsent` was asked for and the key is taken.
 * - `invalid_range`: the range starts beyond the object, or ends before it starts.
 * - `refused`: the store answered and will not do it (credentials, bucket, permission, key); trying again changes nothing.
 * - `unavailable`: the store did not answer, is overloaded or is full; the same call may work later.
 */
export type StorageErrorCode = 'not_found' | 'exists' | 'invalid_range' | 'refused' | 'unavailable'

/** What every provider throws. The message may name a key or bucket: log it, never show it to a client. */
export class StorageError extends Error {
  override readonly name = 'StorageError'

  constructor(
    readonly code: StorageErrorCode,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options)
  }
}

export const isStorageError = (error: unknown, code?: StorageErrorCode): error is StorageError =>
  error instanceof StorageError && (code === undefined || error.code === code)
