import { StorageError, type StorageErrorCode } from './storage-error.ts'

/** A missing bucket is no missing object: whoever took one for the other would believe that every file is lost. */
const codes: Record<string, StorageErrorCode> = {
  NoSuchKey: 'not_found',
  NotFound: 'not_found',
  InvalidRange: 'invalid_range',
  BadDigest: 'unavailable',
  ConditionalRequestConflict: 'unavailable',
  IncompleteBody: 'unavailable',
  NoSuchUpload: 'unavailable',
  RequestTimeout: 'unavailable',
  XAmzContentSHA256Mismatch: 'unavailable',
  CredentialsProviderError: 'refused',
}

/** `preconditionFailed` is what an unmet condition means here: the key is taken to a writer, the source changed to a copy. */
export function s3Error(error: unknown, preconditionFailed: StorageErrorCode = 'refused'): StorageError {
  if (error instanceof StorageError) return error
  const name = error instanceof Error ? error.name : 'unknown'
  const status = statusOf(error)
  const code = status === 412 ? preconditionFailed : (codes[name] ?? (isRefusal(status) ? 'refused' : 'unavailable'))
  return new StorageError(code, `S3 storage failed: ${name} (${status ?? 'no answer'})`, { cause: error })
}

/** Runs work on the bucket; what it throws leaves as a `StorageError`. */
export async function onBucket<T>(work: () => Promise<T>, preconditionFailed?: StorageErrorCode): Promise<T> {
  try {
    return await work()
  } catch (error) {
    throw s3Error(error, preconditionFailed)
  }
}

/** The store answered and meant it; too many requests and a request that took too long are the exceptions. */
const isRefusal = (status: number | undefined) =>
  status !== undefined && status >= 300 && status < 500 && status !== 408 && status !== 429

function statusOf(error: unknown): number | undefined {
  if (!(error instanceof Error) || !('$metadata' in error)) return undefined
  return (error.$metadata as { httpStatusCode?: number }).httpStatusCode
}
