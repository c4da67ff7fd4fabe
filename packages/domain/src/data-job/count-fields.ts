import { integer } from '../resource/field.ts'

export const countOption = { presence: 'defaulted', write: 'never', min: 0 } as const

/** What a job counts, or the jobs of a session together: `dataJobCounters` as fields. */
export const countFields = {
  total: integer(countOption),
  created: integer(countOption),
  updated: integer(countOption),
  unchanged: integer(countOption),
  skipped: integer(countOption),
  failed: integer({ ...countOption, filter: true }),
} as const
