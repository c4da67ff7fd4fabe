export { dataJobIssues, dataJobRows, fileImports, rowLineage } from './lineage.ts'
export { runImport } from './run-import.ts'
export { runUndo } from './run-undo.ts'
