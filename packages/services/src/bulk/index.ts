export { askForBulk, type BulkRequest } from './ask-for-bulk.ts'
export { runBulk } from './run-bulk.ts'
export { undoBulk } from './undo-bulk.ts'
