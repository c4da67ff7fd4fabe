/** The life of a data job. Each arrow is one compare-and-set update with its audit entry and event. */
export const dataJobStates = [
  'PENDING',
  'RUNNING',
  /** A dry run has ended and waits for its word. */
  'READY',
  'COMPLETED',
  'FAILED',
  'CANCELLED',
  /** Completed, and taken back by a job of its own, as far as nothing stood in the way. */
  'UNDONE',
] as const

export type DataJobState = (typeof dataJobStates)[number]

export const dataJobTransitions = {
  PENDING: ['RUNNING', 'FAILED', 'CANCELLED'],
  /** Back to PENDING when its process was told to end, or died. */
  RUNNING: ['PENDING', 'READY', 'COMPLETED', 'FAILED', 'CANCELLED'],
  READY: ['PENDING', 'CANCELLED'],
  COMPLETED: ['UNDONE'],
  /** What had landed until then can be taken back like a whole import. */
  FAILED: ['PENDING', 'UNDONE'],
  CANCELLED: ['UNDONE'],
  /** By a second undo, of what the first had to leave. */
  UNDONE: ['UNDONE'],
} as const satisfies Record<DataJobState, readonly DataJobState[]>

export const canDataJobBecome = (from: DataJobState, to: DataJobState): boolean =>
  (dataJobTransitions[from] as readonly DataJobState[]).includes(to)

/** Nothing more happens to it by itself. */
export const isDataJobOver = (state: DataJobState): boolean => state !== 'PENDING' && state !== 'RUNNING'
