import { openStorage } from './open-storage.ts'
import type { StorageConfig } from './storage-config.ts'
import { StorageError } from './storage-error.ts'
import type { StorageProvider } from './storage-provider.ts'

export interface StorageSetConfig {
  /** Where new bytes go. */
  main: StorageConfig
  /** Where older bytes may still lie, as while an organization moves. */
  also?: readonly StorageConfig[]
}

/** Every provider this process can reach. A blob is read from the one its row names, wherever new ones go. */
export interface StorageSet {
  readonly main: StorageProvider
  readonly all: readonly StorageProvider[]
  /** The provider a row names; `refused` when the configuration does not open it. */
  of(name: string): StorageProvider
  close(): Promise<void>
}

export async function openStorageSet({ main, also = [] }: StorageSetConfig): Promise<StorageSet> {
  return storageSet([await openStorage(main), ...(await Promise.all(also.map(openStorage)))])
}

/** The first provider is the main one. */
export function storageSet(all: readonly [StorageProvider, ...StorageProvider[]]): StorageSet {
  return {
    main: all[0],
    all,
    of(name) {
      const provider = all.find((one) => one.name === name)
      if (provider) return provider
      throw new StorageError('refused', `Storage provider ${name} is not open: name it in STORAGE_ALSO`)
    },
    async close() {
      await Promise.all(all.map((provider) => provider.close()))
    },
  }
}
