import { z } from 'zod'
import { inputFiles } from './data-job.ts'
import { jobParameters } from './job-parameters.ts'

/** What people ask for by themselves: an undo follows from an import, bulk changes from a list. */
export const askedJobTypes = ['import', 'export'] as const
export type AskedJobType = (typeof askedJobTypes)[number]

/** What a job is made from. What belongs into `parameters` depends on its type. */
export const newDataJob = z.strictObject({
  organization: z.uuid(),
  jobType: z.enum(askedJobTypes),
  /** The name of a resource: `product`. */
  target: z.string().min(1).max(100),
  inputFiles: inputFiles.optional(),
  parameters: jobParameters.optional(),
})
export type NewDataJob = z.infer<typeof newDataJob>
