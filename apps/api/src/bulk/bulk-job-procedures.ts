import type { Defined, ResourceSpec } from '@groundwork/domain'
import { procedure } from '../trpc/trpc.ts'
import { askForBulkJob } from './ask-for-bulk-job.ts'
import { bulkJobInput } from './bulk-job-input.ts'

/** One thing done to every row of a list: the job that does it is answered. */
export const bulkJobProcedures = <S extends ResourceSpec>(resource: Defined<S>) => ({
  bulk: procedure
    .input(bulkJobInput(resource))
    .mutation(({ ctx, input }) => askForBulkJob(ctx, resource, input, 'camel')),
})
