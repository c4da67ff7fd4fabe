import { z } from 'zod'
import { countFields } from '../data-job/count-fields.ts'
import { countsOfJob, dataJobCounts } from '../data-job/data-job.ts'
import { defineResource, type RowOf } from '../resource/define-resource.ts'
import { choice, reference, text, timestamp } from '../resource/field.ts'
import { importSessionStates } from './import-session-state.ts'

/**
 * Two files of a country that are brought in together (seed 002, ImportSession): `stat` holds clients and their policies, `recap` the
 * claims. It is made with its files and worked through by data jobs, one after the other; everything else is the system's.
 */
export const ImportSession = defineResource({
  name: 'importSession',
  plural: 'import-sessions',
  label: 'import session',
  table: 'import_session',
  scope: { kind: 'organization', field: 'organization' },
  fields: {
    country: reference('country', { kind: 'text', write: 'create', filter: true }),
    /** At least one of them. Deleting a file deletes its session, and what was brought in stays (seed 002: CASCADE and SET_NULL). */
    statFile: reference('file', { presence: 'nullable', write: 'create', filter: true, onDelete: 'cascade' }),
    recapFile: reference('file', { presence: 'nullable', write: 'create', filter: true, onDelete: 'cascade' }),
    status: choice(importSessionStates, { presence: 'defaulted', write: 'never', filter: true, sort: true }),
    /** Why it is an error, for people. */
    statusReason: text({ max: 500, presence: 'nullable', write: 'never' }),
    /** Of its jobs: the first copy of rows that were not taken, for there mending begins; and the last log. */
    errorFile: reference('file', { presence: 'nullable', write: 'never', onDelete: 'clear' }),
    logFile: reference('file', { presence: 'nullable', write: 'never', onDelete: 'clear' }),
    /** Of all its jobs together. */
    ...countFields,
    startedAt: timestamp({ presence: 'nullable', write: 'never', filter: true, sort: true }),
    completedAt: timestamp({ presence: 'nullable', write: 'never', filter: true, sort: true }),
  },
  rules: [
    {
      field: 'statFile',
      message: 'Name a stat file, a recap file or both',
      isBroken: ({ statFile, recapFile }) => !statFile && !recapFile,
    },
    {
      field: 'recapFile',
      message: 'One file cannot be both',
      isBroken: ({ statFile, recapFile }) => Boolean(statFile) && statFile === recapFile,
    },
  ],
  actions: ['cancel', 'retry', 'undo'],
  softDelete: true,
  lookups: {
    countryName: 'country.name',
    statFileName: 'statFile.originalFilename',
    recapFileName: 'recapFile.originalFilename',
    organizationName: 'organization.name',
    createdByUsername: 'createdBy.username',
  },
  derived: {
    label: {
      schema: z.string(),
      from: ({ countryName, country, createdAt }) => `${countryName ?? country}, ${String(createdAt).slice(0, 10)}`,
    },
    counts: { schema: dataJobCounts, from: countsOfJob },
  },
  findable: ['countryName', 'statFileName', 'recapFileName'],
  defaultOrder: '-createdAt',
  title: 'label',
})

export type ImportSessionRow = RowOf<typeof ImportSession>
