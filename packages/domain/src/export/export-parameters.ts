import { z } from 'zod'
import { printable } from '../resource/field.ts'

export const exportFormats = ['csv', 'xlsx', 'pdf'] as const
export type ExportFormat = (typeof exportFormats)[number]

/** What an export is asked with, as a data job keeps it. The filter is in the language's own form; its parser judges it. */
export const exportParameters = z.strictObject({
  format: z.enum(exportFormats),
  filter: z.json().optional(),
  /** Names as `exportableColumns` has them. */
  columns: z.array(printable.min(1).max(200)).min(1).max(200).optional(),
  ordering: z.array(printable.min(1).max(120)).max(5).optional(),
  search: printable.max(200).optional(),
  /** Deleted rows instead of live ones. */
  trash: z.boolean().optional(),
  /** Of CSV: `;` is what Excel expects where the comma is the decimal point, and a byte order mark tells it that the text is UTF-8. */
  delimiter: z.enum([',', ';', '\t']).optional(),
  bom: z.boolean().optional(),
})
export type ExportParameters = z.output<typeof exportParameters>
