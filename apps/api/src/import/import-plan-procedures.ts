import { importPlanQuery, type Resource } from '@groundwork/domain'
import { proposeImport } from '@groundwork/services'
import { procedure } from '../trpc/trpc.ts'

/** What there is to decide before a file is brought in. */
export const importPlanProcedures = (resource: Resource) => ({
  importPlan: procedure
    .input(importPlanQuery)
    .query(({ ctx, input }) => proposeImport(ctx.services, ctx.work, { target: resource, ...input })),
})
