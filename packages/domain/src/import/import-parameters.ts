import { z } from 'zod'
import { isSafeKey } from '../resource/json-object.ts'
import { dateOrders, decimalMarks } from './cell-reading.ts'
import { cellTransformNames } from './cell-transform.ts'
import { importCorrections, skippedRows } from './import-corrections.ts'

export const importModes = ['insert', 'update', 'upsert'] as const
export type ImportMode = (typeof importModes)[number]

const name = z.string().min(1).max(300).refine(isSafeKey, 'Not a name')
const columnName = z.string().min(1).max(150)

/**
 * What a caller asks of an import, spelt as REST spells it; kept with the job. What is left out is found out: the mapping by the
 * names in the header, the match key by the columns that are mapped.
 */
export const importParameters = z.strictObject({
  mode: z.enum(importModes).default('upsert'),
  /** Columns that tell which row is meant: the key, or a set that is unique within the organization. */
  match: z.array(columnName).max(10).optional(),
  /** Names in the header to columns. */
  mapping: z.record(name, columnName).optional(),
  /** What new rows get where the file says nothing. */
  defaults: z.record(columnName, z.union([z.string().max(10_000), z.number(), z.boolean()])).optional(),
  /** What every row has to be, by key: new rows get it, and what says or is something else is refused. */
  fixed: z.record(columnName, z.string().min(1).max(100)).optional(),
  /** What becomes of a key that stands in the file once more. */
  repeated: z.enum(['refuse', 'skip']).optional(),
  transforms: z.record(columnName, z.array(z.enum(cellTransformNames)).max(6)).optional(),
  sheet: z.string().max(200).optional(),
  header_row: z.int().min(0).max(1000).optional(),
  encoding: z.string().max(40).optional(),
  delimiter: z.string().length(1).optional(),
  decimal: z.enum(decimalMarks).optional(),
  date_order: z.enum(dateOrders).optional(),
  corrections: importCorrections.optional(),
  skip_rows: skippedRows.optional(),
  /** Of the bytes that corrections were made for, or a plan was looked at with: any other are refused. */
  sha256: z
    .string()
    .regex(/^[0-9a-f]{64}$/, 'Not a digest')
    .optional(),
  /** Says what would happen, and writes nothing. */
  dry_run: z.boolean().default(false),
})

export type ImportParameters = z.output<typeof importParameters>
