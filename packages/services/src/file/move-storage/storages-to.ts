import { DomainError } from '@groundwork/domain'
import { isStorageError, type StorageSet } from '@groundwork/storage'

/** The providers as an organization has them: new bytes go where its own move said, else to the installation's main one. */
export const storagesTo = (storages: StorageSet, target: string | null): StorageSet =>
  target === null ? storages : { ...storages, main: openOne(storages, target) }

function openOne(storages: StorageSet, name: string): StorageSet['main'] {
  try {
    return storages.of(name)
  } catch (error) {
    if (!isStorageError(error)) throw error
    const message = 'The storage of this organization cannot be reached from here'
    throw new DomainError('unavailable', message, { reason: 'storage_not_open', cause: error })
  }
}
