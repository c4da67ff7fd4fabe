import { z } from 'zod'

export const textOf = z.strictObject({ id: z.uuid() })
export const tableOf = z.strictObject({ id: z.uuid(), sheet: z.string().max(200).optional() })

/** How to read a table, where the caller knows better than the file tells. */
export const tableReading = z.strictObject({
  sheet: z.string().max(200).optional(),
  /** 0 where no row names the columns. */
  headerRow: z.int().min(0).max(1000).optional(),
  encoding: z.string().max(40).optional(),
  /** One character, or `tab`. */
  delimiter: z.string().max(3).optional(),
})
export const previewOf = tableReading.extend({ id: z.uuid() })

export const fileText = z.strictObject({ text: z.string(), isCut: z.boolean() })

const cell = z.union([z.string(), z.number(), z.boolean(), z.null()])

export const fileTable = z.strictObject({
  sheets: z.array(z.string()).readonly(),
  sheet: z.string(),
  columns: z.array(z.string()).readonly(),
  rows: z.array(z.array(cell).readonly()).readonly(),
  isCut: z.boolean(),
})

/** The columns and first rows of a table as an import would read them. */
export const spreadsheetPreview = z.strictObject({
  format: z.enum(['csv', 'xlsx', 'jsonl']),
  sheets: z.array(z.string()).readonly(),
  sheet: z.string().nullable(),
  encoding: z.string().nullable(),
  delimiter: z.string().nullable(),
  headerRow: z.int(),
  columns: z.array(z.string()).readonly(),
  rows: z.array(z.array(cell).readonly()).readonly(),
  isCut: z.boolean(),
})
