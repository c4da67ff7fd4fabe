export type { Related } from './require-related.ts'
export { deleteStored, describeStored, purgeStored, type StoredObject, signStored } from './stored-objects.ts'
export { type StorageUpload, uploadToStorage } from './upload-to-storage.ts'
