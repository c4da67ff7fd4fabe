import { z } from 'zod'

/** Where a row comes from: which row of which file, brought in by which job. */
export const lineageEntry = z.object({
  job: z.uuid(),
  file: z.uuid(),
  sheet: z.string().nullable(),
  row: z.int(),
  action: z.enum(['created', 'updated']),
  importedAt: z.string(),
})
export type LineageEntry = z.infer<typeof lineageEntry>

/** A row that a job made or changed, and whether somebody has changed it since. */
export const lineageRow = z.object({
  object: z.uuid(),
  title: z.string().nullable(),
  file: z.uuid(),
  sheet: z.string().nullable(),
  row: z.int(),
  action: z.enum(['created', 'updated']),
  afterVersion: z.int(),
  version: z.int(),
  isDeleted: z.boolean(),
  isChangedSince: z.boolean(),
})
export type LineageRow = z.infer<typeof lineageRow>

/** What one job made of a file. */
export const fileImport = z.object({
  job: z.uuid(),
  target: z.string(),
  created: z.int(),
  updated: z.int(),
  importedAt: z.string(),
})
export type FileImport = z.infer<typeof fileImport>

/** Why a row of a file did not land, or was left by an undo. */
export const importIssue = z.object({
  row: z.int(),
  sheet: z.string().nullable(),
  column: z.string().nullable(),
  value: z.string().nullable(),
  rule: z.string(),
  message: z.string(),
})
export type ImportIssue = z.infer<typeof importIssue>

const page = { id: z.uuid(), limit: z.int().min(1).max(200).default(50), cursor: z.string().max(500).nullish() }

export const jobIssuesQuery = z.strictObject(page)
export type JobIssuesQuery = z.infer<typeof jobIssuesQuery>

export const jobRowsQuery = z.strictObject({ ...page, isChangedSince: z.boolean().optional() })
export type JobRowsQuery = z.infer<typeof jobRowsQuery>
