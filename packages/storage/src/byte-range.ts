import { StorageError } from './storage-error.ts'
import type { ByteRange } from './storage-provider.ts'

/** Refuses a range that names no byte, as HTTP does (416), and cuts one that ends beyond the object. */
export function checkedRange({ start, end }: ByteRange, objectBytes = Number.MAX_SAFE_INTEGER): ByteRange {
  const isRange = Number.isSafeInteger(start) && Number.isSafeInteger(end) && start >= 0 && start <= end
  if (!isRange || start >= objectBytes) {
    throw new StorageError('invalid_range', `No bytes ${start}-${end} in this object`)
  }
  return { start, end: Math.min(end, objectBytes - 1) }
}
