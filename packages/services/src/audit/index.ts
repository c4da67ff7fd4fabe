export { getAuditEntry, listAuditEntries } from './audit-entries.ts'
export { type AuditKeeping, type AuditKeepingGiven, auditKeeping } from './audit-keeping.ts'
export {
  type FileOperation,
  type FileOperationLog,
  type FileOperationQuery,
  fileOperations,
  listFileOperations,
} from './file-operations.ts'
export { profileVersions } from './profile-versions.ts'
export { recordHistory } from './record-history.ts'
export { type RestorableVerbs, type RestoredVersion, restoreVersion } from './restore-version.ts'
export { type TrailVerdict, verifyTrail } from './verify-trail.ts'
