export { contentDisposition } from './content-disposition.ts'
export { openStorage } from './open-storage.ts'
export { pageMemory } from './page-memory.ts'
export {
  DEFAULT_URL_SECONDS,
  type DownloadClaims,
  MAX_URL_SECONDS,
  signDownload,
  urlExpiry,
  verifyDownload,
} from './signed-url.ts'
export { readStorageConfig, type StorageConfig, StorageConfigError } from './storage-config.ts'
export { isStorageError, StorageError, type StorageErrorCode } from './storage-error.ts'
export {
  derivativeKey,
  isOriginalKey,
  isStorageKey,
  organizationOf,
  type StoragePlace,
  safeName,
  stagingKey,
  storageKey,
  toStorageKey,
} from './storage-key.ts'
export type {
  BeginPartsOptions,
  ByteRange,
  CopyOptions,
  ListedObject,
  MultipartUpload,
  ObjectHead,
  PresignOptions,
  PresignPartOptions,
  PresignPutOptions,
  PutOptions,
  PutPartOptions,
  StorageKey,
  StorageProvider,
  StorageProviderName,
  StoredObject,
  StoredPart,
} from './storage-provider.ts'
export { openStorageSet, type StorageSet, type StorageSetConfig, storageSet } from './storage-set.ts'
