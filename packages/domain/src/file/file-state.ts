/** The life of a file (DESIGN section 8). Each arrow is one compare-and-set update with its audit entry and event. */
export const fileStates = [
  'pending',
  'receiving',
  'stored',
  'scanning',
  'available',
  'quarantined',
  'unscannable',
  'failed',
  /** Its bytes are gone or are others than were received: the reconciler found out. */
  'damaged',
  /** Nothing but the row is left. */
  'purged',
] as const

export type FileState = (typeof fileStates)[number]

/** The states of a version that is not served yet, while the one before it is. */
export const newVersionStates = ['receiving', 'stored', 'scanning', 'quarantined', 'unscannable', 'failed'] as const

/** A version has no life of its own before its bytes come, and leaves no row when it goes. */
export type VersionState = Exclude<FileState, 'pending' | 'purged'>

/** Deleting is a mark of its own (`deletedAt`), so that restoring returns to the state that was: a quarantined file stays quarantined. */
export const fileTransitions = {
  pending: ['receiving', 'failed'],
  receiving: ['stored', 'failed'],
  stored: ['scanning', 'damaged'],
  scanning: ['available', 'quarantined', 'unscannable', 'stored', 'damaged'],
  /** What was clean for yesterday's signatures may not be for today's. */
  available: ['quarantined', 'unscannable', 'damaged', 'purged'],
  /** Out only by somebody who may decide it, or by a scanner that has learned since. */
  quarantined: ['available', 'unscannable', 'scanning', 'damaged', 'purged'],
  unscannable: ['scanning', 'available', 'quarantined', 'damaged', 'purged'],
  failed: ['purged'],
  damaged: ['available', 'purged'],
  purged: [],
} as const satisfies Record<FileState, readonly FileState[]>

export const canFileBecome = (from: FileState, to: FileState): boolean =>
  (fileTransitions[from] as readonly FileState[]).includes(to)

/** The life of one version of a file: as its file's, without an end, for a version that goes leaves no row. */
export const versionTransitions = {
  receiving: ['stored', 'failed'],
  stored: ['scanning', 'damaged'],
  scanning: ['available', 'quarantined', 'unscannable', 'stored', 'damaged'],
  available: ['quarantined', 'unscannable', 'damaged'],
  quarantined: ['available', 'unscannable', 'scanning', 'damaged'],
  unscannable: ['available', 'quarantined', 'scanning', 'damaged'],
  failed: [],
  damaged: ['available'],
} as const satisfies Record<VersionState, readonly VersionState[]>

export const canVersionBecome = (from: VersionState, to: VersionState): boolean =>
  (versionTransitions[from] as readonly VersionState[]).includes(to)

/** Bytes that may go out: known clean, or released in spite of what was found. Whatever the rows above them say. */
export const areBytesServable = (blob: {
  readonly scanVerdict: string | null
  readonly isReleased: boolean
}): boolean => blob.scanVerdict === 'clean' || (blob.scanVerdict !== null && blob.isReleased)

/** No byte is served before `available`, whoever asks. */
export const isServable = (file: { readonly status: string; readonly deletedAt: string | null }): boolean =>
  file.status === 'available' && file.deletedAt === null
