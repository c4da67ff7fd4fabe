import { z } from 'zod'
import { dateOrders, decimalMarks } from './cell-reading.ts'
import { cellTransformNames } from './cell-transform.ts'
import { importModes } from './import-parameters.ts'

/** Which file is to be planned for, and what the caller knows better than the file tells. */
export const importPlanQuery = z.strictObject({
  organization: z.uuid(),
  file: z.uuid(),
  sheet: z.string().max(200).optional(),
  /** From 1, as people count; 0 where no row names the columns. */
  headerRow: z.int().min(0).max(1000).optional(),
  encoding: z.string().max(40).optional(),
  /** One character, or `tab`. */
  delimiter: z.string().min(1).max(3).optional(),
})
export type ImportPlanQuery = z.output<typeof importPlanQuery>

const shownCell = z.union([z.string(), z.number(), z.boolean(), z.null()])

/** A column of the file, and the column of ours that it seems to mean. */
export const headerProposal = z.object({
  name: z.string(),
  column: z.string().nullable(),
  /** `remembered`: somebody has said so, of this header or one like it; also that the column is to be left out. */
  from: z.enum(['remembered', 'guessed']).nullable(),
  /** Different values from the first rows. */
  examples: z.array(z.string()),
})
export type HeaderProposal = z.infer<typeof headerProposal>

/** A column that rows can be brought in with. */
export const proposedColumn = z.object({
  /** As parameters spell it: `product_type`, `custom_fields.colour`. */
  name: z.string(),
  label: z.string(),
  kind: z.string(),
  required: z.boolean(),
  /** Finds rows, and is never written. */
  isKey: z.boolean(),
  /** Whether whoever asks may bring it in, in some rows at least. */
  isOpen: z.boolean(),
  /** Ways to name the row that is referred to, in the order of trying. */
  by: z.array(z.string()).nullable(),
  /** Everything that a cell may hold, where that is a short list. */
  allowed: z.array(z.string()).nullable(),
})
export type ProposedColumn = z.infer<typeof proposedColumn>

/** What was said the last time that a file with these names was brought in: parameters of the next import. */
export const rememberedSettings = z.object({
  mode: z.enum(importModes).optional(),
  match: z.array(z.string()).optional(),
  transforms: z.record(z.string(), z.array(z.enum(cellTransformNames))).optional(),
  decimal: z.enum(decimalMarks).optional(),
  dateOrder: z.enum(dateOrders).optional(),
})
export type RememberedSettings = z.infer<typeof rememberedSettings>

/** What there is to decide before a file is brought in: what the reader found, and what is proposed (seed 001, Import wizard). */
export const importProposal = z.object({
  format: z.enum(['csv', 'xlsx', 'jsonl']),
  /** In the order of the workbook; none in a text. */
  sheets: z.array(z.string()),
  sheet: z.string().nullable(),
  headerRow: z.int(),
  encoding: z.string().nullable(),
  delimiter: z.string().nullable(),
  /** Of the bytes that were looked at: as parameter `sha256` it makes the job refuse any other. */
  sha256: z.string(),
  header: z.array(headerProposal),
  /** The first rows, as many cells as the header has names. */
  rows: z.array(z.array(shownCell)),
  /** There are more rows. */
  isCut: z.boolean(),
  columns: z.array(proposedColumn),
  /** Sets of columns that tell one row from all others, the most certain first. */
  matchKeys: z.array(z.array(z.string())),
  settings: rememberedSettings.nullable(),
})
export type ImportProposal = z.infer<typeof importProposal>
