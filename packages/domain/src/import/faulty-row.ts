import { z } from 'zod'

/** What is wrong with a row, on the cell that has to be mended; null where it is the row as a whole. */
const cellFault = z.object({
  /** As the header names it, or the column of ours where the file has none. */
  column: z.string().nullable(),
  value: z.string().nullable(),
  rule: z.string(),
  message: z.string(),
})

/** A row that did not land, as the error grid shows it. */
export const faultyRow = z.object({
  row: z.int(),
  sheet: z.string().nullable(),
  /** As the job read them, corrections included, in the order of the header; null for whoever may not see cells of the job. */
  cells: z.array(z.union([z.string(), z.number(), z.boolean(), z.null()])).nullable(),
  issues: z.array(cellFault),
})
export type FaultyRow = z.infer<typeof faultyRow>

/** A page of them, in the order of the file. */
export const faultyRows = z.object({
  /** Empty until the job has ended. */
  header: z.array(z.string()),
  rows: z.array(faultyRow),
  nextCursor: z.string().nullable(),
})
export type FaultyRows = z.infer<typeof faultyRows>

export const faultyRowsQuery = z.strictObject({
  id: z.uuid(),
  limit: z.int().min(1).max(100).default(50),
  cursor: z.string().max(500).nullish(),
})
export type FaultyRowsQuery = z.infer<typeof faultyRowsQuery>
