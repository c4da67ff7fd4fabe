export * from './access/index.ts'
export * from './audit/index.ts'
export * from './backup/index.ts'
export { askForBulk, type BulkRequest } from './bulk/index.ts'
export * from './config/index.ts'
export * from './custom-field/index.ts'
export * from './data-job/index.ts'
export * from './document/index.ts'
export * from './export/index.ts'
export * from './file/index.ts'
export { type Gathering, gatheredBy } from './gathered.ts'
export * from './identity/index.ts'
export {
  dataJobIssues,
  dataJobRows,
  fileImports,
  listFaultyRows,
  proposeImport,
  rowLineage,
} from './import/index.ts'
export * from './import-session/index.ts'
export * from './log/index.ts'
export * from './mail/index.ts'
export * from './organization/index.ts'
export * from './outbound/index.ts'
export * from './resource/bulk-verbs.ts'
export * from './resource/catalogue.ts'
export type { BulkChange } from './resource/change-many.ts'
export type { Branch } from './resource/nest.ts'
export * from './resource/tree-verbs.ts'
export * from './resource/verbs.ts'
export * from './saved-view/index.ts'
export * from './tag/index.ts'
export * from './tax/index.ts'
export * from './unit/index.ts'
export * from './upload-session/index.ts'
