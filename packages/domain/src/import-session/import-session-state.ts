/** The life of an import session (seed 002, ImportSession.Status). It follows its jobs, and is written by nobody else. */
export const importSessionStates = ['PENDING', 'RUNNING', 'DONE', 'ERROR'] as const

export type ImportSessionState = (typeof importSessionStates)[number]

export const importSessionTransitions = {
  PENDING: ['RUNNING', 'ERROR'],
  RUNNING: ['DONE', 'ERROR'],
  DONE: [],
  /** Tried again: it waits for its job to be taken up. */
  ERROR: ['PENDING'],
} as const satisfies Record<ImportSessionState, readonly ImportSessionState[]>

export const canImportSessionBecome = (from: ImportSessionState, to: ImportSessionState): boolean =>
  (importSessionTransitions[from] as readonly ImportSessionState[]).includes(to)
