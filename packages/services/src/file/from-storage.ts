import { DomainError } from '@groundwork/domain'
import { isStorageError } from '@groundwork/storage'

/** What a storage gives of a file. @throws DomainError unavailable when it does not: what it says of keys and buckets is not for clients */
export async function fromStorage<Result>(ask: () => Promise<Result>): Promise<Result> {
  try {
    return await ask()
  } catch (error) {
    if (!isStorageError(error)) throw error
    throw new DomainError('unavailable', 'The file cannot be read at the moment. Try again soon.', {
      reason: error.code === 'not_found' ? 'bytes_missing' : 'storage_unavailable',
      cause: error,
    })
  }
}
