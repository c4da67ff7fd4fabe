import { isPassingStatus } from './retry.ts'
import { StorageError, type StorageErrorCode } from './storage-error.ts'

/** An answer of Google Cloud Storage that is no success, or none at all. */
export class GcsFailure extends Error {
  override readonly name = 'GcsFailure'

  constructor(
    /** Nothing when there was no answer. */
    readonly status: number | undefined,
    /** What the answer calls it, as `NoSuchKey`. */
    readonly code: string,
    options?: ErrorOptions & { retryAfterMs?: number },
  ) {
    super(`${code} (${status ?? 'no answer'})`, options)
    this.retryAfterMs = options?.retryAfterMs ?? 0
  }

  /** How long the store asked to be left alone. */
  readonly retryAfterMs: number
}

/** A missing bucket is no missing object: whoever took one for the other would believe that every file is lost. */
const codes: Record<string, StorageErrorCode> = {
  NoSuchKey: 'not_found',
  InvalidRange: 'invalid_range',
  BadDigest: 'unavailable',
}

/** `conditionUnmet` is what an unmet condition means here: the key is taken to a writer, the source changed to a copy. */
function gcsError(error: unknown, conditionUnmet: StorageErrorCode = 'refused'): StorageError {
  if (error instanceof StorageError) return error
  const { status, code: name } = error instanceof GcsFailure ? error : { status: undefined, code: String(error) }
  const code = status === 412 ? conditionUnmet : (codes[name] ?? (isPassingStatus(status) ? 'unavailable' : 'refused'))
  return new StorageError(code, `Google Cloud Storage failed: ${name} (${status ?? 'no answer'})`, { cause: error })
}

/** Runs work on the bucket; what it throws leaves as a `StorageError`. */
export async function onGcs<T>(work: () => Promise<T>, conditionUnmet?: StorageErrorCode): Promise<T> {
  try {
    return await work()
  } catch (error) {
    throw gcsError(error, conditionUnmet)
  }
}

export const isGcsFailure = (error: unknown, code: string): boolean =>
  error instanceof StorageError && error.cause instanceof GcsFailure && error.cause.code === code
