/**
 * - `not_found`: there is no such object.
 * - `exists`: `ifAbsent` was asked for and the key is taken.
 * - `invalid_range`: the range starts beyond the object, or ends before it starts.
 * - `refused`: the store answered and will not do it (credentials, bucket, permission, key); trying again changes nothing.
 * - `unavailable`: the store did not answer, is overloaded or is full; the same call may work later.
 */
export type StorageErrorCode = 'not_found' | 'exists' | 'invalid_range' | 'refused' | 'unavailable'

interface StorageErrorOptions extends ErrorOptions {
  /** The part of an upload that the store does not have, or has as another one. */
  readonly part?: number
}

/** What every provider throws. The message may name a key or bucket: log it, never show it to a client. */
export class StorageError extends Error {
  override readonly name = 'StorageError'
  readonly part: number | undefined

  constructor(
    readonly code: StorageErrorCode,
    message: string,
    options?: StorageErrorOptions,
  ) {
    super(message, options)
    this.part = options?.part
  }
}

export const isStorageError = (error: unknown, code?: StorageErrorCode): error is StorageError =>
  error instanceof StorageError && (code === undefined || error.code === code)
