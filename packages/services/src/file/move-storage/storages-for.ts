import { storageTarget, type UnitOfWork } from '@groundwork/db'
import { DomainError } from '@groundwork/domain'
import { isStorageError, type StorageSet } from '@groundwork/storage'

/** The providers as an organization has them: new bytes go where its own move said, else to the installation's main one. */
export async function storagesFor(work: UnitOfWork, storages: StorageSet, organization: string): Promise<StorageSet> {
  const target = await storageTarget(work, organization)
  return target === null ? storages : { ...storages, main: openOne(storages, target) }
}

function openOne(storages: StorageSet, name: string): StorageSet['main'] {
  try {
    return storages.of(name)
  } catch (error) {
    if (!isStorageError(error)) throw error
    const message = 'The storage of this organization cannot be reached from here'
    throw new DomainError('unavailable', message, { reason: 'storage_not_open', cause: error })
  }
}
