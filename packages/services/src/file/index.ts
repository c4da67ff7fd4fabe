export { type AdoptedBytes, adoptBytes } from './adopt-bytes.ts'
export * from './archive/index.ts'
export { type CheckResult, checkFiles, checkNightly } from './check/check-files.ts'
export { type CheckOptions, type CheckServices, GRACE_HOURS } from './check/find-faults.ts'
export { openCheck, openMainStorage } from './check/open-check.ts'
export { type Repaired, repairFaults } from './check/repair-faults.ts'
export { type FaultKind, faultKindNames, faultKinds, type StorageFault } from './check/storage-fault.ts'
export { chooseScanner, type ScanStatus, scanStatus } from './choose-scanner.ts'
export { type ClamdAddress, clamdScanner } from './clamd.ts'
export { deriveIn } from './derive/derive-file.ts'
export type { Pictures, PreviewRenderer, PreviewServices, PreviewSource, Rendition } from './derive/preview-renderer.ts'
export { type FileTable, type FileText, readTable, readText, type TableRequest } from './derive/read-content.ts'
export { ThumbnailCache } from './derive/thumbnail-cache.ts'
export { listFileTags } from './file-overview.ts'
export type { UploadPlace } from './file-path.ts'
export { createFileServices, type FileServices } from './file-services.ts'
export { type EnsuredFolder, ensureFolders, type FolderPaths } from './folder/ensure-folders.ts'
export { type FolderPlace, restoreFolder, restoreFolders } from './folder/restore-folder.ts'
export { type ImportRequest, importFromUrl, importRequest } from './import-url/import-from-url.ts'
export { changeFiles } from './lifecycle/change-files.ts'
export { type CopyRequest, copyFile } from './lifecycle/copy-file.ts'
export { type EmptiedTrash, emptyTrash } from './lifecycle/empty-trash.ts'
export { listFavourites, setFavourite } from './lifecycle/favourites.ts'
export { fileActivity } from './lifecycle/file-activity.ts'
export { type HoldChange, holdFile, releaseHold } from './lifecycle/legal-hold.ts'
export { listFiles } from './lifecycle/list-files.ts'
export { type NameConflict, type NameQuestion, nameConflicts } from './lifecycle/name-conflicts.ts'
export { purgeDueFiles } from './lifecycle/purge-due-files.ts'
export { purgeFiles } from './lifecycle/purge-files.ts'
export { refuseHeld } from './lifecycle/refuse-kept.ts'
export { removeDeadBytes } from './lifecycle/remove-dead-bytes.ts'
export { type RestorePlace, restoreFile, restoreFiles } from './lifecycle/restore-file.ts'
export { takeBackFiles } from './lifecycle/take-back-files.ts'
export { fileUsedBy } from './lifecycle/used-by.ts'
export * from './link/index.ts'
export { moveStorages } from './move-storage/move-storages.ts'
export { listOpenStorages, listStorageMoves, type OpenStorage, startStorageMove } from './move-storage/storage-moves.ts'
export { openDerivative } from './open-derivative.ts'
export { type DownloadRequest, openDownload } from './open-download.ts'
export { readRules, rulesOf } from './policy/rules-of.ts'
export {
  getStoragePolicy,
  type PolicyChange,
  type StoragePolicy,
  updateStoragePolicy,
} from './policy/storage-policy.ts'
export { previewSpreadsheet, type SpreadsheetRequest } from './preview-spreadsheet.ts'
export * from './quarantine/index.ts'
export { recountQuotas } from './quota/recount-quotas.ts'
export {
  getStorageQuota,
  type QuotaChange,
  type QuotaInFull,
  type QuotaNow,
  readQuota,
  updateStorageQuota,
} from './quota/storage-quota.ts'
export { warnOfQuotas } from './quota/warn-of-quotas.ts'
export { readFilePolicy } from './read-file-policy.ts'
export { readSpreadsheetPreview, refuseOtherThanTable, type SpreadsheetPreview } from './read-spreadsheet-preview.ts'
export { reapStaleUploads } from './reap-stale-uploads.ts'
export { receiveUpload } from './receive-upload.ts'
export { RESERVATION_STEP, type Reservation, releaseReservation, reserve } from './reserve.ts'
export { type Arrival, AtOnce } from './scan/at-once.ts'
export { inspectArchive } from './scan/inspect-archive.ts'
export { type Done, scanFile } from './scan-file.ts'
export { noScanner, type Scanner, ScannerUnavailable, type ScanVerdict } from './scanner.ts'
export type { ByteRequest, ServedBytes } from './served-file.ts'
export * from './share/index.ts'
export { type FollowedLink, openSigned, type SignedLink, type SignRequest, signDownload } from './sign-download.ts'
export * from './storage-contract/index.ts'
export { updateFile } from './update-file.ts'
export type { LateFields, Upload, UploadFields } from './upload.ts'
export { UploadAborted } from './upload-error.ts'
export type { StoredFileRow } from './upload-intake.ts'
export {
  nameFileVersion,
  removeFileVersion,
  restoreFileVersion,
  type VersionOf,
} from './version/change-file-version.ts'
export { type FileVersionRow, listFileVersions } from './version/list-file-versions.ts'
export { issueVersionTicket, openVersionByTicket } from './version/version-ticket.ts'
export { whileAllowedAnywhere } from './while-allowed.ts'
