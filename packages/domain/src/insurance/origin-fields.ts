import { reference } from '../resource/field.ts'

/** Where a row came in from, set by imports (seed 002: SET_NULL). */
export const originFields = {
  sourceFile: reference('file', { presence: 'nullable', write: 'never', filter: true, onDelete: 'clear' }),
  importSession: reference('importSession', { presence: 'nullable', write: 'never', filter: true, onDelete: 'clear' }),
} as const
