export { type LogTerms, openLog } from './open-log.ts'
