export type { AnnouncedUpload } from './admit-session.ts'
export {
  appendToSession,
  type Checksum,
  checksumAlgorithms,
  type Piece,
  progressOf,
  type SessionProgress,
} from './append-session.ts'
export { completeDirectUpload, type DirectCompletion } from './direct/complete-direct-upload.ts'
export { type DirectUpload, openDirectUpload } from './direct/open-direct-upload.ts'
export { directParts, type SignedParts } from './direct/sign-parts.ts'
export { cancelUploadSession, reapUploadSessions } from './end-session.ts'
export { FairBudget } from './fair-budget.ts'
export { openUploadSession } from './open-session.ts'
export type { Sender } from './sender.ts'
