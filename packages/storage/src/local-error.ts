import { StorageError, type StorageErrorCode } from './storage-error.ts'

/** What is not named here (no space, no descriptors, I/O error, read-only disk) may pass: `unavailable`. */
const codes: Record<string, StorageErrorCode> = {
  EEXIST: 'exists',
  EACCES: 'refused',
  EPERM: 'refused',
  ELOOP: 'refused',
}

export const hasCode = (error: unknown, ...wanted: string[]) =>
  error instanceof Error && 'code' in error && wanted.includes(String(error.code))

/** A file that is gone, or whose directory is. */
export const isMissing = (error: unknown) => hasCode(error, 'ENOENT', 'ENOTDIR')

/** `missing` is what a missing file means here: no such object to a reader, a storage directory that went away to a writer. */
export function localError(error: unknown, missing: StorageErrorCode = 'not_found'): StorageError {
  if (error instanceof StorageError) return error
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown'
  const kind = isMissing(error) ? missing : (codes[code] ?? 'unavailable')
  return new StorageError(kind, `Local storage failed: ${code}`, { cause: error })
}

/** Runs work on the disk; what it throws leaves as a `StorageError`. */
export async function onDisk<T>(work: () => Promise<T>, missing?: StorageErrorCode): Promise<T> {
  try {
    return await work()
  } catch (error) {
    throw localError(error, missing)
  }
}
