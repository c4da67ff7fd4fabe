export * from './access/role-repository.ts'
export * from './audit/audit-heads.ts'
export * from './audit/audit-partitions.ts'
export * from './audit/seen-record.ts'
export * from './audit/sequence-audit.ts'
export * from './audit/storage-paths.ts'
export * from './audit/verify-audit.ts'
export * from './backup/load-backup.ts'
export * from './backup/open-snapshot.ts'
export { mayPurgeBytes } from './backup/purge-lock.ts'
export * from './bulk/bulk-change.ts'
export * from './bulk/chosen-rows.ts'
export { appRole, systemRole } from './connection/roles.ts'
export * from './custom-field/custom-field-repository.ts'
export * from './custom-field/list-custom-fields.ts'
export * from './data-job/data-job-lease.ts'
export * from './data-job/job-history.ts'
export * from './data-job/last-undo.ts'
export * from './data-job/note-progress.ts'
export { announceBlob, expireAnnounced, isContentKnown, keepSmallAtCommit } from './file/announced-blob.ts'
export {
  type BlobDerivatives,
  type BlobPlace,
  type BlobRelease,
  type BlobVerdict,
  type BlobVerdictGiven,
  findBlob,
  insertBlob,
  lockLiveBlob,
  releaseBlob,
  type StoredBlob,
  setBlobVerdict,
  setDerivatives,
} from './file/blob.ts'
export * from './file/blob-check.ts'
export * from './file/blob-content.ts'
export * from './file/blob-text.ts'
export { type Charge, chargeStorage } from './file/charge.ts'
export * from './file/download-ticket.ts'
export * from './file/favourite.ts'
export * from './file/file-tags.ts'
export {
  currentVersion,
  deleteVersion,
  type FileVersion,
  insertFileVersion,
  type Lease,
  labelVersion,
  latestVersionState,
  moveVersion,
  type NamedVersion,
  type NewFileVersion,
  nextVersionNumber,
  type VersionMove,
  type VersionStanding,
  versionNumbered,
  versionsOf,
  versionsOfBlob,
} from './file/file-version.ts'
export * from './file/file-version-lease.ts'
export * from './file/first-scan.ts'
export * from './file/folder.ts'
export * from './file/held-back.ts'
export * from './file/lifecycle.ts'
export * from './file/link.ts'
export * from './file/link-folder.ts'
export { untilOnDisk } from './file/on-disk.ts'
export * from './file/share.ts'
export * from './file/shared-with.ts'
export * from './file/storage-move.ts'
export * from './file/storage-policy.ts'
export * from './file/storage-quota.ts'
export * from './file/storage-quota-breakdown.ts'
export * from './file/storage-quota-upkeep.ts'
export * from './file/upload-session.ts'
export * from './identity/api-key-repository.ts'
export * from './identity/credential-repository.ts'
export * from './identity/password-reset-repository.ts'
export * from './identity/principal-repository.ts'
export * from './identity/profile-repository.ts'
export * from './identity/second-factor-repository.ts'
export * from './identity/session-repository.ts'
export * from './identity/user-administration-repository.ts'
export * from './identity/user-repository.ts'
export * from './import/find-named-rows.ts'
export * from './import/find-standing-rows.ts'
export * from './import/import-chunk.ts'
export * from './import/import-lineage.ts'
export * from './import/import-mapping.ts'
export * from './import/refuse-beyond-action.ts'
export * from './import-session/count-sessions.ts'
export { applyMigrations } from './migrate/apply-migrations.ts'
export { type DatabaseOptions, openDatabase } from './open-database.ts'
export * from './organization/invitation-repository.ts'
export * from './organization/membership-repository.ts'
export * from './organization/organization-repository.ts'
export * from './outbox/effect.ts'
export * from './outbox/event-payload.ts'
export * from './outbox/open-outbox.ts'
export { type PrepareOptions, prepareDatabase } from './prepare/prepare-database.ts'
export { compileFilter } from './query/filter-to-sql.ts'
export * from './saved-view/view-default.ts'
export * from './tag/retag-rows.ts'
export * from './tag/tag-usage.ts'
export * from './upkeep/purge-spent.ts'
export * from './work/contract.ts'
export * from './work/is-refusal.ts'
export { madeAt } from './work/new-id.ts'
