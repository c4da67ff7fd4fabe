import { exportParameters } from '@groundwork/domain'
import { z } from 'zod'

const { filter: _, ordering, ...asked } = exportParameters.shape

/** What an export is asked with, wherever it is asked. The filter is judged by its own parser, which gives better paths. */
export const exportInput = z.strictObject({
  organization: z.uuid(),
  ...asked,
  filter: z.unknown().optional(),
  orderBy: ordering,
  /** A saved view, whose filter holds besides. */
  applyFilter: z.string().max(100).optional(),
})

/** REST has the seeds' word for the order of a list. */
export const exportBody = exportInput.omit({ orderBy: true }).extend({ ordering })

export type ExportInput = z.output<typeof exportInput>
