import { applyDataJob, cancelDataJob, catalogue, dataJobLinks, retryDataJob, undoDataJob } from '@groundwork/services'
import { z } from 'zod'
import { jobLineageProcedures } from '../import/lineage-procedures.ts'
import { resourceProcedures } from '../trpc/resource-procedures.ts'
import { procedure } from '../trpc/trpc.ts'
import { without } from '../trpc/without.ts'

const key = z.strictObject({ id: z.uuid() })

export const dataJobProcedures = {
  ...jobLineageProcedures,
  ...without(resourceProcedures(catalogue.dataJob), 'update', 'remove', 'restore', 'restoreVersion'),
  /** tRPC keeps the word `apply` for itself. */
  applyPlan: procedure.input(key).mutation(({ ctx, input }) => applyDataJob(ctx.services, ctx.work, input.id)),
  undo: procedure.input(key).mutation(({ ctx, input }) => undoDataJob(ctx.services, ctx.work, input.id)),
  cancel: procedure.input(key).mutation(({ ctx, input }) => cancelDataJob(ctx.services, ctx.work, input.id)),
  retry: procedure.input(key).mutation(({ ctx, input }) => retryDataJob(ctx.services, ctx.work, input.id)),
  /** A mutation, for each asking is written down. */
  links: procedure.input(key).mutation(({ ctx, input }) => dataJobLinks(ctx.services, ctx.work, input.id)),
}
