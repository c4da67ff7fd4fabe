import type { AttachedTo } from './offer-files.ts'

/** A file whose way is decided: the queue only sends. */
export interface PlannedUpload {
  readonly file: File
  readonly organization: string
  /** The folders it came with; shown only. */
  readonly path: string
  /** The folder it goes into; null is the top. */
  readonly folder: string | null
  /** The file whose next version it becomes. */
  readonly replaces?: string
  /** The record it is added to. */
  readonly attachedTo?: AttachedTo
}
