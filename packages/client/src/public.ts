export type { CallOptions, Calls } from './calls.ts'
export type { ClientMembers, ClientOptions, GroundworkClient } from './client-factory.ts'
export type { DownloadOptions } from './download-file.ts'
export type { FileTransfers, ZipSelection } from './files.ts'
export { GroundworkError, type GroundworkErrorCode, isOtpRequired, toGroundworkError } from './groundwork-error.ts'
export type { UploadProgress, UploadSource } from './platform.ts'
export type {
  LinkedFile,
  LinkedFolder,
  LinkPreview,
  LinkTransferOptions,
  LinkUploadOptions,
  PublicLink,
  PublicLinkOptions,
  ShownLink,
  TakenFiles,
} from './public-link.ts'
export type { ResumableOptions } from './resumable-upload.ts'
export type { AppRouter, FileRow, RouterInputs, RouterOutputs } from './router-types.ts'
export type { SignInOptions } from './session.ts'
export type {
  FileMetadata,
  ObjectTypes,
  RelatedObject,
  StorageService,
  StorageUploadOptions,
  StoredMetadata,
  UploadContext,
} from './storage.ts'
export { memoryTokenStore, type TokenStore, type Tokens } from './token-store.ts'
export type { UploadOptions } from './upload-file.ts'
export { isSettled, type WaitOptions } from './wait-until-settled.ts'
