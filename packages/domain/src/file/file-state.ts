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
  'purged',
] as const

export type FileState = (typeof fileStates)[number]

/** Deleting is a mark of its own (`deletedAt`), so that restoring returns to the state that was: a quarantined file stays quarantined. */
export const fileTransitions = {
  pending: ['receiving', 'failed'],
  receiving: ['stored', 'failed'],
  stored: ['scanning'],
  scanning: ['available', 'quarantined', 'unscannable', 'stored'],
  available: ['purged'],
  quarantined: ['purged'],
  unscannable: ['scanning', 'purged'],
  failed: ['purged'],
  purged: [],
} as const satisfies Record<FileState, readonly FileState[]>

export const canFileBecome = (from: FileState, to: FileState): boolean =>
  (fileTransitions[from] as readonly FileState[]).includes(to)

/** No byte is served before `available`, whoever asks. */
export const isServable = (file: { readonly status: string; readonly deletedAt: string | null }): boolean =>
  file.status === 'available' && file.deletedAt === null
