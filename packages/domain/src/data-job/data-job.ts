import { z } from 'zod'
import { defineResource, type RowOf } from '../resource/define-resource.ts'
import { boolean, choice, integer, json, reference, text, timestamp } from '../resource/field.ts'
import type { JsonObject } from '../resource/json-object.ts'
import { countFields, countOption } from './count-fields.ts'
import { dataJobCounters } from './data-job-counters.ts'
import { dataJobStates } from './data-job-state.ts'
import { jobParameters } from './job-parameters.ts'
import { jobTypes } from './job-type.ts'

const counted = z.int().min(0)
export const dataJobCounts = z.object({
  total: counted,
  created: counted,
  updated: counted,
  unchanged: counted,
  skipped: counted,
  failed: counted,
})
export type DataJobCounts = Readonly<z.infer<typeof dataJobCounts>>

/** The counters of a row together, of a job or of a session of jobs. */
export const countsOfJob = (row: Readonly<Record<string, unknown>>): DataJobCounts =>
  dataJobCounts.parse(Object.fromEntries(dataJobCounters.map((name) => [name, row[name]])))

/** File ids by the part they play: `main`, or the two of a session (`stat`, `recap`). */
export const inputFiles: z.ZodType<Readonly<Record<string, string>>> = z.record(
  z.string().regex(/^[a-z][a-z0-9_]{0,39}$/, 'A short name in lower case'),
  z.uuid(),
)

/** What a runner has to tell: free, and as long as it needs to be. */
const resultLog: z.ZodType<JsonObject> = z.record(z.string(), z.json())

/**
 * A long piece of work on the rows of one resource (seed 001, DataJob): an import, an export, an undo, a change of many rows.
 * Only the system writes it; `createdBy` asked for it, and it does what they may do.
 */
export const DataJob = defineResource({
  name: 'dataJob',
  plural: 'data-jobs',
  label: 'data job',
  table: 'data_job',
  scope: { kind: 'organization', field: 'organization' },
  fields: {
    jobType: choice(jobTypes, { write: 'never', filter: true, sort: true }),
    /** The name of the resource it works on: `product`. */
    target: text({ max: 100, write: 'never', filter: true, sort: true }),
    status: choice(dataJobStates, { presence: 'defaulted', write: 'never', filter: true, sort: true }),
    inputFiles: json(inputFiles, { presence: 'defaulted', write: 'never' }),
    /** As the log it may hold cells of rows: whoever reads the history of a job need not be let see those. */
    parameters: json(jobParameters, { presence: 'defaulted', write: 'never', mask: true, isWithheld: true }),
    ...countFields,
    /** Percent. */
    progress: integer({ ...countOption, max: 100 }),
    resultLog: json(resultLog, { presence: 'defaulted', write: 'never', mask: true, isWithheld: true }),
    outputFile: reference('file', { presence: 'nullable', write: 'never', onDelete: 'clear' }),
    errorFile: reference('file', { presence: 'nullable', write: 'never', onDelete: 'clear' }),
    logFile: reference('file', { presence: 'nullable', write: 'never', onDelete: 'clear' }),
    startedAt: timestamp({ presence: 'nullable', write: 'never', filter: true, sort: true }),
    finishedAt: timestamp({ presence: 'nullable', write: 'never', filter: true, sort: true }),
    /** The import that this job takes back, and the job that took this one back. */
    undoOf: reference('dataJob', { presence: 'nullable', write: 'never', filter: true }),
    undoneBy: reference('dataJob', { presence: 'nullable', write: 'never', filter: true }),
    /** How many rows the last undo of it left for what stood in their way: another one takes them back once that is gone. */
    undoLeft: integer(countOption),
    /** What it did to each row is no longer known: it cannot be taken back. */
    historyGone: boolean({ presence: 'defaulted', write: 'never' }),
    /** The session that it is a step of (seed 002). It stays one of a deleted session: that may come back. */
    importSession: reference('importSession', { presence: 'nullable', write: 'never', filter: true }),
  },
  actions: ['apply', 'undo', 'cancel', 'retry'],
  own: { field: 'createdBy', actions: ['view', 'apply', 'undo', 'cancel', 'retry'] },
  lookups: { organizationName: 'organization.name', createdByUsername: 'createdBy.username' },
  derived: {
    label: { schema: z.string(), from: ({ jobType, target }) => `${jobType} of ${target}` },
    /** The same numbers together, as the API has them (seed 001, DataJob result). */
    counts: { schema: dataJobCounts, from: countsOfJob },
  },
  defaultOrder: '-createdAt',
  title: 'label',
})

export type DataJobRow = RowOf<typeof DataJob>
