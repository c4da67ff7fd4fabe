export type { BackupManifest } from './backup-form.ts'
export { type PutBack, putBackBackup } from './put-back-backup.ts'
export { type TakeBackup, takeBackup } from './take-backup.ts'
